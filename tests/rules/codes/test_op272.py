"""OP272: a stop is reported within five working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.rules.case import CaseFile
from gateway.rules.codes.op272 import check
from gateway.rules.outside import Outside
from gateway.standard.findings import Outcome, Severity
from tests.rules.case_files import FINAL, START, TEMPORARY, case, toewijzing
from tests.rules.judged import codes, finds, the_only, verdict
from tests.support.messages.messages import start_product, stop_product, wmo307
from tests.support.working_days import working_days_between

TODAY = date(2024, 3, 1)
EDGES = pytest.mark.parametrize(
    ("end", "last"),
    [
        ("2024-02-15", "2024-02-22"),  # Thursday to Thursday
        ("2024-02-17", "2024-02-23"),  # Saturday
        ("2024-12-24", "2025-01-03"),  # Christmas and New Year's Day
        ("2024-03-28", "2024-04-08"),  # Good Friday and Easter Monday
    ],
)


def late(end: str, arrival: str, stands: CaseFile | None = None, **changes):
    message = wmo307(einddatum=end, dagtekening=arrival, **changes)
    return finds("OP272", message, case(START) if stands is None else stands, today=date.fromisoformat(arrival))


@EDGES
@pytest.mark.parametrize("reden", ["20", "31"])
def test_passes_on_the_fifth_working_day(end, last, reden):
    assert late(end, end, reden_beeindiging=reden) == []
    assert late(end, last, reden_beeindiging=reden) == []


@EDGES
@pytest.mark.parametrize("reden", ["20", "31"])
def test_fails_on_the_day_after_it(end, last, reden):
    day_after = (date.fromisoformat(last) + timedelta(days=1)).isoformat()
    assert len(late(end, day_after, reden_beeindiging=reden)) == 1


def test_fails_in_the_weekend_after_it():
    [finding] = late("2024-02-16", "2024-02-24")
    assert finding.explanation == (
        "Einddatum 2024-02-16 is gemeld op 2024-02-24. Dat kon tot en met 2024-02-23, vijf werkdagen na 2024-02-16."
    )


def test_fails_as_a_signal_that_refuses_nothing():
    result = verdict(wmo307(einddatum="2024-02-10"), case(START), today=TODAY)
    assert result.outcome is Outcome.GOEDGEKEURD
    [finding] = result.findings
    assert (finding.code, finding.level, finding.severity) == ("OP272", 5, Severity.SIGNAAL)
    assert finding.retourcode is None
    assert finding.path == "/Bericht/Client/StopProducten/StopProduct/Einddatum"
    assert finding.values == {"Einddatum": "2024-02-10"}


def test_passes_a_final_stop_after_a_temporary_one_however_late():
    for end in ("2024-02-10", "2024-02-20"):
        assert finds("OP272", wmo307(einddatum=end), case(START, TEMPORARY), today=date(2024, 12, 1)) == []


def test_passes_that_final_stop_in_one_message_but_fails_the_temporary_one():
    for stops in ((TEMPORARY, FINAL), (FINAL, TEMPORARY)):
        finding = the_only("OP272", wmo307(stop_producten=stops), case(START), today=TODAY)
        assert finding.values == {"Einddatum": TEMPORARY.einddatum}


def test_fails_a_final_stop_when_the_temporary_one_is_removed_or_of_other_care():
    removal = stop_product(reden_beeindiging="20", einddatum="2024-02-10", status_aanlevering="3")
    corrected = wmo307(stop_producten=(removal, FINAL))
    assert the_only("OP272", corrected, case(START, TEMPORARY), today=TODAY).class_path.endswith("[2]")
    anew = start_product(begindatum="2024-02-12")
    message = wmo307(begindatum="2024-02-12", einddatum="2024-02-20")
    assert the_only("OP272", message, case(START, TEMPORARY, anew), today=TODAY)


def test_fails_what_comes_after_a_final_stop_that_is_exempt():
    other = start_product(toewijzing_nummer="2")
    stops = (FINAL, stop_product(toewijzing_nummer="2", einddatum="2024-02-21"))
    stands = case(START, TEMPORARY, other, toewijzing(2))
    assert the_only("OP272", wmo307(stop_producten=stops), stands, today=TODAY).class_path.endswith("[2]")


def test_passes_a_removal():
    message = wmo307(einddatum="2024-02-20", reden_beeindiging="19", status_aanlevering="3")
    assert finds("OP272", message, case(START, FINAL), today=TODAY) == []


def test_passes_within_five_working_days_after_a_later_assignment_went_out():
    stands = case(START, toewijzing(sent_on=date(2024, 2, 20)))
    assert late("2024-02-10", "2024-02-27", stands) == []


def test_fails_later_than_that():
    [finding] = late("2024-02-10", "2024-02-28", case(START, toewijzing(sent_on=date(2024, 2, 20))))
    assert finding.explanation.endswith("vijf werkdagen na 2024-02-20, de dag waarop de toewijzing is verzonden.")


def test_passes_when_the_case_or_the_day_is_not_known():
    message = wmo307(einddatum="2024-02-10")
    assert codes(message, case(START)) == set()
    assert codes(message, today=TODAY) == set()


@given(
    st.dates(date(2024, 2, 1), date(2032, 12, 31)),
    st.integers(-3, 20),
    st.sampled_from(["20", "31"]),
    st.booleans(),
)
def test_fails_when_five_working_days_had_passed_by_the_day_before(end, arrives_after, reden, after_temporary):
    today = end + timedelta(days=arrives_after)
    before = stop_product(reden_beeindiging="20", einddatum="2024-02-01")
    stands = case(START, *([before] if after_temporary else []))
    message = wmo307(einddatum=end.isoformat(), reden_beeindiging=reden)
    found = list(check(message, stands, Outside(today=today)))
    passed = working_days_between(end, today - timedelta(days=1))
    assert bool(found) is (not after_temporary and passed >= 5)
