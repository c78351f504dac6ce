"""The pool of connections, and the one way to run a transaction."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import asyncpg
import structlog
from asyncpg.pool import PoolConnectionProxy

from gateway.store.db import days
from gateway.store.db.faults import (
    NO_CONNECTION,
    SPOILED,
    TRANSIENT,
    UNAVAILABLE,
    DatabaseUnavailable,
    unavailable,
)
from gateway.store.db.planner import BY_INDEX
from gateway.store.db.session import APPLICATION, Session, connect, end, make_ready, reads_only

if TYPE_CHECKING:
    from gateway.store.db.vault import Kluis

__all__ = [
    "APPLICATION",
    "TRANSIENT",
    "UNAVAILABLE",
    "Connection",
    "Database",
    "DatabaseUnavailable",
    "begin",
    "client_lock",
    "connect",
    "identificatie_lock",
    "try_locks",
]

Connection: TypeAlias = "PoolConnectionProxy[asyncpg.Record]"
_Pool: TypeAlias = "asyncpg.Pool[asyncpg.Record]"

_FOR_TURNS: Final = {"min_size": 0, "max_size": 1, "max_queries": 2**62, "max_cached_statement_lifetime": 0}
"""One connection, made when it is needed, that keeps what it has prepared."""

log = structlog.get_logger(__name__)


def client_lock(gemeente: str, bsn: str) -> int:
    """Return the key of the advisory lock that puts all that happens to one client of one municipality in a row."""
    return _lock(f"client:{gemeente}:{bsn}")


def identificatie_lock(gemeente: str, verzender: str, soort: str, identificatie: str) -> int:
    """Return the key of the advisory lock that puts all messages in a row that one sender gave this Identificatie.

    Taken after the client's: the order in which everybody takes them keeps two from waiting for each other.
    """
    return _lock(f"identificatie:{gemeente}:{verzender}:{soort}:{identificatie}")


def _lock(what: str) -> int:
    digest = hashlib.blake2b(what.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


async def _keep(connection: asyncpg.Connection) -> None:
    """Undo nothing between users: what `make_ready` set is for all of them, and a reset costs a round trip."""


def _closed(connection: Connection) -> bool:
    try:
        return connection.is_closed()
    except asyncpg.InterfaceError:  # it went back to the pool when its end came in
        return True


def _close(connection: Connection) -> None:
    if not _closed(connection):
        connection.terminate()


async def _lent(pool: _Pool) -> Connection:
    try:
        return await pool.acquire()
    except NO_CONNECTION as error:
        raise unavailable(error) from error


async def _abandon(connection: Connection) -> None:
    """Undo the transaction, if need be by dropping the connection."""
    try:
        if not connection.is_closed() and connection.is_in_transaction():
            await connection.execute("rollback")
    except Exception:  # noqa: BLE001 - the error that led here is the one to report
        connection.terminate()


@asynccontextmanager
async def _committed(connection: Connection, begin: str) -> AsyncIterator[None]:
    """Commit what the block does when it ends, and roll it back when it raises."""
    try:
        await connection.execute(begin)
        yield
        await connection.execute("commit")
    except BaseException:
        await _abandon(connection)
        raise


_BEGIN: Final = "begin isolation level read committed"
"""Who waited for a lock sees what the one before wrote, whatever the default of the server. Not `read write`: who made
the database read-only had a reason."""
_ABOUT_FEW: Final = f"{_BEGIN}; {BY_INDEX}"
"""Begins a transaction about few rows of large tables."""


def begin(*locks: int) -> str:
    """Return the text that begins a transaction and takes these advisory locks in this order, in one round trip.

    With any, it is about few rows.
    """
    return "; ".join((_ABOUT_FEW if locks else _BEGIN, *(f"select pg_advisory_xact_lock({each:d})" for each in locks)))


TRY_LOCKS = (
    "select pg_try_advisory_xact_lock(each) from unnest($1::bigint[]) with ordinality as k (each, nr) order by nr"
)


async def try_locks(tx: Connection, locks: Sequence[int]) -> list[bool]:
    """Which of these advisory locks the transaction now has; one that somebody else has is not waited for."""
    return [row[0] for row in await tx.fetch(TRY_LOCKS, locks)]


class Database:
    """A pool on one PostgreSQL. Create it with `Database.connect`."""

    def __init__(self, pool: _Pool, turns: _Pool, kluis: "Kluis | None" = None) -> None:
        self._pool = pool
        self._turns = turns
        self._kluis = kluis
        self._direct = True

    @classmethod
    async def connect(
        cls, dsn: str, *, size: int = 10, seconds: float = 10, kluis: "Kluis | None" = None
    ) -> "Database":
        """Return a pool of at most `size` connections, one of which has answered within `seconds`, and one for `turn`.

        They work with the rights of the application, whoever logs in; where that role can't be had, with those of the
        login, and that is in the log. `kluis` opens what is encrypted; without it nothing personal can be read or
        written. Raises DatabaseUnavailable.
        """
        sessions: list[Session] = []

        async def prepare(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
            session = await make_ready(connection, role=True)
            if not sessions:
                sessions.append(session)
            await connection.set_type_codec("jsonb", encoder=json.dumps, decoder=json.loads, schema="pg_catalog")
            await days.fit(connection)
            if kluis is not None:
                await kluis.fit(connection)

        async def opened(**kind: Any) -> _Pool:
            return await asyncpg.create_pool(
                dsn, timeout=seconds, init=prepare, reset=_keep, command_timeout=60, **kind
            )

        try:
            # None is kept open at all cost: the library would log a traceback each time it can't be made anew.
            db = cls(await opened(min_size=0, max_size=size), await opened(**_FOR_TURNS), kluis)
        except NO_CONNECTION as error:
            raise unavailable(error) from error
        try:
            async with db.reading():
                db._direct = sessions[0].direct
        except BaseException:
            await db.close()
            raise
        if sessions[0].works_as != APPLICATION:
            log.warning("database.all_rights", role=APPLICATION, login=sessions[0].login)
        return db

    async def close(self) -> None:
        """All connections are closed, those in use when their work is done."""
        await asyncio.gather(self._pool.close(), self._turns.close())

    def hidden(self, locks: Sequence[int]) -> list[int]:
        """Return these advisory locks as the database gets to know them: they may end up in its log, and a plain hash
        of a BSN is undone by trying all there are.
        """
        return list(locks) if self._kluis is None else [self._kluis.lock(each) for each in locks]

    @asynccontextmanager
    async def transaction(self, *locks: int) -> AsyncIterator[Connection]:
        """Return one transaction, committed when the block ends and rolled back when it raises.

        With `locks` it waits first for those advisory locks, one after the other, so that what the block reads is
        what the one before wrote.
        """
        async with (
            self._acquired(self._pool, to_write=True) as connection,
            _committed(connection, begin(*self.hidden(locks))),
        ):
            yield connection

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Connection]:
        """As `transaction`, for work about few rows that has its turn again and again: one at a time.

        On a connection of its own, which has its statements prepared; those of the pool change hands.
        """
        async with self._acquired(self._turns, to_write=True) as connection, _committed(connection, _ABOUT_FEW):
            yield connection

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Connection]:
        """Return a connection whose statements all see the database as it is now, and can't change it."""
        async with (
            self._acquired(self._pool) as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Connection]:
        """Return a connection for single statements that change nothing."""
        async with self._acquired(self._pool) as connection:
            yield connection

    async def can_write(self) -> bool:
        """Return False while the database can only be read, as far as a connection can tell that is as new as need be.

        Raises what the database raises.
        """
        async with self._acquired(self._pool, to_write=True) as connection:
            writes: bool = await connection.fetchval("select current_setting('transaction_read_only') = 'off'")
            if not writes:
                await self._drop(self._pool, connection, read_only=True)
        return writes

    @asynccontextmanager
    async def _acquired(self, pool: _Pool, *, to_write: bool = False) -> AsyncIterator[Connection]:
        """Lend a connection, and drop it when an error shows that it is no good any more.

        `to_write` replaces, once, a connection that was opened while the database could only be read. Raises
        DatabaseUnavailable when no connection is to be had, or the network fails.
        """
        connection = await _lent(pool)
        try:
            if to_write and self._direct and reads_only(connection):
                connection.terminate()
                await pool.release(connection)
                connection = await _lent(pool)
            yield connection
        except SPOILED as error:
            await self._drop(pool, connection, read_only=isinstance(error, asyncpg.ReadOnlySQLTransactionError))
            raise
        except (ConnectionError, TimeoutError) as error:
            if not isinstance(error, TimeoutError) and not _closed(connection):
                raise
            _close(connection)
            raise unavailable(error) from error
        finally:
            await pool.release(connection)

    async def _drop(self, pool: _Pool, connection: Connection, *, read_only: bool) -> None:
        """Close the connection, and have those beside it made anew where they are probably no better."""
        if not (read_only and self._direct):  # else each of the others tells by itself whether it can write
            await pool.expire_connections()
        if read_only and not self._direct:
            with suppress(Exception):  # it may be gone, and it is the error that led here that is reported
                await end(connection)
        _close(connection)
