"""Fields are read one by one, in any writing of a day; what is wrong is told beside the field."""

from datetime import date, datetime
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gateway.console.view.fields import Fields


@given(st.dates())
def test_a_day_is_read_as_dutch_people_and_as_computers_write_it(day: date) -> None:
    iso, year = day.isoformat(), f"{day.year:04d}"
    for text in (f"{day.day}-{day.month}-{year}", f"{day:%d/%m}/{year}", iso, f" {iso} "):
        fields = Fields({"dag": text})
        assert fields.day("dag") == day
        assert fields.errors == {}


@given(st.text())
@example(";")
def test_whatever_is_given_a_field_has_a_value_or_an_error_or_is_empty(text: str) -> None:
    for read in (
        lambda fields: fields.day("x"),
        lambda fields: fields.id("x"),
        lambda fields: fields.number("x", 0, 10),
        lambda fields: fields.choice("x", ("a", "b")),
        lambda fields: fields.text("x", "[a-z]{1,3}", "drie letters"),
        lambda fields: fields.amount("x"),
        lambda fields: fields.words("x", 40),
        lambda fields: fields.days("x") or None,
    ):
        fields = Fields({"x": text})
        value = read(fields)
        assert (value is None) == (not text.strip() or "x" in fields.errors)
        assert not (value is not None and fields.errors)


@pytest.mark.parametrize("text", ["31-2-2026", "2026-13-01", "1-1-26", "20260101", "morgen", "١-١-٢٠٢٦", "0-0-0000"])
def test_what_is_no_day_is_an_error(text: str) -> None:
    fields = Fields({"dag": text})
    assert fields.day("dag") is None
    assert "31-3-2026" in fields.errors["dag"]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("1-7-2026", "2026-07-01T00:00+02:00"),
        ("2026-01-31 14:05", "2026-01-31T14:05+01:00"),
        *((each, None) for each in ("", "1-1-0001", "14:05", "1-7-2026 24:01", "1-7-2026 x", "32-1-2026 10:00")),
    ],
)
def test_a_moment_is_a_day_with_or_without_a_time_here(text: str, moment: str | None) -> None:
    fields = Fields({"op": text})
    found = fields.moment("op")
    assert found == (None if moment is None else datetime.fromisoformat(moment))
    assert ("op" in fields.errors) is (found is None and text != "")


def test_other_fields() -> None:
    fields = Fields({"aantal": "11", "id": str(UUID(int=1)), "keuze": "a", "leeg": "  ", "bestand": b"x"})
    assert fields.number("aantal", 0, 11) == 11
    assert fields.id("id") == UUID(int=1)
    assert fields.choice("keuze", ("a", "b")) == "a"
    assert fields.text("leeg", "x", "x") is None
    assert fields["bestand"] == ""
    assert fields.errors == {}
    assert fields.number("aantal", 0, 10) is None
    fields.fail("keuze", "Dat kan niet.")
    assert set(fields.errors) == {"aantal", "keuze"}


@pytest.mark.parametrize(("text", "place"), [("", None), ("abcp", "abcp"), ("zz", None), ("a" * 5000, None)])
def test_a_place_in_a_list_has_its_form_and_length(text: str, place: str | None) -> None:
    fields = Fields({"na": text})
    assert fields.place() == place
    assert ("na" in fields.errors) is (place is None and text != "")


def test_an_amount_is_read_in_cents_up_to_what_a_message_holds() -> None:
    assert Fields({"x": "1.234,50"}).amount("x") == 123_450
    for wrong in ("1.234", "-1", "1000000,00"):
        fields = Fields({"x": wrong})
        assert fields.amount("x") is None
        assert fields.errors


def test_days_come_in_order_each_once_and_no_more_than_fit() -> None:
    fields = Fields({"x": "1-6-2024, 2024-03-01;1-6-2024", "y": ",".join(f"{each}-1-2024" for each in range(1, 26))})
    assert fields.days("x") == (date(2024, 3, 1), date(2024, 6, 1))
    fields.days("y")
    assert "hoogstens 24" in fields.errors["y"]


def test_what_a_person_wrote_keeps_its_lines_and_holds_no_bsn() -> None:
    assert Fields({"x": "een\r\ntwee"}).words("x", 8) == "een\ntwee"
    for wrong in ("x" * 9, "a\x01", "999900006"):
        fields = Fields({"x": wrong})
        assert fields.words("x", 9 if wrong != "x" * 9 else 8) is None
        assert fields.errors
