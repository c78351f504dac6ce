"""One transaction on one connection: begun, watched, and committed or rolled back."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final, TypeAlias

from gateway.store.db.planner import BY_INDEX
from gateway.store.db.pool import Connection, close, is_closed

Watch: TypeAlias = Callable[[Connection], Awaitable[None]]
"""Raises when nothing may be written now."""

BEGIN: Final = "begin isolation level read committed"
"""Read committed, whatever the server's default: after the wait for a lock, the transaction sees what its previous
holder wrote. Not `read write`: an operator who made the database read-only had a reason."""
BEGIN_ABOUT_FEW: Final = f"{BEGIN}; {BY_INDEX}"
"""Begins a transaction about few rows of large tables."""

_COMMIT_S: Final = 60.0
"""Seconds to wait for a commit, which a standby that the database waits for may hold up."""


async def _commit(connection: Connection) -> None:
    """Commit, or leave the connection to the server: a commit is never asked to stop halfway.

    A server that is asked to, while it waits for its standby, shows as committed what no standby has. Somebody would be
    told so when asking again, and a standby that takes over would not know of it.
    """
    working = asyncio.ensure_future(connection.execute("commit", timeout=2 * _COMMIT_S))
    try:
        async with asyncio.timeout(_COMMIT_S):
            await asyncio.shield(working)
    except (TimeoutError, asyncio.CancelledError):
        close(connection)
        await asyncio.gather(working, return_exceptions=True)
        raise


async def _abandon(connection: Connection) -> None:
    """Undo the transaction, if need be by dropping the connection."""
    try:
        if not is_closed(connection) and connection.is_in_transaction():
            await connection.execute("rollback")
    except Exception:  # noqa: BLE001 - the error that led here is the one to report
        close(connection)


@asynccontextmanager
async def committed(connection: Connection, begin: str, watch: Watch | None = None) -> AsyncIterator[None]:
    """Commit what the block does when it ends, and roll it back when it raises."""
    try:
        await connection.execute(begin)
        if watch is not None:
            await watch(connection)
        yield
        await _commit(connection)
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
