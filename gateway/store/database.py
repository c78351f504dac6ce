"""The pool of connections, and the one way to run a transaction."""

import asyncio
import hashlib
import json
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import asyncpg
import structlog
from asyncpg.pool import PoolConnectionProxy

from gateway.store import days
from gateway.store.planner import BY_INDEX

if TYPE_CHECKING:
    from gateway.store.kluis import Kluis

Connection: TypeAlias = "PoolConnectionProxy[asyncpg.Record]"


UNAVAILABLE = (
    OSError,  # refused, timed out, no socket, no route, no such host
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.InsufficientResourcesError,  # too many connections, or a disk or a memory that is full
    asyncpg.ReadOnlySQLTransactionError,  # of a server that has become the standby of another
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # what a connection says whose end came in while it lay idle
)
"""What a statement raises when the database is away: the transaction may or may not have been committed."""


TRANSIENT = (
    *UNAVAILABLE,
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    asyncpg.LockNotAvailableError,
    asyncpg.QueryCanceledError,
)
"""What a statement raises that may well succeed the next time."""


_NOT_YET = (asyncpg.CannotConnectNowError, asyncpg.ConnectionDoesNotExistError)
"""What a server says that is starting, recovering from a crash or on its way down."""
_NO_ROLE = (asyncpg.InvalidParameterValueError, asyncpg.InsufficientPrivilegeError)
"""What a server says to who wants a role that isn't there, or isn't its to take."""
_NO_CONNECTION = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError)

APPLICATION = "gateway_app"
"""The role that the application takes on; its rights are in `gateway.store.rights`."""

_FOR_TURNS: Final = {"min_size": 0, "max_size": 1, "max_queries": 2**62, "max_cached_statement_lifetime": 0}
"""One connection, made when it is needed, that keeps what it has prepared."""

log = structlog.get_logger(__name__)


class DatabaseUnavailable(Exception):
    """The database can't be reached or refuses the connection; the text says which, without the password."""


def client_lock(gemeente: str, bsn: str) -> int:
    """The key of the advisory lock that puts all that happens to one client of one municipality in a row."""
    return _lock(f"client:{gemeente}:{bsn}")


def identificatie_lock(gemeente: str, verzender: str, soort: str, identificatie: str) -> int:
    """The key of the advisory lock that puts all messages in a row that one sender gave this Identificatie.

    Taken after the client's: the order in which everybody takes them keeps two from waiting for each other.
    """
    return _lock(f"identificatie:{gemeente}:{verzender}:{soort}:{identificatie}")


