"""Days, numbers and JSON, read in one way or not at all."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.standard.exact import JsonFaults, day, instant, json_value, whole, write_instant

NUMBERS = st.integers(-(10**38), 10**39)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=9,
)


@given(st.dates())
def test_b03_a_day_is_read_as_it_is_written(value: date) -> None:
    assert day(value.isoformat()) == value
    assert value.isoformat() == str(date.min + timedelta(days=(value - date.min).days))


OFFSETS = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
INSTANTS = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=OFFSETS)  # noqa: DTZ001


@given(INSTANTS)
def test_an_instant_is_read_as_it_is_written(value: datetime) -> None:
    assert instant(value.isoformat()) == value
    assert instant(value.isoformat()).tzinfo is UTC
    assert instant(value.astimezone(UTC).isoformat().replace("+00:00", "Z")) == value


@pytest.mark.parametrize(
    "text",
    [
        *("2024-03-01", "2024-03-01T08:00:00", "2024-03-01T08:00Z", "2024-03-01 08:00:00Z", "20240301T080000Z"),
        *("2024-03-01T24:00:00Z", "2024-03-01T23:59:60Z", "2024-02-30T08:00:00Z", "2024-03-01T08:00:00+24:00"),
        *("0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "2024-03-01T08:00:00Z\n", ""),
    ],
)
def test_an_instant_that_is_written_otherwise_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"tijdstip|out of|must be|offset|day"):
        instant(text)


@given(NUMBERS)
def test_b23_a_number_is_read_as_it_is_written(value: int) -> None:
    assert whole(str(value)) == value


@given(st.text())
def test_b03_whatever_is_read_is_written_the_same(text: str) -> None:
    for read in (day, whole):
        try:
            assert str(read(text)) == text or text == "-0"
        except ValueError:
            continue


@given(VALUES)
def test_b03_json_without_doubles_is_read_as_ever(value: object) -> None:
    text = json.dumps(value)
    assert json_value(text.encode()) == json.loads(text)


@given(VALUES, st.text(), st.lists(st.text(min_size=1, alphabet="abc"), max_size=3))
def test_b03_a_double_is_found_wherever_it_stands(value: object, key: str, under: list[str]) -> None:
    inner = f"{{{json.dumps(key)}: 1, {json.dumps(key)}: {json.dumps(value)}}}"
    for each in reversed(under):
        inner = f"{{{json.dumps(each)}: {inner}}}"
    with pytest.raises(JsonFaults) as refused:
        json_value(inner.encode())
    assert any(each.place.startswith(".".join(under)) for each in refused.value.faults)


@pytest.mark.parametrize("text", [b"\xff\xfe{\x00}\x00", b"\xef\xbb\xbf{}", b"{", b"", b"[" * 100_000, b"1 2"])
def test_b03_what_is_no_json_in_utf_8_is_refused(text: bytes) -> None:
    with pytest.raises((ValueError, RecursionError)):
        json_value(text)


@given(st.datetimes(timezones=st.timezones(), allow_imaginary=False))
def test_an_instant_is_written_in_utc_and_read_as_it_was(moment: datetime) -> None:
    try:
        text = write_instant(moment)
    except OverflowError:
        return
    assert text.endswith("Z")
    assert instant(text) == moment.astimezone(UTC)
