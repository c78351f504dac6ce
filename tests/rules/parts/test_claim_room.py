"""How much may be claimed: the worked numbers of the standard, and that months and term agree."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.rules.claim_file import Omvang
from gateway.rules.parts.claim_room import (
    count_sundays,
    fits_unit,
    measured,
    period_ceiling,
    shown,
    sum_of,
    term_ceiling,
    weeks_touched,
)
from tests.rules.claim_files import CEILINGS, assigned

D = date.fromisoformat


def of(size, term):
    size, _, categorie = size.partition(" ")
    first, last = map(D, term.split(".."))
    return assigned(size=size, categorie=categorie or "02", ingangsdatum=first, einddatum=last)


def month_of(assignment, month):
    first = date(assignment.ingangsdatum.year, month, 1)
    return first, (first + timedelta(31)).replace(day=1) - timedelta(1)


@pytest.mark.parametrize(("size", "term", "months", "total"), CEILINGS)
def test_k017_the_worked_numbers(size, term, months, total):
    assignment = of(size, term)
    per_unit = 60 if assignment.omvang.eenheid == "04" else 1
    for month, most in months.items():
        assert period_ceiling(assignment, *month_of(assignment, month)) == most * per_unit, month
    assert term_ceiling(assignment) == total * per_unit


def test_a_volume_a_day_counts_days_and_a_total_is_the_same_everywhere():
    assignment = of("2x14/1", "2024-01-10..2024-02-09")
    assert period_ceiling(assignment, D("2024-01-01"), D("2024-01-31")) == 44
    assert period_ceiling(assignment, D("2024-03-01"), D("2024-03-31")) == 0
    assert term_ceiling(assignment) == 62
    total = of("80x04/6", "2024-01-10..2024-02-09")
    assert period_ceiling(total, D("2024-01-10"), D("2024-01-31")) == term_ceiling(total) == 80 * 60


def test_an_open_assignment_has_no_bound_over_its_term_but_for_a_total():
    for size, most in {"2x14/1": None, "2x14/4": None, "2x14/6": 2}.items():
        assert term_ceiling(assigned(size=size)) == most
    for size in ("2x82/2", "2x83/2"):
        assert period_ceiling(assigned(size=size), D("2024-02-01"), D("2024-02-29")) == 8


@pytest.mark.parametrize("size", ["B500", None])
def test_nothing_bounds_what_has_no_omvang(size):
    assignment = assigned(size=size)
    assert period_ceiling(assignment, D("2024-02-01"), D("2024-02-29")) is term_ceiling(assignment) is None


def test_an_output_shorter_than_a_week_without_a_sunday_is_one_week():
    assignment = of("300x83/2", "2024-02-05..2024-02-08")
    assert period_ceiling(assignment, D("2024-02-05"), D("2024-02-08")) == 300


days = st.dates(D("2021-01-01"), D("2030-12-31"))


@given(first=days, length=st.integers(-3, 400))
def test_sundays_and_weeks_are_counted_as_one_by_one(first, length):
    last = first + timedelta(length)
    each = [first + timedelta(number) for number in range(length + 1)]
    assert count_sundays(first, last) == sum(day.isoweekday() == 7 for day in each)
    assert weeks_touched(first, last) == len({day.isocalendar()[:2] for day in each})


@given(first=days, length=st.integers(6, 800), size=st.sampled_from(["3x04/2", "300x83/2", "2x14/1", "9x04/4"]))
def test_the_months_of_a_term_add_up_to_the_term(first, length, size):
    """A week of effort counts in both months that it touches, so these add up to more; the term is then the brake."""
    assignment = assigned(size=size, ingangsdatum=first, einddatum=first + timedelta(length))
    total, begin = 0, first.replace(day=1)
    while begin <= assignment.einddatum:
        end = (begin + timedelta(31)).replace(day=1) - timedelta(1)
        total += period_ceiling(assignment, max(begin, first), min(end, assignment.einddatum))
        begin = end + timedelta(1)
    assert total >= term_ceiling(assignment)
    assert total == term_ceiling(assignment) or size == "3x04/2"


def test_minutes_and_hours_are_compared_in_minutes():
    hours, minutes = Omvang(volume=3, eenheid="04", frequentie="2"), Omvang(volume=180, eenheid="01", frequentie="2")
    assert fits_unit("01", hours)
    assert not fits_unit("04", minutes)
    assert measured(2, "04", hours) == 120 == measured(120, "01", hours)
    assert sum_of({"04": 1, "01": 30, "14": 9}, hours) == 90
    assert (shown(119, "04", hours), shown(119, "01", hours), shown(-1, "01", minutes)) == ("1", "119", "0")
