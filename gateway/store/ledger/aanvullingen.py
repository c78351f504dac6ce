"""What older rows lack and newer code writes along is filled in, in pieces: per task, until which row that is done."""

from typing import NamedTuple
from uuid import UUID

from gateway.store.db.database import Connection


class RowPlace(NamedTuple):
    """A row of a table whose key is municipality and id, in the order of that key."""

    gemeente: str
    id: UUID


class Filled(NamedTuple):
    """What one piece did."""

    last: RowPlace | None
    """The last row that it looked at; None: there are no more."""
    rows: int
    unreadable: int = 0
    """Rows of which a value can't be opened, and which stay as they were."""


async def claim(tx: Connection, task: str) -> RowPlace | None:
    """Return the row until which this task is done, and keep other workers from it until the transaction ends.

    None: all of it is done, or another worker is at it.
    """
    row = await tx.fetchrow(
        "select gemeente, tot from aanvullingen where taak = $1 and klaar_op is null for update skip locked", task
    )
    return None if row is None else RowPlace(row["gemeente"], row["tot"])


async def save(tx: Connection, task: str, until: RowPlace | None) -> None:
    """Write until which row the task is done; None: it is done with all of them. The caller has claimed it."""
    if until is None:
        await tx.execute("update aanvullingen set klaar_op = now() where taak = $1", task)
    else:
        await tx.execute("update aanvullingen set gemeente = $2, tot = $3 where taak = $1", task, *until)
