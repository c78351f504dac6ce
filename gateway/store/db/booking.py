"""Bookings: the rows that messages add or change, gathered and then written at once for any number of messages.

A round trip to the database costs more than the rows, and a statement costs about as much for one row as for ten. So
rows of one kind go in as arrays, one a column, and all kinds in one statement.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import Any, Final, TypeVar

from gateway.store.db.database import Connection

MAX_ROWS_AT_ONCE: Final = 50
"""Rows of a kind that one statement writes, and values that one looks up for very many.

To encode or decode so many takes the event loop a millisecond, and then others go on. One of those waits for ten turns
of the loop until it has its answer, so that longer pieces add up; and with 250 a claim takes no less time.
"""

Value = TypeVar("Value")


def pieces(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """Yield the values in their order, at most `MAX_ROWS_AT_ONCE` at a time; nothing when there are none."""
    for at in range(0, len(values), MAX_ROWS_AT_ONCE):
        yield values[at : at + MAX_ROWS_AT_ONCE]


@dataclass(frozen=True, slots=True, eq=False)
class BulkStatement:
    """A statement that writes any number of rows of one kind."""

    name: str
    """Unique; statements run in the order of their names."""
    sql: str
    """`{rows}` stands for the rows, to select from. A composite type takes as many columns as it has fields."""
    types: tuple[str, ...]
    """PostgreSQL's types of the values of a row."""
    after: "BulkStatement | None" = None
    """A statement whose changes this one has to see: with rows for both, this one goes in a second round trip."""


def bulk_insert(table: str, columns: Mapping[str, str], *, after: BulkStatement | None = None) -> BulkStatement:
    """Return the statement that adds rows to this table; `columns` has the type of each value of a row.

    The value of a `jsonb` column is its text. That of an encrypted column may be None where its type is "geheim null".
    """
    named, selected = [], []
    for column, kind in columns.items():
        named.append(f"{column}_sleutel, {column}" if kind in _ENCRYPTED else column)
        selected.append(_SELECTED.get(kind, "{0}").format(column))
    return BulkStatement(
        table,
        f"insert into {table} ({', '.join(columns)}) select {', '.join(selected)} from {{rows}} as r"
        f" ({', '.join(named)})",
        tuple(_SENT_AS.get(kind, kind) for kind in columns.values()),
        after,
    )


_ENCRYPTED: Final = ("geheim", "geheim null")
_SELECTED: Final = {
    "geheim": "row({0}_sleutel, {0})::geheim",
    "geheim null": "case when {0} is not null then row({0}_sleutel, {0})::geheim end",
    "jsonb": "{0}::jsonb",
}
_SENT_AS: Final = {"jsonb": "text", "geheim null": "geheim"}
"""In an array of another type than text a list would be taken for one more dimension."""


class Booking:
    """The rows that one message adds or changes, by statement."""

    def __init__(self) -> None:
        self.rows: dict[BulkStatement, list[tuple[Any, ...]]] = {}

    def add(self, statement: BulkStatement, *row: Any) -> None:
        """Add a row to write."""
        self.rows.setdefault(statement, []).append(row)

    async def write(self, tx: Connection) -> None:
        """Write the rows within the caller's transaction."""
        await write_bookings(tx, [self])


async def write_bookings(tx: Connection, bookings: Iterable[Booking]) -> None:
    """Write the rows of these bookings within the caller's transaction; rows of one kind in the order of bookings.

    Very many of a kind go in pieces, the first of them with the first of all other kinds.
    """
    gathered: dict[BulkStatement, list[tuple[Any, ...]]] = {}
    for booking in bookings:
        for statement, rows in booking.rows.items():
            gathered.setdefault(statement, []).extend(rows)
    ordered = sorted(gathered, key=lambda statement: statement.name)
    for late in (False, True):
        statements = [statement for statement in ordered if (statement.after in gathered) is late]
        for piece in zip_longest(*(pieces(gathered[statement]) for statement in statements), fillvalue=()):
            await _write_piece(tx, {each: rows for each, rows in zip(statements, piece, strict=True) if rows})


async def _write_piece(tx: Connection, rows: Mapping[BulkStatement, Sequence[tuple[Any, ...]]]) -> None:
    await tx.execute(_text(tuple(rows)), *(column for each in rows.values() for column in zip(*each, strict=True)))


@lru_cache(maxsize=256)
def _text(statements: tuple[BulkStatement, ...]) -> str:
    """Return these statements as one. Few combinations occur, so that prepared statements are reused."""
    steps, number = list[str](), 0
    for statement in statements:
        arrays = ", ".join(f"${at}::{kind}[]" for at, kind in enumerate(statement.types, number + 1))
        number += len(statement.types)
        steps.append(f"p{len(steps)} as ({statement.sql.format(rows=f'unnest({arrays}) with ordinality')})")
    return f"with {', '.join(steps)} select 1"
