"""The workers that live, by the sign of life that each gives."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from gateway.store.db.database import Connection

MAX_SILENCE: Final = timedelta(seconds=30)
"""A worker that gave no sign of life for longer is taken for dead."""
_FORGOTTEN_AFTER: Final = timedelta(days=1)


async def give_sign_of_life(tx: Connection, id: UUID, machine: str) -> None:
    """Record that this worker lives now, and forget those whose last sign of life is a day away from now."""
    await tx.execute(
        """
        with vergeten as (delete from workers where id <> $1
            and (gezien_op < now() - $3::interval or gezien_op > now() + $3::interval))
        insert into workers (id, machine) values ($1, $2) on conflict (id) do update set gezien_op = now()
        """,
        id,
        machine,
        _FORGOTTEN_AFTER,
    )


async def sign_off(tx: Connection, id: UUID) -> None:
    """Forget a worker that stops in good order."""
    await tx.execute("delete from workers where id = $1", id)


async def count_living(tx: Connection) -> int:
    """Return the number of workers that live."""
    found: int = await tx.fetchval("select count(*) from workers where gezien_op > now() - $1::interval", MAX_SILENCE)
    return found
