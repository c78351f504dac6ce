"""Text as the schema and the official rules see it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.standard.lexical import as_date, as_int, collapsed, filled


@pytest.mark.parametrize(
    ("text", "expected"),
    [(None, False), ("", False), (" \t\r\n", False), ("0", True), (" x ", True), ("\u00a0", True), ("\u3000", True)],
)
def test_filled_is_more_than_xml_white_space(text: str | None, expected: bool) -> None:
    assert filled(text) is expected


def test_collapsed_is_normalize_space() -> None:
    assert collapsed(" a \n\t b\u00a0 c\r") == "a b\u00a0 c"
    assert collapsed(" \n") == ""


@given(st.text(alphabet=" \t\n\rab\u00a0"))
def test_collapsing_twice_changes_nothing(text: str) -> None:
    once = collapsed(text)
    assert collapsed(once) == once
    assert filled(once) is filled(text)


@given(st.dates())
def test_every_day_of_python_is_read_back(day: date) -> None:
    assert as_date(day.isoformat()) == day
    assert as_date(f"\n {day.isoformat()}\t") == day


@pytest.mark.parametrize("text", ["2025-01-31Z", "2025-01-31+01:00"])
def test_a_zone_is_left_out_of_account(text: str) -> None:
    assert as_date(text) == date(2025, 1, 31)


@pytest.mark.parametrize(
    "text",
    ["", "x", "2025-1-31", "31-01-2025", "2025-02-30", "2023-02-29", "2025-13-01", "12025-01-01", "-2025-01-01",
     "0000-01-01", "2025-01-31T00:00:00", "20250131", "2025-W05-5", "\u0662025-01-31", "2025-01-31 x"],
)  # fmt: skip
def test_what_is_no_day_of_python_raises(text: str) -> None:
    with pytest.raises(ValueError):
        as_date(text)


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("-0", 0), ("+007", 7), (" 12\n", 12), ("-3", -3), ("9" * 20, int("9" * 20))]
)
def test_an_integer_in_any_form_of_the_schema(text: str, number: int) -> None:
    assert as_int(text) == number


@pytest.mark.parametrize("text", ["", "+", "1.0", "1e3", "1 2", "1_000", "\u0661", "--1", "9" * 4301])
def test_what_is_no_integer_raises(text: str) -> None:
    with pytest.raises(ValueError):
        as_int(text)
