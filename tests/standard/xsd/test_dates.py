"""Dates and times as people write them."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.standard.xsd.dates import (
    absent_day,
    date_advice,
    date_fault,
    last_day,
    no_such_day,
    short_year,
    time_advice,
    time_fault,
    unknown_parts,
)

PLAUSIBLE = st.dates(date(1850, 1, 1), date(2199, 12, 31))


@given(st.integers(1, 9999), st.integers(0, 13), st.integers(0, 32))
def test_a_day_is_refused_exactly_when_the_calendar_lacks_it(year: int, month: int, day: int) -> None:
    try:
        exists = bool(date(year, month, day))
    except ValueError:
        exists = False
    assert (no_such_day(year, month, day) == "") is exists
    assert (date_fault(f"{year:04}-{month:02}-{day:02}") == "") is exists


@given(PLAUSIBLE, st.sampled_from(["%d-%m-%Y", "%d/%m/%Y", "%Y%m%d", "%Y/%m/%d", "%d %b %Y", "%Y-%m-%dT00:00:00"]))
def test_a_date_is_turned_into_that_of_xml(day: date, form: str) -> None:
    text = day.strftime(form).lower()
    months = {"mar": "mrt", "may": "mei", "oct": "okt"}
    for english, dutch in months.items():
        text = text.replace(english, dutch)
    advised, reason = date_advice(text)
    assert advised == day.isoformat()
    assert reason
    assert absent_day(text) == ""


@given(PLAUSIBLE)
def test_the_day_number_of_excel_is_known(day: date) -> None:
    number = (day - date(1899, 12, 30)).days
    advised, _ = date_advice(str(number))
    assert advised in ("", day.isoformat())
    assert (advised != "") is (10_000 <= number < 70_000)


def test_what_is_left_of_a_date_is_advised() -> None:
    assert last_day("2024-02-31") == "2024-02-29"
    assert last_day("2024-02-28") == last_day("x") == ""
    assert short_year("31-12-25") == ("2025-12-31", "1925-12-31")
    assert short_year("29-02-25") is None
    assert unknown_parts("1950-00-00") == ("1950-01-01", "2")
    assert unknown_parts("00-05-1950") == ("1950-05-01", "1")
    assert unknown_parts("0000-00-00") == ("1900-01-01", "3")
    assert unknown_parts("1950-05-01") is None
    assert absent_day("31-02-2025") == "februari 2025 heeft 28 dagen"


@given(st.times())
def test_a_time_is_turned_into_that_of_xml(moment: time) -> None:
    whole = moment.strftime("%H:%M:%S")
    assert time_fault(whole) == ""
    assert time_advice(moment.strftime("%H.%M")) == moment.strftime("%H:%M:00")
    assert time_advice(f"2024-01-01T{whole}+01:00") == whole


@pytest.mark.parametrize("text", ["24:00:01", "25:00:00", "12:60:00", "9:30", "x"])
def test_no_time_is_told_why(text: str) -> None:
    assert time_fault(text)
    assert time_fault("24:00:00") == ""
    assert time_fault(time_advice(text) or "00:00:00") == ""
