"""Connections of a pool: borrow one, and close it when it is no good."""

import asyncio
from typing import TypeAlias

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from gateway.store.db.fault_table import NO_CONNECTION, PoolExhausted
from gateway.store.db.faults import as_unavailable

Connection: TypeAlias = "PoolConnectionProxy[asyncpg.Record]"
Pool: TypeAlias = "asyncpg.Pool[asyncpg.Record]"


def is_closed(connection: Connection) -> bool:
    """Return True when the connection is closed, or is back in the pool because it ended."""
    try:
        return connection.is_closed()
    except asyncpg.InterfaceError:  # it went back to the pool when its end came in
        return True


def close(connection: Connection) -> None:
    """Close the connection at once, if it is open."""
    if not is_closed(connection):
        connection.terminate()


async def acquire(pool: Pool, seconds: float) -> Connection:
    """Return a connection of the pool. Raises PoolExhausted when all stay in use for so long, DatabaseUnavailable."""
    try:
        async with asyncio.timeout(seconds):
            return await pool.acquire()
    except TimeoutError as error:
        if not is_full(pool):
            raise as_unavailable(error) from error
        raise PoolExhausted(
            f"Alle verbindingen met de database waren langer dan {seconds:g} seconden bezet: zij antwoordt te traag, "
            "iets houdt haar tegen (pg_stat_activity laat zien wat), of er is meer werk dan GATEWAY_POOL_SIZE toelaat."
        ) from error
    except NO_CONNECTION as error:
        raise as_unavailable(error) from error


def is_full(pool: Pool) -> bool:
    """Return True when every connection of the pool is in use."""
    return not pool.get_idle_size() and pool.get_size() >= pool.get_max_size()
