"""Follow the server that can be written to, and leave the others: also one that stands still, or that came back."""

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import structlog

from gateway.store.db.fault_table import NO_CONNECTION, DatabaseUnavailable
from gateway.store.db.servers.choice import WAIT_FOR_STANDBY

if TYPE_CHECKING:
    from gateway.store.db.servers.choice import Connection, Servers

LOOK_INTERVAL_S: Final = 1.0
"""Seconds between two looks whether the server is there and can be written to."""
_ANSWER_S: Final = 2.0
"""Seconds that it has to answer before the others are asked."""

log = structlog.get_logger(__name__)


async def follow(servers: "Servers") -> None:
    """Look each second, on a connection for that alone, where can be written, and close all connections elsewhere.

    What is under way there fails at once, and can be asked again where it will be done: a server that stands still
    would hold it for a minute. One that only answers slowly is left alone, for no other can be written to then.
    """
    guard: Connection | None = None
    try:
        while True:
            await asyncio.sleep(LOOK_INTERVAL_S)
            if guard is None or not await _is_primary(guard):
                if guard is not None:
                    guard.terminate()
                guard = await _found(servers)
            if guard is not None and (left := servers.keep_to(guard)):
                log.warning("database.followed", server=servers.address_of(guard), connections=left)
    finally:
        if guard is not None:
            guard.terminate()


async def _is_primary(guard: "Connection") -> bool:
    with suppress(*NO_CONNECTION):
        return bool(await guard.fetchval("select not pg_is_in_recovery()", timeout=_ANSWER_S))
    return False


async def _found(servers: "Servers") -> "Connection | None":
    """Return a connection where can be written now; None when no server can be, and nothing is left then.

    One that lost its place while it stood still believes for a moment that it has it, but no standby confirms what it
    writes.
    """
    connection: Connection | None = None
    with suppress(DatabaseUnavailable, *NO_CONNECTION):
        connection = await servers.open()
        await connection.execute(WAIT_FOR_STANDBY, timeout=_ANSWER_S)
        return connection
    if connection is not None:
        connection.terminate()
    return None
