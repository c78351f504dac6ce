"""The calendar of the official kit."""

from datetime import date, timedelta
from math import inf, isnan, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.rules.kit_calendar import DAY, MONTH, YEAR, carried, cut, day_of_month, month_digits, year_digits

DAYS = st.dates(min_value=date(2001, 1, 1), max_value=date(2099, 12, 30))


def number(day: date) -> int:
    return int(day.strftime("%Y%m%d"))


@given(DAYS)
def test_a_day_later_is_the_next_day(day):
    assert carried(number(day) + DAY) == number(day + timedelta(days=1))


@given(DAYS)
def test_a_month_later_is_that_day_of_the_next_month_or_counted_on_from_its_end(day):
    first = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
    assert carried(number(day) + MONTH) == number(first + timedelta(days=day.day - 1))


@pytest.mark.parametrize(
    ("day", "expected"),
    [(20240229, 20190228), (20240228, 20190228), (20240331, 20190331), (20280229, 20230228), (20251231, 20201231)],
)
def test_five_years_earlier_the_day_is_cut_to_the_month(day, expected):
    assert cut(day - 5 * YEAR) == expected


@pytest.mark.parametrize(("day", "last"), [(20230431, 20230430), (20240230, 20240229), (20230131, 20230131)])
def test_cut_stops_at_the_last_day(day, last):
    assert cut(day) == last


def test_every_fourth_year_is_a_leap_year():
    assert carried(21000228 + DAY) == 21000229


def test_no_number_stays_no_number():
    assert isnan(carried(nan))
    assert isnan(cut(nan))
    assert isnan(day_of_month(nan))


@pytest.mark.parametrize("day", [0, 1, 2024, 99999999, 20241399, 10**15 + 9999])
def test_what_is_no_date_comes_to_an_end(day):
    assert carried(day) >= day
    assert cut(day) <= day


@pytest.mark.parametrize("day", [1e30, 2.0**53, inf])
def test_a_number_too_great_to_count_in_is_none(day):
    assert isnan(carried(day))


@pytest.mark.parametrize(
    ("text", "year", "month"),
    [("2024-02-29", "2024", "02"), (" 2024-02-29", " 202", "40"), ("12024-02-29", "1202", "40"), ("", "", "")],
)
def test_digits_are_taken_by_their_place(text, year, month):
    assert (year_digits(text), month_digits(text)) == (year, month)
