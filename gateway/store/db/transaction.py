"""One transaction on one connection: begun, watched, and committed or rolled back."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final, TypeAlias

from gateway.store.db.planner import BY_INDEX
from gateway.store.db.pool import Connection

Watch: TypeAlias = Callable[[Connection], Awaitable[None]]
"""Raises when nothing may be written now."""

BEGIN: Final = "begin isolation level read committed"
"""Read committed, whatever the server's default: after the wait for a lock, the transaction sees what its previous
holder wrote. Not `read write`: an operator who made the database read-only had a reason."""
BEGIN_ABOUT_FEW: Final = f"{BEGIN}; {BY_INDEX}"
"""Begins a transaction about few rows of large tables."""


async def _abandon(connection: Connection) -> None:
    """Undo the transaction, if need be by dropping the connection."""
    try:
        if not connection.is_closed() and connection.is_in_transaction():
            await connection.execute("rollback")
    except Exception:  # noqa: BLE001 - the error that led here is the one to report
        connection.terminate()


@asynccontextmanager
async def committed(connection: Connection, begin: str, watch: Watch | None = None) -> AsyncIterator[None]:
    """Commit what the block does when it ends, and roll it back when it raises."""
    try:
        await connection.execute(begin)
        if watch is not None:
            await watch(connection)
        yield
        await connection.execute("commit")
    except BaseException:
        await _abandon(connection)
        raise


def begin_statement(*locks: int) -> str:
    """Return the SQL that begins a transaction and takes these advisory locks in this order, in one round trip.

    A transaction with locks is taken to be about few rows.
    """
    return "; ".join(
        (BEGIN_ABOUT_FEW if locks else BEGIN, *(f"select pg_advisory_xact_lock({each:d})" for each in locks))
    )
