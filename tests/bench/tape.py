"""Statements that the gateway sends to the database for one message, recorded to be played without the gateway."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, cast

import asyncpg

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.receiving.book import BookingQueue, Submission
from gateway.exchange.receiving.intake import open_message
from gateway.exchange.receiving.receipt import Receipt
from gateway.standard.xsd.schemas import Schemas
from gateway.store.db.database import Connection, Database
from gateway.store.db.locks import TRY_LOCKS
from gateway.store.db.transaction import BEGIN_ABOUT_FEW, begin_statement
from gateway.store.parties.organisaties import Organisatie

_LOCKS_OF_ONE = 2
"""A message has a lock on its client and one on its Identificatie."""


@dataclass(frozen=True, slots=True)
class Tape:
    """One transaction: the locks that it begins with, and each call with its arguments, in order."""

    locks: list[int] = field(default_factory=list)
    calls: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)

    async def play(self, connection: Any) -> None:
        """Carry out the transaction."""
        await connection.execute(begin_statement(*self.locks) if self.locks else BEGIN_ABOUT_FEW)
        for name, arguments in self.calls:
            await getattr(connection, name)(*arguments)
        await connection.execute("commit")


class _Recorder:
    """A stand-in for the gateway's database that carries out reads and records writes."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.tapes: list[Tape] = []

    def hash_locks(self, locks: Sequence[int]) -> Sequence[int]:
        """Hash as the gateway's database does."""
        return self._db.hash_locks(locks)

    @asynccontextmanager
    async def serial_transaction(self) -> AsyncIterator[Connection]:
        """Record every call of the block on a new tape."""
        self.tapes.append(Tape())
        async with self._db.reading() as connection:
            yield cast(Connection, _Recording(connection, self.tapes[-1]))


@dataclass(frozen=True, slots=True)
class _Recording:
    connection: Connection
    tape: Tape

    async def fetch(self, *arguments: Any) -> Any:
        if arguments[0] == TRY_LOCKS and len(arguments[1]) == _LOCKS_OF_ONE:
            # Who does one message at a time takes them as the transaction begins, which is a round trip less.
            self.tape.locks.extend(arguments[1])
        else:
            self.tape.calls.append(("fetch", arguments))
        return await self.connection.fetch(*arguments)

    async def execute(self, *arguments: Any) -> str:
        self.tape.calls.append(("execute", arguments))
        return ""


async def record(
    db: Database, schemas: Schemas, caller: Organisatie, messages: Sequence[bytes], together: int = 1
) -> list[Tape]:
    """Return the tapes of receiving these messages, so many in one transaction, without writing anything."""
    recorder = _Recorder(db)
    gateway = Gateway(cast(Database, recorder), schemas)
    for begin in range(0, len(messages), together):
        group = [open_message(gateway, caller, data) for data in messages[begin : begin + together]]
        outcomes = await BookingQueue().commit_group([Submission(gateway, each, each.locks) for each in group])
        assert all(isinstance(each, Receipt) for each in outcomes), outcomes
    return recorder.tapes


async def play(pool: "asyncpg.Pool[asyncpg.Record]", tapes: Sequence[Tape], at_once: int) -> float:
    """Commit every transaction, this many callers at once; return the seconds that took."""
    waiting = iter(tapes)

    async def caller() -> None:
        for tape in waiting:
            async with pool.acquire() as connection:
                await tape.play(connection)

    begin = perf_counter()
    await asyncio.gather(*(caller() for _ in range(at_once)))
    return perf_counter() - begin
