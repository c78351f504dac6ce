"""A place in a list, as a text that a caller gives back: it is read as it was written, and nothing else is one."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.exchange.kernel.pages import MAX_PLACE_CHARS, Page, each_page, read_place, write_place
from gateway.exchange.kernel.refusals import Invalid
from gateway.standard.identifiers import may_hold_bsn
from gateway.store.lists.listing import Listing

KEY = {"moment": "timestamptz", "dag": "date", "id": "uuid", "nummer": "bigint", "code": "text"}
LISTING = Listing(columns="*", source="iets", key=KEY)
BINDING = b"12345678"

WORDS = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30)
NUMBERS = st.integers(-(2**63), 2**63 - 1)
MOMENTS = st.datetimes(timezones=st.just(UTC))
PLACES = st.tuples(MOMENTS, st.dates(), st.uuids(), NUMBERS, WORDS)


@given(PLACES)
def test_a_place_is_read_as_it_was_written_and_holds_no_bsn(place: tuple[Any, ...]) -> None:
    text = write_place(place, BINDING)
    assert read_place(text, LISTING, BINDING) == place
    assert len(text) <= MAX_PLACE_CHARS
    assert not may_hold_bsn(text)


@given(st.text("abcdefghijklmnop", max_size=400))
def test_whatever_is_no_place_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        read_place(text, LISTING, BINDING)


@given(PLACES, st.data())
def test_a_place_that_was_changed_is_refused_or_another_place(place: tuple[Any, ...], data: st.DataObject) -> None:
    text = write_place(place, BINDING)
    at = data.draw(st.integers(0, len(text) - 1))
    changed = text[:at] + data.draw(st.sampled_from("abcdefghijklmnop")) + text[at + 1 :]
    try:
        found = read_place(changed, LISTING, BINDING)
    except Invalid:
        return
    assert [type(each) for each in found] == [type(each) for each in place]


@pytest.mark.parametrize(
    "values",
    [
        (datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None), date(2024, 1, 1), UUID(int=1), 1, "x"),
        (datetime(2024, 1, 1, tzinfo=UTC), date(2024, 1, 1), UUID(int=1), 2**63, "x"),
        (datetime(2024, 1, 1, tzinfo=UTC), date(2024, 1, 1), UUID(int=1), 1, "\0"),
        (datetime(2024, 1, 1, tzinfo=UTC), date(2024, 1, 1), UUID(int=1), 1),
    ],
    ids=["no zone", "too large", "no text", "too few"],
)
def test_values_that_the_database_could_not_take_are_refused(values: tuple[Any, ...]) -> None:
    with pytest.raises(Invalid):
        read_place(write_place(values, BINDING), LISTING, BINDING)


async def test_the_pages_of_a_list_come_one_after_the_other() -> None:
    asked: list[str | None] = []

    async def load(after: str | None) -> Page[int]:
        asked.append(after)
        number = len(asked)
        return Page([number], None if number == 3 else f"na-{number}", None)

    assert [each async for each in each_page(load)] == [[1], [2], [3]]
    assert asked == [None, "na-1", "na-2"]
