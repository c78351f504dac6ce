"""OP155: a stop names the latest start."""

import pytest

from gateway.standard.findings import Outcome, Severity
from tests.rules.case_files import START, TEMPORARY, case
from tests.rules.judged import TODAY, finds, the_only, verdict
from tests.support.messages.messages import start_product, stop_product, wmo307

RESTART = start_product(begindatum="2024-02-12")
ON_FIRST = stop_product(reden_beeindiging="19", einddatum="2024-02-28")


def test_fails_a_final_stop_of_the_first_start_while_the_restart_runs():
    finding = the_only("OP155", wmo307(stop_producten=(ON_FIRST,)), case(START, TEMPORARY, RESTART), today=TODAY)
    assert finding.explanation == (
        f"De stop noemt de start van {START.begindatum}, die al is gestopt op 2024-02-10; daarna is de zorg opnieuw "
        "gestart op 2024-02-12 (toewijzing 1, product 02A02 (categorie 02)). Die laatste start loopt nog door."
    )
    assert finding.source == "iWmo 3.2, bedrijfsregels OP155 en OP377"


def test_fails_as_a_signal_that_refuses_nothing():
    message = wmo307(stop_producten=(ON_FIRST,))
    result = verdict(message, case(START, TEMPORARY, RESTART), today=TODAY)
    assert result.outcome is Outcome.GOEDGEKEURD
    [finding] = result.findings
    assert (finding.code, finding.level, finding.severity) == ("OP155", 5, Severity.SIGNAAL)
    assert finding.retourcode is None
    assert finding.path == "/Bericht/Client/StopProducten/StopProduct/Begindatum"


def test_fails_without_a_number_and_whichever_the_order_of_the_starts():
    loose = [
        start_product(toewijzing_nummer=None),
        start_product(toewijzing_nummer=None, begindatum="2024-02-12"),
    ]
    stopped = stop_product(toewijzing_nummer=None, reden_beeindiging="20", einddatum="2024-02-10")
    message = wmo307(toewijzing_nummer=None, reden_beeindiging="19", einddatum="2024-02-28")
    for starts in (loose, loose[::-1]):
        assert the_only("OP155", message, case(*starts, stopped), today=TODAY)


def test_passes_a_final_stop_of_the_restart_and_one_right_after_the_temporary_one():
    message = wmo307(begindatum="2024-02-12", einddatum="2024-02-28", reden_beeindiging="19")
    assert finds("OP155", message, case(START, TEMPORARY, RESTART), today=TODAY) == []
    assert finds("OP155", wmo307(stop_producten=(ON_FIRST,)), case(START, TEMPORARY), today=TODAY) == []


@pytest.mark.parametrize("einddatum", ["2024-02-09", "2024-02-12"])
def test_passes_a_correction_of_the_earlier_stop(einddatum):
    removal = stop_product(reden_beeindiging="20", einddatum="2024-02-10", status_aanlevering="3")
    anew = stop_product(reden_beeindiging="20", einddatum=einddatum)
    stands = case(START, TEMPORARY, RESTART)
    assert finds("OP155", wmo307(stop_producten=(anew, removal)), stands, today=TODAY) == []
    assert finds("OP155", wmo307(stop_producten=(anew,)), case(START, RESTART), today=TODAY) == []


def test_passes_when_the_restart_is_of_another_assignment():
    other = start_product(toewijzing_nummer="2", begindatum="2024-02-12")
    assert finds("OP155", wmo307(stop_producten=(ON_FIRST,)), case(START, TEMPORARY, other), today=TODAY) == []
