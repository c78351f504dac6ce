"""GW001: care that is reported lies within the assigned period."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.rules.codes.gw001 import check
from gateway.rules.outside import Outside
from gateway.standard.findings import Outcome, Severity
from tests.rules.case_files import START, case, toewijzing
from tests.rules.judged import TODAY, finds, the_only, verdict
from tests.support.messages.messages import start_product, stop_product, wmo305, wmo307

FEBRUARY = toewijzing(ingangsdatum=date(2024, 2, 1), einddatum=date(2024, 2, 20))
OPEN = toewijzing(ingangsdatum=date(2024, 2, 1))


@pytest.mark.parametrize("day", ["2024-02-01", "2024-02-10", "2024-02-20"])
def test_passes_a_start_from_the_first_day_to_the_last(day):
    assert finds("GW001", wmo305(begindatum=day), case(FEBRUARY), today=TODAY) == []


@pytest.mark.parametrize(("day", "where"), [("2024-01-31", "voor"), ("2024-02-21", "na")])
def test_fails_a_start_the_day_before_and_the_day_after(day, where):
    finding = the_only("GW001", wmo305(begindatum=day), case(FEBRUARY), today=TODAY)
    assert finding.path == "/Bericht/Client/StartProducten/StartProduct/Begindatum"
    assert finding.class_path == "/Bericht/Client/StartProducten/StartProduct"
    assert finding.values == {"Begindatum": day}
    assert finding.explanation == (
        f"Begindatum {day} ligt {where} de toegewezen periode: toewijzing 1 loopt van 2024-02-01 tot en met 2024-02-20."
    )


def test_passes_and_fails_an_assignment_without_end():
    assert finds("GW001", wmo305(begindatum="2024-03-01"), case(OPEN), today=TODAY) == []
    finding = the_only("GW001", wmo305(begindatum="2024-01-31"), case(OPEN), today=TODAY)
    assert finding.explanation.endswith("toewijzing 1 loopt vanaf 2024-02-01.")


def stop_of(begin: str, end: str):
    started = start_product(begindatum=begin)
    return finds("GW001", wmo307(begindatum=begin, einddatum=end), case(started, FEBRUARY), today=TODAY)


def test_passes_a_stop_from_the_first_day_to_the_last():
    assert stop_of("2024-02-01", "2024-02-20") == []
    assert stop_of("2024-02-20", "2024-02-20") == []


@pytest.mark.parametrize(
    ("begin", "end", "told"),
    [
        ("2024-01-31", "2024-02-20", ["Begindatum 2024-01-31 ligt voor"]),
        ("2024-02-01", "2024-02-21", ["Einddatum 2024-02-21 ligt na"]),
        ("2024-01-31", "2024-02-21", ["Begindatum 2024-01-31 ligt voor", "Einddatum 2024-02-21 ligt na"]),
        ("2024-01-30", "2024-01-31", ["Begindatum 2024-01-30 ligt voor", "Einddatum 2024-01-31 ligt voor"]),
        ("2024-02-21", "2024-02-22", ["Begindatum 2024-02-21 ligt na", "Einddatum 2024-02-22 ligt na"]),
    ],
)
def test_fails_either_date_of_a_stop(begin, end, told):
    found = stop_of(begin, end)
    assert [finding.explanation.partition(" de toegewezen")[0] for finding in found] == told
    assert [finding.path.rpartition("/")[2] for finding in found] == [text.split()[0] for text in told]


def test_fails_as_a_signal_that_refuses_nothing():
    message = wmo305(begindatum="2024-03-01", toewijzing_ingangsdatum="2024-02-01")
    result = verdict(message, case(FEBRUARY), today=TODAY)
    assert result.outcome is Outcome.GOEDGEKEURD
    [finding] = result.findings
    assert (finding.code, finding.level, finding.severity) == ("GW001", 5, Severity.SIGNAAL)
    assert finding.retourcode is None


def test_passes_what_has_no_number_or_is_removed():
    message = wmo305(begindatum="2024-03-01", toewijzing_nummer=None)
    assert finds("GW001", message, case(FEBRUARY), today=TODAY) == []
    outside = start_product(begindatum="2024-03-01")
    removal = wmo305(begindatum="2024-03-01", status_aanlevering="3")
    assert finds("GW001", removal, case(outside, FEBRUARY), today=TODAY) == []


def test_fails_what_comes_after_a_start_without_number():
    starts = (start_product(toewijzing_nummer=None), start_product(begindatum="2024-03-01"))
    finding = the_only("GW001", wmo305(start_producten=starts), case(FEBRUARY), today=TODAY)
    assert finding.class_path.endswith("[2]")


def test_passes_a_stop_of_an_assignment_that_was_removed():
    gone = toewijzing(einddatum=date(2024, 1, 1), verwijderd=True)
    assert finds("GW001", wmo307(), case(START, gone), today=TODAY) == []


def test_fails_beside_an_assignment_in_which_it_would_fit():
    other = toewijzing(2, ingangsdatum=date(2024, 3, 1))
    starts = (start_product(begindatum="2024-03-01"), start_product(toewijzing_nummer="02", begindatum="2024-03-01"))
    finding = the_only("GW001", wmo305(start_producten=starts), case(FEBRUARY, other), today=TODAY)
    assert finding.class_path.endswith("[1]")


DAYS = st.dates(date(2024, 1, 1), date(2024, 1, 20))


@given(DAYS, st.none() | DAYS, DAYS, DAYS)
def test_fails_each_day_that_is_not_among_those_assigned(first, last, begin, end):
    assigned = {date(2024, 1, n) for n in range(1, 21) if first.day <= n <= (31 if last is None else last.day)}
    stands = case(toewijzing(ingangsdatum=first, einddatum=last))
    stop = stop_product(begindatum=begin.isoformat(), einddatum=end.isoformat())
    found = list(check(wmo307(stop_producten=(stop,)), stands, Outside(today=TODAY)))
    assert len(found) == [begin in assigned, end in assigned].count(False)
