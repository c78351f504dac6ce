"""Pages of a list: the place where the next begins, as a text that a caller gives back, and a count up to a bound.

The text holds the list, its filters and its order as a hash: with other filters it is refused, since it would silently
skip rows. It holds no secret and opens nothing: what a caller may see is decided anew for each page. It is written in
letters alone, so that no figures in it look like a BSN.
"""

import hashlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

import asyncpg

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Invalid
from gateway.store.db.database import Connection
from gateway.store.lists import listing as lists
from gateway.store.lists.listing import Listing, Place, Where

T = TypeVar("T")

MAX_COUNTED: Final = 1000
"""Rows that a total counts."""
LARGE_PAGE: Final = 1000
"""Rows that are in memory at a time, where a whole list is read."""
MAX_PLACE_CHARS: Final = 600
PLACE_PATTERN: Final = "^[a-p]+$"
_HASH_BYTES: Final = 8
_LETTERS: Final = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
_DIGITS: Final = str.maketrans("abcdefghijklmnop", "0123456789abcdef")


@dataclass(frozen=True, slots=True)
class AskedPage:
    """Which page of a list a caller wants."""

    after: str | None = None
    """`Page.next` of the page before it; None: the first."""
    limit: int = 50
    newest_first: bool = False
    count: bool = True
    """Whether the first page tells the total."""

    def whole(self, after: str | None) -> "AskedPage":
        """Return the large page after this place, of the whole list in this order; None: the first."""
        return replace(self, after=after, limit=LARGE_PAGE, count=False)


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A page of a list."""

    items: list[T]
    next: str | None
    """The place after the last item; None: there is no more."""
    total: int | None
    """All items of the list, of which at most `MAX_COUNTED` are counted; None: not the first page."""

    @property
    def total_is_minimum(self) -> bool:
        """True when there are more items than were counted."""
        return self.total is not None and self.total > MAX_COUNTED

    @property
    def counted(self) -> int | None:
        """The total as far as it was counted."""
        return None if self.total is None else min(self.total, MAX_COUNTED)


async def load_page(
    gateway: Gateway,
    listing: Listing,
    where: Where,
    asked: AskedPage,
    filters: object,
    as_item: Callable[[asyncpg.Record], T],
) -> Page[T]:
    """Return the page of this list. `filters`: what the caller chose, by which its places are known.

    Raises Invalid for a place that is none of this list with these filters in this order.
    """
    binding = _binding(listing, filters, newest_first=asked.newest_first)
    after = None if asked.after is None else read_place(asked.after, listing, binding)
    async with gateway.db.snapshot() as tx:
        await lists.plan_for(tx, listing)
        rows = await lists.fetch_page(tx, listing, where, after, asked.limit + 1, newest_first=asked.newest_first)
        wanted = after is None and asked.count
        total = await _total(tx, listing, where, [row for row, _ in rows], asked.limit) if wanted else None
    shown, more = rows[: asked.limit], len(rows) > asked.limit
    return Page(
        [as_item(row) for row, _ in shown],
        write_place(shown[-1][1], binding) if more else None,
        total,
    )


async def _total(tx: Connection, listing: Listing, where: Where, found: list[asyncpg.Record], limit: int) -> int:
    """Return the total of a list of whose first page and one row more these were found."""
    if len(found) <= limit:
        return len(found)
    if listing.counts_itself:
        total: int = found[0][lists.TOTAL]
        return min(total, MAX_COUNTED + 1)
    return await lists.count_up_to(tx, listing, where, MAX_COUNTED)


async def each_page(load: Callable[[str | None], Awaitable[Page[T]]]) -> AsyncIterator[list[T]]:
    """Yield the items of each page of a list, which `load` gives that begins after a place, as the one before is used.

    No connection is held between two pages.
    """
    after: str | None = None
    while True:
        page = await load(after)
        yield page.items
        if page.next is None:
            return
        after = page.next


def _binding(listing: Listing, filters: object, *, newest_first: bool) -> bytes:
    text = repr((listing.source, sorted(listing.key), filters, newest_first))
    return hashlib.sha256(text.encode()).digest()[:_HASH_BYTES]


def write_place(place: Place, binding: bytes) -> str:
    """Return the place as a text, bound to the list that it is of."""
    values = [each if isinstance(each, int | str) else _text(each) for each in place]
    packed = binding + json.dumps(values, separators=(",", ":")).encode()
    return packed.hex().translate(_LETTERS)


def _text(value: date | UUID) -> str:
    return value.isoformat() if isinstance(value, date) else value.hex


def read_place(text: str, listing: Listing, binding: bytes) -> Place:
    """Return the place that `write_place` wrote. Raises Invalid."""
    try:
        packed = bytes.fromhex(text.translate(_DIGITS)) if len(text) <= MAX_PLACE_CHARS else b""
        if packed[:_HASH_BYTES] != binding:
            raise ValueError(text)
        values = json.loads(packed[_HASH_BYTES:])
        return tuple(_READERS[kind](value) for value, kind in zip(values, listing.key.values(), strict=True))
    except (ValueError, TypeError, AttributeError):
        raise Invalid(
            "volgende-ongeldig",
            "'na' is geen 'volgende' van een bladzijde van deze lijst met deze filters en deze volgorde. Begin opnieuw "
            "zonder 'na', of geef dezelfde filters mee als bij de vorige bladzijde.",
        ) from None


def _instant(value: Any) -> datetime:
    found = datetime.fromisoformat(value)
    if found.tzinfo is None:
        raise ValueError(value)
    return found


def _number(value: Any) -> int:
    if type(value) is not int or not -(2**63) <= value < 2**63:
        raise ValueError(value)
    return value


def _word(value: Any) -> str:
    if not isinstance(value, str) or not value.isprintable():
        raise ValueError(value)
    return value


_READERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "timestamptz": _instant,
    "date": date.fromisoformat,
    "uuid": lambda value: UUID(hex=value),
    "bigint": _number,
    "text": _word,
}
"""By type of a key the reader of its values."""
