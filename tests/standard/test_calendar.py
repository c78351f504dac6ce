"""Working days in the Netherlands, and days as people read them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.standard.calendar import (
    GOOD_FRIDAY,
    LIBERATION_DAY,
    LIBERATION_DAY_MOST_YEARS,
    add_working_days,
    dutch_day,
    dutch_days_in,
    dutch_month,
    end_of,
    first_instant,
    is_working_day,
)
from tests.support.working_days import working_days_between

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
BY_LAW = """
    2024-01-01 2024-03-29 2024-04-01 2024-04-27 2024-05-05 2024-05-09 2024-05-20 2024-12-25 2024-12-26
    2025-01-01 2025-04-18 2025-04-21 2025-04-26 2025-05-05 2025-05-29 2025-06-09 2025-12-25 2025-12-26
    2026-01-01 2026-04-03 2026-04-06 2026-04-27 2026-05-05 2026-05-14 2026-05-25 2026-12-25 2026-12-26
    2027-01-01 2027-03-26 2027-03-29 2027-04-27 2027-05-05 2027-05-06 2027-05-17 2027-12-25 2027-12-26
    2028-01-01 2028-04-14 2028-04-17 2028-04-27 2028-05-05 2028-05-25 2028-06-05 2028-12-25 2028-12-26
    2029-01-01 2029-03-30 2029-04-02 2029-04-27 2029-05-05 2029-05-10 2029-05-21 2029-12-25 2029-12-26
    2030-01-01 2030-04-19 2030-04-22 2030-04-27 2030-05-05 2030-05-30 2030-06-10 2030-12-25 2030-12-26
