"""The pool of connections, and the one way to run a transaction."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

import asyncpg
import structlog

from gateway.store.db import days
from gateway.store.db.fault_table import (
    NO_CONNECTION,
    SPOILED,
    TRANSIENT,
    UNAVAILABLE,
    DatabaseUnavailable,
    PoolExhausted,
)
from gateway.store.db.faults import as_unavailable
from gateway.store.db.pool import Connection, Pool, acquire, close, is_closed, is_full
from gateway.store.db.servers.choice import WAIT_FOR_STANDBY, Servers
from gateway.store.db.servers.follow import follow
from gateway.store.db.session import APPLICATION, Limits, Session, connect, end, make_ready, reads_only, servers_of
from gateway.store.db.transaction import BEGIN_ABOUT_FEW, Watch, begin_statement, committed

if TYPE_CHECKING:
    from gateway.store.db.vault import Vault

__all__ = [
    "APPLICATION",
    "TRANSIENT",
    "UNAVAILABLE",
    "Connection",
    "Database",
    "DatabaseUnavailable",
    "Limits",
    "PoolExhausted",
    "connect",
    "servers_of",
]

_FOR_TURNS: Final = {"min_size": 0, "max_size": 1, "max_queries": 2**62, "max_cached_statement_lifetime": 0}
"""One connection, made when it is needed, that keeps what it has prepared."""
STATEMENT_S: Final = 60.0
"""Seconds that a connection of the pool waits for the answer to a statement."""

log = structlog.get_logger(__name__)


async def _keep(connection: asyncpg.Connection) -> None:
    """Undo nothing between users: what `make_ready` set is for all of them, and a reset costs a round trip."""


_LIMITS: Final = Limits()


async def _open_pool(
    servers: Servers,
    prepare: "Callable[[asyncpg.Connection[asyncpg.Record]], Coroutine[Any, Any, None]]",
    seconds: float,
    **kind: Any,
) -> Pool:
    """Return a pool of this kind, each connection of which is prepared, and is given `seconds` to be made."""
    opening: Any = servers.open  # the library's stub wants every argument of its own by name
    return await asyncpg.create_pool(
        servers.dsn,
        connect=opening,
        timeout=seconds,
        init=prepare,
        reset=_keep,
        command_timeout=STATEMENT_S,
        **kind,
    )


class Database:
    """A pool on one PostgreSQL. Create it with `Database.connect`."""

    def __init__(
        self,
        pool: Pool,
        turns: Pool,
        vault: "Vault | None" = None,
        limits: Limits = _LIMITS,
        watch: Watch | None = None,
        following: "asyncio.Task[None] | None" = None,
    ) -> None:
        self._pool = pool
        self._turns = turns
        self._following = following
        self._vault = vault
        self._limits = limits
        self._watch = watch
        self._direct = True

    @classmethod
    async def connect(
        cls,
        where: str | Servers,
        *,
        size: int = 10,
        seconds: float = 10,
        vault: "Vault | None" = None,
        limits: Limits = _LIMITS,
        watch: Watch | None = None,
    ) -> "Database":
        """Return a pool of at most `size` connections, one of which has answered within `seconds`, and one for
        `serial_transaction`.

        They work with the rights of the role `gateway_app` whatever the login; where the login may not take that role,
        with its own rights, and a warning is logged. Without `vault` no personal data can be read or written. `watch`
        looks at each transaction as it begins. Of several servers in the address the pool follows the one that can be
        written to. Raises DatabaseUnavailable.
        """
        sessions: list[Session] = []
        servers = where if isinstance(where, Servers) else servers_of(where)

        async def prepare(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
            session = await make_ready(connection, role=True, limits=limits)
            if not sessions:
                sessions.append(session)
            await connection.set_type_codec("jsonb", encoder=json.dumps, decoder=json.loads, schema="pg_catalog")
            await days.set_codec(connection)
            if vault is not None:
                await vault.set_codecs(connection)
            if servers.are_several and not reads_only(connection):
                await connection.execute(WAIT_FOR_STANDBY)

        try:
            # None is kept open at all cost: the library would log a traceback each time it can't be made anew.
            pool = await _open_pool(servers, prepare, seconds, min_size=0, max_size=size)
            turns = await _open_pool(servers, prepare, seconds, **_FOR_TURNS)
            following = asyncio.create_task(follow(servers)) if servers.are_several else None
            db = cls(pool, turns, vault, limits, watch, following)
        except NO_CONNECTION as error:
            raise as_unavailable(error) from error
        try:
            async with db.reading():
                db._direct = sessions[0].direct
        except BaseException:
            await db.close()
            raise
        if sessions[0].works_as != APPLICATION:
            log.warning("database.all_rights", role=APPLICATION, login=sessions[0].login)
        return db

    def is_full(self) -> bool:
        """Return True when every connection of the pool is in use."""
        return is_full(self._pool)

    async def close(self) -> None:
        """Close all connections; those in use when their work is done."""
        if self._following is not None:
            self._following.cancel()
        await asyncio.gather(self._pool.close(), self._turns.close())

    def hash_locks(self, locks: Sequence[int]) -> list[int]:
        """Return a keyed hash of each of these advisory locks, which is what the database gets to see.

        Locks may end up in its log, and the plain hash of a BSN is undone by trying all BSNs.
        """
        return list(locks) if self._vault is None else [self._vault.lock_hash(each) for each in locks]

    @asynccontextmanager
    async def transaction(self, *locks: int) -> AsyncIterator[Connection]:
        """Run the block in a transaction: committed when the block ends, rolled back when it raises.

        First it waits for the advisory locks in `locks`, one after the other, so that the block reads what their
        previous holder wrote.
        """
        async with (
            self._acquired(self._pool, to_write=True) as connection,
            committed(connection, begin_statement(*self.hash_locks(locks)), self._watch),
        ):
            yield connection

    @asynccontextmanager
    async def serial_transaction(self) -> AsyncIterator[Connection]:
        """Run the block in a transaction on the one connection for frequent work about few rows, when it is free.

        That connection keeps its prepared statements, which those of the pool lose to each other.
        """
        async with (
            self._acquired(self._turns, to_write=True) as connection,
            committed(connection, BEGIN_ABOUT_FEW, self._watch),
        ):
            yield connection

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Connection]:
        """Lend a connection whose statements all see the database as it is now, and can't change it."""
        async with (
            self._acquired(self._pool) as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            # It keeps nobody from writing, and may pause as long as who reads it.
            await connection.execute("set local idle_in_transaction_session_timeout = 0")
            yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Connection]:
        """Lend a connection for single statements that change nothing."""
        async with self._acquired(self._pool) as connection:
            yield connection

    async def can_write(self) -> bool:
        """Return False while the database can only be read. Raises what the database raises."""
        async with self._acquired(self._pool, to_write=True) as connection:
            writes: bool = await connection.fetchval("select current_setting('transaction_read_only') = 'off'")
            if not writes:
                await self._drop(self._pool, connection, read_only=True)
        return writes

    @asynccontextmanager
    async def _acquired(self, pool: Pool, *, to_write: bool = False) -> AsyncIterator[Connection]:
        """Lend a connection, and drop it when an error shows that it is no good any more.

        `to_write` replaces, once, a connection that was opened while the database could only be read. Raises
        DatabaseUnavailable when no connection is to be had, or the network fails.
        """
        connection = await acquire(pool, self._limits.connection_s)
        try:
            if to_write and self._direct and reads_only(connection):
                connection.terminate()
                await pool.release(connection)
                connection = await acquire(pool, self._limits.connection_s)
            yield connection
        except SPOILED as error:
            await self._drop(pool, connection, read_only=isinstance(error, asyncpg.ReadOnlySQLTransactionError))
            raise
        except (ConnectionError, TimeoutError) as error:
            if not isinstance(error, TimeoutError) and not is_closed(connection):
                raise
            close(connection)
            raise as_unavailable(error) from error
        finally:
            await pool.release(connection)

    async def _drop(self, pool: Pool, connection: Connection, *, read_only: bool) -> None:
        """Close the connection, and have those beside it made anew where they are probably no better."""
        if not (read_only and self._direct):  # else each of the others tells by itself whether it can write
            await pool.expire_connections()
        if read_only and not self._direct:
            with suppress(Exception):  # it may be gone, and it is the error that led here that is reported
                await end(connection)
        close(connection)
