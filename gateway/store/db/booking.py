"""What messages change, gathered and then written at once, for however many messages.

Each round trip to the database costs more than the rows, and a statement costs about as much for one row as for ten.
So what is to be written of a kind goes in as arrays, one a column, and all kinds in one statement.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from gateway.store.db.database import Connection


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A statement that writes any number of rows of one kind."""

    name: str
    """Of its own; parts are written in the order of their names."""
    sql: str
    """`{rows}` stands for the rows: what to select from. A composite type takes as many columns as it has fields."""
    types: tuple[str, ...]
    """Of the values of a row, in PostgreSQL."""
    after: "Part | None" = None
    """What it has to see done: it comes in a statement of its own when there are rows for that."""


def insertion(table: str, columns: Mapping[str, str], *, after: Part | None = None) -> Part:
    """Return the part that adds rows to this table; a row has a value for each column, of this type.

    The value of a `jsonb` column is its text.
    """
    named, selected = [], []
    for column, kind in columns.items():
        named.append(f"{column}_sleutel, {column}" if kind == "geheim" else column)
        selected.append(_SELECTED.get(kind, "{0}").format(column))
    return Part(
        table,
        f"insert into {table} ({', '.join(columns)}) select {', '.join(selected)} from {{rows}} as r"
        f" ({', '.join(named)})",
        tuple(_SENT_AS.get(kind, kind) for kind in columns.values()),
        after,
    )


_SELECTED: Final = {"geheim": "row({0}_sleutel, {0})::geheim", "jsonb": "{0}::jsonb"}
_SENT_AS: Final = {"jsonb": "text"}
"""In an array of another type a list would be taken for one more dimension."""


class Booking:
    """What one message changes: rows for each part."""

    def __init__(self) -> None:
        self.rows: dict[Part, list[tuple[Any, ...]]] = {}

    def add(self, part: Part, *row: Any) -> None:
        """One more row to write."""
        self.rows.setdefault(part, []).append(row)

    async def write(self, tx: Connection) -> None:
        """Everything gathered stands in the database once the caller's transaction commits."""
        await write(tx, [self])


async def write(tx: Connection, bookings: Iterable[Booking]) -> None:
    """Everything gathered in these stands in the database once the caller's transaction commits.

    Rows of one part go in in the order of the bookings.
    """
    gathered: dict[Part, list[tuple[Any, ...]]] = {}
    for booking in bookings:
        for part, rows in booking.rows.items():
            gathered.setdefault(part, []).extend(rows)
    ordered = sorted(gathered, key=lambda part: part.name)
    for late in (False, True):
        parts = tuple(part for part in ordered if (part.after in gathered) is late)
        if parts:
            await tx.execute(_text(parts), *(column for part in parts for column in zip(*gathered[part], strict=True)))


@lru_cache(maxsize=256)
def _text(parts: tuple[Part, ...]) -> str:
    """Return one statement of these parts. Few combinations come by, so that prepared statements are reused."""
    steps, number = list[str](), 0
    for part in parts:
        arrays = ", ".join(f"${at}::{kind}[]" for at, kind in enumerate(part.types, number + 1))
        number += len(part.types)
        steps.append(f"p{len(steps)} as ({part.sql.format(rows=f'unnest({arrays}) with ordinality')})")
    return f"with {', '.join(steps)} select 1"
