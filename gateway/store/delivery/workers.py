"""Which workers live, by the sign of life that each gives."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from gateway.store.db.database import Connection

ALIVE: Final = timedelta(seconds=30)
"""A worker that was not heard of for so long is taken for dead."""
_FORGET: Final = timedelta(days=1)


async def alive(tx: Connection, id: UUID, machine: str) -> None:
    """This worker lives, now. What was not heard of for a day is forgotten."""
    await tx.execute(
        """
        with vergeten as (delete from workers where gezien_op < now() - $3::interval and id <> $1)
        insert into workers (id, machine) values ($1, $2) on conflict (id) do update set gezien_op = now()
        """,
        id,
        machine,
        _FORGET,
    )


async def gone(tx: Connection, id: UUID) -> None:
    """This worker has stopped, in good order."""
    await tx.execute("delete from workers where id = $1", id)


async def living(tx: Connection) -> int:
    """How many workers live."""
    found: int = await tx.fetchval("select count(*) from workers where gezien_op > now() - $1::interval", ALIVE)
    return found