"""
"""The holidays of article 3 of the Algemene termijnenwet, by hand: New Year, Good Friday, Easter Monday, the King's
birthday (26 April when the 27th is a Sunday), 5 May, Ascension, Whit Monday and Christmas."""
HOLIDAYS = {date.fromisoformat(each) for each in BY_LAW.split()}
SEVEN_YEARS = [date(2024, 1, 1) + timedelta(days=n) for n in range((date(2031, 1, 1) - date(2024, 1, 1)).days)]


def test_s3_seven_years_day_by_day_are_as_the_law_has_them() -> None:
    wrong = [day for day in SEVEN_YEARS if is_working_day(day) == (day.weekday() > 4 or day in HOLIDAYS)]
    assert wrong == []


@pytest.mark.parametrize(
    ("worked", "days"),
    [
        ({GOOD_FRIDAY}, "2024-03-29 2025-04-18 2026-04-03 2027-03-26 2028-04-14 2029-03-30 2030-04-19"),
        ({LIBERATION_DAY}, "2025-05-05 2026-05-05 2027-05-05 2028-05-05"),
        ({LIBERATION_DAY_MOST_YEARS}, "2026-05-05 2027-05-05 2028-05-05"),
    ],
)
def test_s3_a_municipality_may_work_on_a_holiday(worked: set[str], days: str) -> None:
    usual = {day for day in SEVEN_YEARS if is_working_day(day)}
    now = {day for day in SEVEN_YEARS if is_working_day(day, frozenset(worked))}
    assert usual < now
    assert now - usual == {date.fromisoformat(each) for each in days.split() if date.fromisoformat(each).weekday() < 5}


def test_s3_ascension_on_5_may_stays_a_holiday() -> None:
    assert not is_working_day(date(2016, 5, 5), frozenset({LIBERATION_DAY}))


@pytest.mark.parametrize(("day", "n"), [(date.max, 1), (date.max, 0), (date(9999, 12, 30), 9), (date.min, -1)])
def test_b22_adding_ends_with_the_calendar(day: date, n: int) -> None:
    assert add_working_days(day, n) == (date.min if n < 0 else date.max)


@given(st.dates(), st.integers(-9, 9))
def test_b22_working_days_are_added_to_any_day(day: date, n: int) -> None:
    there = add_working_days(day, n)
    assert (there > day) - (there < day) in (0, (n > 0) - (n < 0))


@pytest.mark.parametrize(
    "day",
    [date(2026, 1, 1), date(2026, 4, 3), date(2026, 4, 6), date(2026, 4, 27), date(2026, 5, 14), date(2026, 5, 25),
     date(2025, 12, 26), date(2025, 5, 5), date(2026, 8, 1), date(2026, 8, 2)],
)  # fmt: skip
def test_weekends_and_holidays_are_no_working_days(day: date) -> None:
    assert not is_working_day(day)


@pytest.mark.parametrize(
    "day", [date(2026, 1, 2), date(2026, 4, 7), date(2026, 4, 30), date(2026, 5, 6), date(2026, 12, 31)]
)
def test_other_days_are(day: date) -> None:
    assert is_working_day(day)


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2026, 1, 5), 3, date(2026, 1, 8)),
        (date(2026, 1, 8), 3, date(2026, 1, 13)),
        (date(2026, 1, 10), 1, date(2026, 1, 12)),
        (date(2025, 12, 24), 3, date(2025, 12, 31)),
        (date(2025, 12, 31), 1, date(2026, 1, 2)),
        (date(2026, 1, 2), -1, date(2025, 12, 31)),
        (date(2026, 1, 10), 0, date(2026, 1, 10)),
    ],
)
def test_working_days_are_added(day: date, n: int, expected: date) -> None:
    assert add_working_days(day, n) == expected


@given(DAYS, st.integers(-60, 60))
def test_adding_and_counting_agree(day: date, n: int) -> None:
    there = add_working_days(day, n)
    assert working_days_between(day, there) == n
    assert n == 0 or is_working_day(there)


@given(DAYS, st.integers(0, 40), st.integers(0, 40))
def test_counts_add_up(day: date, first: int, second: int) -> None:
    middle = day + timedelta(days=first)
    end = middle + timedelta(days=second)
    assert working_days_between(day, end) == working_days_between(day, middle) + working_days_between(middle, end)


def test_a_day_and_its_month_are_named() -> None:
    assert dutch_day(date(2026, 3, 1)) == "1 maart 2026"
    assert dutch_month(date(2026, 12, 31)) == "december 2026"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("(02A02, 2026-01-01 t/m 2026-12-31)", "(02A02, 1 januari 2026 t/m 31 december 2026)"),
        ("Begindatum '2026-03-01' ligt te vroeg.", "Begindatum 1 maart 2026 ligt te vroeg."),
        ("Op 2026-02-29.", "Op 2026-02-29."),
        ("Schrijf een dag zoals 2026-03-31.", "Schrijf een dag zoals 2026-03-31."),
        ("geen datum als 2026-03-01; jjjj-mm-dd", "geen datum als 2026-03-01; jjjj-mm-dd"),
        ("2026-03-01T08:00, '2026-03-01Z', a-2026-03-01", "2026-03-01T08:00, '2026-03-01Z', a-2026-03-01"),
    ],
)
def test_iso_dates_in_a_sentence_are_read_as_days(text: str, read: str) -> None:
    assert dutch_days_in(text) == read


@given(st.dates(date.min + timedelta(days=1), date.max - timedelta(days=1)))
def test_a_day_begins_at_midnight_here_and_ends_when_the_next_one_begins(day: date) -> None:
    begins, ends = first_instant(day), end_of(day)
    assert begins is not None
    assert ends is not None
    assert (begins.date(), begins.hour, begins.minute) == (day, 0, 0)
    assert ends == first_instant(day + timedelta(days=1))
    assert 22 <= (ends.astimezone(UTC) - begins.astimezone(UTC)) / timedelta(hours=1) <= 25


def test_a_day_at_the_edge_of_time_has_no_bound() -> None:
    assert first_instant(None) is end_of(None) is first_instant(date.min) is end_of(date.max) is None
    assert first_instant(date(2024, 3, 31)) == datetime(2024, 3, 30, 23, tzinfo=UTC)
    assert end_of(date(2024, 3, 31)) == datetime(2024, 3, 31, 22, tzinfo=UTC)
