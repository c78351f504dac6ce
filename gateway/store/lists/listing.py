"""Lists: rows chosen by conditions, a page at a time from any place, counted up to a bound.

A place is the key of a row, so that a page begins where the one before it ended whatever was added meanwhile, and the
last page costs what the first did.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import asyncpg

from gateway.store.db.database import Connection
from gateway.store.db.planner import ANEW

Place = tuple[Any, ...]
"""The values of the key of one row."""


class Where:
    """Conditions that all hold, and the values in them."""

    def __init__(self) -> None:
        self._conditions: list[str] = []
        self.values: list[Any] = []

    @classmethod
    def after(cls, other: "Where") -> "Where":
        """Return conditions of their own, whose values are among those of the other."""
        made = cls()
        made.values = other.values
        return made

    def add(self, condition: str, *values: Any) -> None:
        """Add a condition, in which `{}` stands for each next value."""
        self._conditions.append(condition.format(*self.marks(*values)))

    def add_given(self, condition: str, value: Any) -> None:
        """Add a condition with this value, unless the value is None."""
        if value is not None:
            self.add(condition, value)

    def marks(self, *values: Any) -> list[str]:
        """Add these values, and return what stands for each in the statement."""
        first = len(self.values) + 1
        self.values += values
        return [f"${number}" for number in range(first, first + len(values))]

    @property
    def sql(self) -> str:
        """The conditions as one."""
        return " and ".join(self._conditions) or "true"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a list selects, and the key by which it is in order."""

    columns: str
    source: str
    """`{direction}` in it stands for that of the order: asc or desc."""
    key: Mapping[str, str]
    """PostgreSQL's type by expression; unique together, never null, and the same way up in an index."""
    counted: str | None = None
    """The part of the source that the conditions are about, which has as many rows; None: all of it."""
    settings: str = f"{ANEW}; set local max_parallel_workers_per_gather = 0"
    """How PostgreSQL plans its statements: by default for the values in them, by index and in one process."""
    max_seconds: float | None = None
    """When a statement is given up; None: as any other."""
    counts_itself: bool = False
    """Whether a page counts all rows on the way, where a count would take as long as the page again."""


_PLACE: Final = "plaats_"
TOTAL: Final = "totaal_"
"""The column with the number of rows of a list that counts itself."""


async def fetch_page(
    tx: Connection, listing: Listing, where: Where, after: Place | None, limit: int, *, newest_first: bool
) -> list[tuple[asyncpg.Record, Place]]:
    """Return at most `limit` rows after this place, each with its own place."""
    text, values = page_statement(listing, where, after, limit, newest_first=newest_first)
    rows = await tx.fetch(text, *values, timeout=listing.max_seconds)
    return [(row, tuple(row[f"{_PLACE}{number}"] for number in range(len(listing.key)))) for row in rows]


def page_statement(
    listing: Listing, where: Where, after: Place | None, limit: int, *, newest_first: bool
) -> tuple[str, list[Any]]:
    """Return the statement of such a page, and the values in it."""
    key = list(listing.key)
    direction, beyond = ("desc", "<") if newest_first else ("asc", ">")
    asked = Where()
    asked.values = list(where.values)
    begin = ""
    if after is not None:
        marks = [f"{mark}::{kind}" for mark, kind in zip(asked.marks(*after), listing.key.values(), strict=True)]
        begin = f" and ({', '.join(key)}) {beyond} ({', '.join(marks)})"
    places = "".join(f", {each} as {_PLACE}{number}" for number, each in enumerate(key))
    total = f", count(*) over () as {TOTAL}" if listing.counts_itself else ""
    text = (
        f"select {listing.columns}{places}{total} from {_directed(listing.source, direction)} where {where.sql}{begin}"
        f" order by {', '.join(f'{each} {direction}' for each in key)} limit {limit:d}"
    )
    return text, asked.values


async def count_up_to(tx: Connection, listing: Listing, where: Where, most: int) -> int:
    """Return how many rows there are, or `most` + 1 when there are more than `most`."""
    text, values = count_statement(listing, where, most)
    found: int = await tx.fetchval(text, *values)
    return found


def count_statement(listing: Listing, where: Where, most: int) -> tuple[str, list[Any]]:
    """Return the statement of such a count, and the values in it.

    It counts in the order of the list: without one the planner takes rows for spread evenly, and may look for common
    ones by an index in which they come last.
    """
    source = _directed(listing.counted or listing.source, "asc")
    return (
        f"select count(*) from (select 1 from {source} where {where.sql} order by {', '.join(listing.key)}"
        f" limit {most + 1:d}) gevonden"
    ), where.values


def _directed(source: str, direction: str) -> str:
    return source.replace("{direction}", direction)


async def plan_for(tx: Connection, listing: Listing) -> None:
    """Have the statements of this transaction planned as this list wants."""
    await tx.execute(listing.settings)
