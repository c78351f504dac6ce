"""Months: the same day of the month, or its last; a period of n months ends the day before."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import example, given
from hypothesis import strategies as st

from gateway.policy.care.months import add_months, full_months, last_day, latest_last_day, whole_months

DAY = timedelta(days=1)
BEGIN = st.dates(date(1999, 12, 25), date(2101, 1, 5))
COUNT = st.integers(1, 60)
LENGTHS = (*range(1, 17), 24, 36, 48, 59, 60)
TWO_YEARS = [date(2024, 1, 1) + i * DAY for i in range(2 * 365 + 1)]


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("begin", "n", "last", "extremes"),
    [
        ("2026-01-01", 1, "2026-01-31", "2026-01-31"),
        ("2026-02-01", 1, "2026-02-28", "2026-02-28"),
        ("2028-02-01", 1, "2028-02-29", "2028-02-29"),
        ("2026-01-15", 1, "2026-02-14", "2026-02-14"),
        ("2026-01-28", 1, "2026-02-27", "2026-02-27"),
        ("2026-01-29", 1, "2026-02-27", "2026-02-28"),
        ("2028-01-29", 1, "2028-02-28", "2028-02-28"),
        ("2026-01-30", 1, "2026-02-27", "2026-02-28"),
        ("2026-01-31", 1, "2026-02-27", "2026-02-28"),
        ("2028-01-31", 1, "2028-02-28", "2028-02-29"),
        ("2026-01-31", 2, "2026-03-30", "2026-03-30"),
        ("2026-03-31", 1, "2026-04-29", "2026-04-30"),
        ("2026-03-31", 2, "2026-05-30", "2026-05-30"),
        ("2026-11-30", 3, "2027-02-27", "2027-02-28"),
        ("2024-02-29", 12, "2025-02-27", "2025-02-28"),
        ("2024-02-29", 48, "2028-02-28", "2028-02-28"),
        ("2026-01-01", 12, "2026-12-31", "2026-12-31"),
        ("9999-12-01", 1, "9999-12-31", "9999-12-31"),
        ("9999-11-02", 60, "9999-12-31", "9999-12-31"),
    ],
)
def test_a_period_ends_on_the_day_before_the_same_day_of_a_later_month(begin, n, last, extremes):
    assert (last_day(day(begin), n), latest_last_day(day(begin), n)) == (day(last), day(extremes))


@pytest.mark.parametrize(
    ("begin", "end", "months"),
    [
        ("2026-01-31", "2026-02-26", None),
        ("2026-01-31", "2026-02-27", 1),
        ("2026-01-31", "2026-02-28", 1),
        ("2026-01-31", "2026-03-01", None),
        ("2026-01-31", "2026-03-30", 2),
        ("2026-01-31", "2026-03-31", None),
        ("2026-01-28", "2026-02-28", None),
        ("2024-02-29", "2025-02-28", 12),
        ("2024-02-29", "2024-02-29", None),
        ("2026-05-01", "2026-04-30", None),
        ("2026-05-01", "2025-04-30", None),
        ("9999-11-01", "9999-12-31", 2),
        ("9999-12-01", "9999-12-31", 1),
        ("9999-12-02", "9999-12-31", None),
        ("9999-11-30", "9999-12-31", None),
    ],
)
def test_a_period_is_read_as_whole_months_or_as_none(begin, end, months):
    assert whole_months(day(begin), day(end)) == months


@pytest.mark.parametrize(
    ("day_one", "n", "later"),
    [("2026-03-31", -1, "2026-02-28"), ("9999-12-01", 1, "9999-12-31"), ("0001-01-15", -1, "0001-01-01")],
)
def test_months_back_and_the_ends_of_time(day_one, n, later):
    assert add_months(day(day_one), n) == day(later)


@pytest.mark.no_cover
def test_every_begin_day_of_a_leap_year_and_the_next_is_read_back_with_each_length_and_no_other_day_is():
    for begin in TWO_YEARS:
        read_lines = {}
        for n in LENGTHS:
            for end in {last_day(begin, n), latest_last_day(begin, n)}:
                assert whole_months(begin, end) == n
                read_lines[end] = n
        if begin.day >= 28:
            end = begin
            while end <= last_day(begin, 14):
                assert whole_months(begin, end) == read_lines.get(end)
                end += DAY


@given(begin=st.dates(), n=COUNT)
@example(begin=date.max, n=60)
def test_nothing_fails_anywhere_in_time(begin, n):
    assert begin <= add_months(begin, n) <= date.max
    assert last_day(begin, n) <= latest_last_day(begin, n) <= last_day(begin, n + 1)
    assert whole_months(begin, date.max) in (None, full_months(begin, date.max))


@given(day_one=BEGIN, n=st.integers(-600, 600))
def test_months_agree_with_dateutil(day_one, n):
    assert add_months(day_one, n) == day_one + relativedelta(months=n)


@given(begin=BEGIN, n=COUNT)
def test_a_longer_period_ends_later_and_a_later_one_never_earlier(begin, n):
    assert latest_last_day(begin, n) < last_day(begin, n + 1)
    assert last_day(begin, n) <= last_day(begin + DAY, n)
    assert 27 * n <= (last_day(begin, n) - begin).days + 1 <= 31 * n


@given(begin=BEGIN, n=COUNT, m=COUNT)
def test_periods_of_whole_months_one_after_another_are_one_of_whole_months(begin, n, m):
    second = last_day(begin, n) + DAY
    intersect = last_day(second, m)
    if second.day == begin.day:
        assert intersect == last_day(begin, n + m)
    assert 0 <= (last_day(begin, n + m) - intersect).days <= 3


@given(begin=BEGIN, days=st.integers(0, 2000))
def test_the_months_that_fit_end_within_the_period_and_one_more_does_not(begin, days):
    end = begin + days * DAY
    n = full_months(begin, end)
    assert n == 0 or last_day(begin, n) <= end
    assert last_day(begin, n + 1) > end