def _lock(what: str) -> int:
    digest = hashlib.blake2b(what.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


async def _keep(connection: asyncpg.Connection) -> None:
    """Nothing to undo between users: no session state is ever set, and a reset costs a round trip."""


async def _abandon(connection: Connection) -> None:
    """Nothing of the transaction is left, if need be by dropping the connection."""
    try:
        if not connection.is_closed() and connection.is_in_transaction():
            await connection.execute("rollback")
    except Exception:  # noqa: BLE001 - the error that led here is the one to report
        connection.terminate()


@asynccontextmanager
async def _committed(connection: Connection, begin: str) -> AsyncIterator[None]:
    """What the block does is committed when it ends and rolled back when it raises."""
    try:
        await connection.execute(begin)
        yield
        await connection.execute("commit")
    except BaseException:
        await _abandon(connection)
        raise


async def connect(dsn: str, *, seconds: float = 10) -> "asyncpg.Connection[asyncpg.Record]":
    """One connection outside any pool; a server that recovers or restarts is waited for. Raises DatabaseUnavailable."""
    until = time.monotonic() + seconds
    while True:
        try:
            return await asyncpg.connect(dsn, timeout=seconds)
        except _NOT_YET as error:
            if time.monotonic() > until:
                raise _unavailable(error) from error
            await asyncio.sleep(0.1)
        except _NO_CONNECTION as error:
            raise _unavailable(error) from error


def _unavailable(error: BaseException) -> DatabaseUnavailable:
    return DatabaseUnavailable(
        f"De database is niet te gebruiken ({type(error).__name__}: {error}). "
        "Controleer GATEWAY_DATABASE_URL, of laat die weg om de eigen database te gebruiken."
    )


_ABOUT_FEW: Final = f"begin; {BY_INDEX}"
"""Begins a transaction about few rows of large tables."""


def begin(*locks: int) -> str:
    """The text that begins a transaction and takes these advisory locks in this order, in one round trip.

    With any, it is about few rows.
    """
    return "; ".join((_ABOUT_FEW if locks else "begin", *(f"select pg_advisory_xact_lock({each:d})" for each in locks)))


TRY_LOCKS = (
    "select pg_try_advisory_xact_lock(each) from unnest($1::bigint[]) with ordinality as k (each, nr) order by nr"
)


async def try_locks(tx: Connection, locks: Sequence[int]) -> list[bool]:
    """Which of these advisory locks the transaction now has; one that somebody else has is not waited for."""
    return [row[0] for row in await tx.fetch(TRY_LOCKS, locks)]


class Database:
    """A pool on one PostgreSQL. Create it with `Database.connect`."""

    def __init__(
        self,
        pool: "asyncpg.Pool[asyncpg.Record]",
        turns: "asyncpg.Pool[asyncpg.Record]",
        kluis: "Kluis | None" = None,
    ) -> None:
        self._pool = pool
        self._turns = turns
        self._kluis = kluis

    @classmethod
    async def connect(
        cls, dsn: str, *, size: int = 10, seconds: float = 10, kluis: "Kluis | None" = None
    ) -> "Database":
        """A pool of at most `size` connections, one of which has answered within `seconds`, and one for `turn`.

        They work with the rights of the application, whoever logs in; where that role can't be had, with those of the
        login, and that is in the log. `kluis` opens what is encrypted; without it nothing personal can be read or
        written. Raises DatabaseUnavailable.
        """

        async def prepare(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
            await connection.set_type_codec("jsonb", encoder=json.dumps, decoder=json.loads, schema="pg_catalog")
            await days.fit(connection)
            if kluis is not None:
                await kluis.fit(connection)

        async def opened(role: dict[str, str], **kind: Any) -> "asyncpg.Pool[asyncpg.Record]":
            return await asyncpg.create_pool(
                dsn,
                timeout=seconds,
                init=prepare,
                reset=_keep,
                command_timeout=60,
                server_settings=role,
                **kind,
            )

        async def of(role: dict[str, str]) -> "Database":
            return cls(await opened(role, min_size=1, max_size=size), await opened(role, **_FOR_TURNS), kluis)

        try:
            try:
                return await of({"role": APPLICATION})
            except _NO_ROLE as error:
                log.warning("all rights of the login", role=APPLICATION, error=type(error).__name__)
                return await of({})
        except _NO_CONNECTION as error:
            raise _unavailable(error) from error

    async def close(self) -> None:
        """All connections are closed, those in use when their work is done."""
        await asyncio.gather(self._pool.close(), self._turns.close())

    def hidden(self, locks: Sequence[int]) -> list[int]:
        """These advisory locks as the database gets to know them: they may end up in its log, and a plain hash of a
        BSN is undone by trying all there are.
        """
        return list(locks) if self._kluis is None else [self._kluis.lock(each) for each in locks]

    @asynccontextmanager
    async def transaction(self, *locks: int) -> AsyncIterator[Connection]:
        """One transaction, committed when the block ends and rolled back when it raises.

        With `locks` it waits first for those advisory locks, one after the other, so that what the block reads is
        what the one before wrote.
        """
        async with self._pool.acquire() as connection, _committed(connection, begin(*self.hidden(locks))):
            yield connection

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Connection]:
        """As `transaction`, for work about few rows that has its turn again and again: one at a time.

        On a connection of its own, which has its statements prepared; those of the pool change hands.
        """
        async with self._turns.acquire() as connection, _committed(connection, _ABOUT_FEW):
            yield connection

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Connection]:
        """A connection whose statements all see the database as it is now, and can't change it."""
        async with (
            self._pool.acquire() as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Connection]:
        """A connection for single statements that change nothing."""
        async with self._pool.acquire() as connection:
            yield connection
