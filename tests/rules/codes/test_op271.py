"""OP271: a start is reported within five working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.rules.case import CaseFile
from gateway.rules.codes.op271 import check
from gateway.rules.outside import Outside
from gateway.standard.findings import Outcome, Severity
from tests.rules.case_files import REMOVAL, START, case, toewijzing
from tests.rules.judged import codes, finds, the_only, verdict
from tests.support.messages.messages import start_product, wmo305
from tests.support.working_days import working_days_between

LAST_DAYS = [
    ("2024-02-01", "2024-02-08"),  # Thursday to Thursday
    ("2024-02-02", "2024-02-09"),  # Friday to Friday
    ("2024-02-03", "2024-02-09"),  # Saturday
    ("2024-02-04", "2024-02-09"),  # Sunday
    ("2024-12-20", "2024-12-31"),  # Christmas
    ("2024-12-24", "2025-01-03"),  # and New Year's Day
    ("2024-03-28", "2024-04-08"),  # Good Friday and Easter Monday
    ("2024-04-22", "2024-04-29"),  # King's Day, on a Saturday
    ("2024-05-08", "2024-05-16"),  # Ascension Day
    ("2025-04-30", "2025-05-08"),  # Liberation Day, a holiday in 2025
    ("2024-05-02", "2024-05-10"),  # but not in 2024
]
EDGES = pytest.mark.parametrize(("begin", "last"), LAST_DAYS, ids=[begin for begin, _ in LAST_DAYS])


def late(begin: str, arrival: str, stands: CaseFile | None = None, **changes):
    message = wmo305(begindatum=begin, dagtekening=arrival, **changes)
    return finds("OP271", message, case() if stands is None else stands, today=date.fromisoformat(arrival))


def a_day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


@EDGES
def test_passes_on_the_fifth_working_day(begin, last):
    assert late(begin, begin) == []
    assert late(begin, last) == []


@EDGES
def test_fails_on_the_day_after_it(begin, last):
    assert len(late(begin, a_day_after(last))) == 1


@pytest.mark.parametrize("arrival", ["2024-02-03", "2024-02-04"])
def test_passes_in_the_weekend_before_it(arrival):
    assert late("2024-02-01", arrival) == []


@pytest.mark.parametrize("arrival", ["2024-02-10", "2024-02-11", "2024-02-12"])
def test_fails_in_the_weekend_after_it_as_on_the_monday(arrival):
    [finding] = late("2024-02-02", arrival)
    assert finding.explanation == (
        f"Begindatum 2024-02-02 is gemeld op {arrival}. Dat kon tot en met 2024-02-09, vijf werkdagen na 2024-02-02."
    )


def test_fails_as_a_signal_that_refuses_nothing():
    result = verdict(wmo305(), case(), today=date(2024, 3, 1))
    assert result.outcome is Outcome.GOEDGEKEURD
    [finding] = result.findings
    assert (finding.code, finding.level, finding.severity) == ("OP271", 5, Severity.SIGNAAL)
    assert finding.retourcode is None
    assert finding.path == "/Bericht/Client/StartProducten/StartProduct/Begindatum"
    assert finding.class_path == "/Bericht/Client/StartProducten/StartProduct"
    assert finding.values == {"Begindatum": "2024-02-01"}


def test_passes_a_removal():
    assert finds("OP271", wmo305(status_aanlevering="3"), case(START), today=date(2024, 3, 1)) == []


def test_fails_what_is_delivered_anew_beside_its_removal():
    message = wmo305(start_producten=(REMOVAL, start_product(begindatum="2024-02-05")))
    assert the_only("OP271", message, case(START), today=date(2024, 3, 1)).class_path.endswith("[2]")


def test_fails_each_of_several_starts_that_is_late():
    days = {"1": "2024-02-01", "2": "2024-02-29", "3": "2024-02-20"}
    starts = tuple(start_product(toewijzing_nummer=number, begindatum=day) for number, day in days.items())
    found = finds(
        "OP271",
        wmo305(start_producten=starts),
        case(toewijzing(2), toewijzing(3)),
        today=date(2024, 3, 1),
    )
    assert [finding.class_path[-3:] for finding in found] == ["[1]", "[3]"]


@pytest.mark.parametrize("sent", [None, date(2023, 12, 1), date(2024, 2, 1)])
def test_fails_from_begindatum_when_the_assignment_was_sent_before(sent):
    stands = case(toewijzing(sent_on=sent))
    assert late("2024-02-01", "2024-02-08", stands) == []
    [finding] = late("2024-02-01", "2024-02-09", stands)
    assert finding.explanation.endswith("vijf werkdagen na 2024-02-01.")


@pytest.mark.parametrize("assigned_from", [date(2024, 1, 1), date(2024, 6, 1)])
def test_passes_within_five_working_days_after_a_later_assignment_went_out(assigned_from):
    stands = case(toewijzing(ingangsdatum=assigned_from, sent_on=date(2024, 2, 20)))
    assert late("2024-02-01", "2024-02-20", stands) == []
    assert late("2024-02-01", "2024-02-27", stands) == []


def test_fails_later_than_five_working_days_after_a_retroactive_assignment_went_out():
    [finding] = late("2024-02-01", "2024-02-28", case(toewijzing(sent_on=date(2024, 2, 20))))
    assert finding.explanation == (
        "Begindatum 2024-02-01 is gemeld op 2024-02-28. Dat kon tot en met 2024-02-27, "
        "vijf werkdagen na 2024-02-20, de dag waarop de toewijzing is verzonden."
    )


def test_fails_without_a_number_from_begindatum():
    stands = case(toewijzing(sent_on=date(2024, 2, 20)))
    assert late("2024-02-01", "2024-02-08", stands, toewijzing_nummer=None) == []
    assert len(late("2024-02-01", "2024-02-09", stands, toewijzing_nummer=None)) == 1


def test_passes_when_the_case_or_the_day_is_not_known():
    assert codes(wmo305(), case()) == set()
    assert codes(wmo305(), today=date(2024, 3, 1)) == set()


DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))
NEAR = st.integers(-3, 20)


@given(DAYS, NEAR, st.none() | NEAR)
def test_fails_when_five_working_days_had_passed_by_the_day_before(begin, arrives_after, sent_after):
    today = begin + timedelta(days=arrives_after)
    sent = None if sent_after is None else begin + timedelta(days=sent_after)
    stands = case(toewijzing(sent_on=sent))
    found = list(check(wmo305(begindatum=begin.isoformat()), stands, Outside(today=today)))
    counted_from = max(begin, sent or begin)
    assert bool(found) is (working_days_between(counted_from, today - timedelta(days=1)) >= 5)


@given(st.dates(), st.dates(), st.none() | st.dates())
def test_passes_or_fails_on_any_day_that_a_calendar_holds(begin, today, sent):
    stands = case(toewijzing(sent_on=sent))
    message = wmo305(begindatum=begin.isoformat())
    found = len(list(check(message, stands, Outside(today=min(today, date(9999, 12, 1))))))
    assert found <= (today > begin)
