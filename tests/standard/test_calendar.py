"""Working days in the Netherlands."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.standard.calendar import add_working_days, is_working_day
from tests.support.werkdagen import working_days_between

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    "day",
    [date(2026, 1, 1), date(2026, 4, 3), date(2026, 4, 6), date(2026, 4, 27), date(2026, 5, 14), date(2026, 5, 25),
     date(2025, 12, 26), date(2025, 5, 5), date(2026, 8, 1), date(2026, 8, 2)],
)  # fmt: skip
def test_weekends_and_holidays_are_no_working_days(day: date) -> None:
    assert not is_working_day(day)


@pytest.mark.parametrize(
    "day", [date(2026, 1, 2), date(2026, 4, 7), date(2026, 4, 30), date(2026, 5, 5), date(2026, 12, 31)]
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
