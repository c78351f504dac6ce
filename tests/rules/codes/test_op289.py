"""OP289: care begins again after it stopped, not before."""

import pytest

from gateway.standard.findings import Outcome, Severity
from tests.rules.case_files import FINAL, START, TEMPORARY, case
from tests.rules.judged import TODAY, finds, the_only, verdict
from tests.support.messages.messages import start_product, stop_product, wmo305, wmo307

STOPS = pytest.mark.parametrize("stop", [TEMPORARY, FINAL], ids=["temporary", "final"])


@STOPS
def test_passes_on_the_day_of_the_stop_and_later(stop):
    for begin in (stop.einddatum, "2024-02-29"):
        assert finds("OP289", wmo305(begindatum=begin), case(START, stop), today=TODAY) == []


@pytest.mark.parametrize(("stop", "begin"), [(TEMPORARY, "2024-02-09"), (FINAL, "2024-02-19"), (FINAL, "2024-01-02")])
def test_fails_before_that_day(stop, begin):
    finding = the_only("OP289", wmo305(begindatum=begin), case(START, stop), today=TODAY)
    assert finding.explanation.startswith(f"Begindatum {begin} ligt voor het einde van de zorg volgens een eerdere ")
    assert f"Einddatum {stop.einddatum}, RedenBeeindiging {stop.reden_beeindiging}" in finding.explanation
    assert finding.path == "/Bericht/Client/StartProducten/StartProduct/Begindatum"
    assert finding.values == {"Begindatum": begin}


def test_fails_as_a_signal_that_refuses_nothing():
    result = verdict(wmo305(begindatum="2024-02-09"), case(START, TEMPORARY), today=TODAY)
    assert result.outcome is Outcome.GOEDGEKEURD
    found = [(each.level, each.severity, each.retourcode) for each in result.findings if each.code == "OP289"]
    assert found == [(5, Severity.SIGNAAL, None)]


def test_fails_by_the_stop_that_ends_last():
    again = start_product(begindatum="2024-02-11")
    later = stop_product(begindatum="2024-02-11", einddatum="2024-02-25", reden_beeindiging="20")
    for stops in ((TEMPORARY, later), (later, TEMPORARY)):
        finding = the_only("OP289", wmo305(begindatum="2024-02-24"), case(START, again, *stops), today=TODAY)
        assert "Einddatum 2024-02-25" in finding.explanation


def test_passes_other_care_a_removal_and_a_start_whose_earlier_one_is_removed():
    other = stop_product(toewijzing_nummer="2", einddatum="2024-02-25")
    stands = case(start_product(toewijzing_nummer="2"), other)
    assert finds("OP289", wmo305(begindatum="2024-02-24"), stands, today=TODAY) == []
    removal = start_product(status_aanlevering="3")
    assert finds("OP289", wmo305(start_producten=(removal,)), case(START, FINAL), today=TODAY) == []
    corrected = wmo305(start_producten=(removal, start_product(begindatum="2024-02-05")))
    assert finds("OP289", corrected, case(START, TEMPORARY), today=TODAY) == []


def test_fails_a_corrected_stop_after_the_restart_and_passes_one_on_its_day():
    restart = start_product(begindatum="2024-02-12")
    removal = stop_product(reden_beeindiging="20", einddatum="2024-02-10", status_aanlevering="3")

    def corrected(einddatum):
        anew = stop_product(reden_beeindiging="20", einddatum=einddatum)
        return finds("OP289", wmo307(stop_producten=(removal, anew)), case(START, TEMPORARY, restart), today=TODAY)

    assert corrected("2024-02-12") == []
    [finding] = corrected("2024-02-13")
    assert finding.path == "/Bericht/Client/StopProducten/StopProduct[2]/Einddatum"
    assert finding.explanation.startswith("Einddatum 2024-02-13 ligt na de dag waarop de zorg opnieuw begon: ")


def test_passes_a_stop_that_op155_is_about():
    restart = start_product(begindatum="2024-02-12")
    message = wmo307(reden_beeindiging="19", einddatum="2024-02-28")
    assert finds("OP289", message, case(START, TEMPORARY, restart), today=TODAY) == []
