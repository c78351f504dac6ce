"""Speed of the gateway with millions of messages in the ledger, against hardly any.

Two databases on one server, one with years of clients, and the same gateways on both, in turns. On the way the ledger
is sealed, verified and kept up, by the same code as the commands and the worker.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass
from statistics import median

from gateway.standard.xsd.schemas import Schemas
from gateway.store.embedded.cluster import DATABASE, OWNER
from tests.bench.clusters import migrated_cluster
from tests.bench.host import family, file_system, processor_seconds
from tests.bench.ledgers import Ledger, ledger, say
from tests.bench.lists import listed
from tests.bench.load import fire, loop_factory
from tests.bench.report import Row, at_least
from tests.bench.soon import SHARE_OF_RATE, Waits, soon, waits
from tests.bench.timing import spell
from tests.bench.traffic import CONNECTIONS
from tests.bench.upkeep import kept_up, sealed_and_verified
from tests.support.api.server import CommandServer
from tests.support.store.embedded import processes_of
from tests.support.store.postgres import execute, with_database

_MAX_TRAFFIC_S = 20
"""For which requests come up in time, at most."""


def at_volume(schemas: Schemas, messages: int, waiting: int, rounds: int, gateways: int) -> Iterator[Row]:
    """Measure with about this many messages in the ledger, against a ledger of the `waiting` clients alone.

    `gateways`: on each of the two; as many as there are cores, as one would have them.
    """
    with (
        migrated_cluster() as (database, folder),
        asyncio.Runner(loop_factory=loop_factory()) as runner,
    ):
        other = with_database(database.superuser_dsn, "template1")
        runner.run(execute(other, f"create database leeg template {DATABASE} owner {OWNER}"))
        stack = AsyncExitStack()
        try:
            full, empty = (
                runner.run(stack.enter_async_context(ledger(dsn, schemas, number, waiting)))
                for dsn, number in ((database.dsn, messages), (with_database(database.dsn, "leeg"), 0))
            )
            yield from _each(runner, sealed_and_verified(full))
            runner.run(execute(full.dsn, "vacuum analyze"))
            runner.run(execute(database.superuser_dsn, "checkpoint"))
            [postmaster] = processes_of(folder)
            with ExitStack() as running:
                sides = [
                    _Side(
                        runner,
                        each,
                        [running.enter_context(CommandServer(database_url=each.dsn)) for _ in range(gateways)],
                    )
                    for each in (full, empty)
                ]
                say(f"{gateways} gateways on each, fsync on {file_system(folder)}")
                for each in sides:
                    each.round(waiting, postmaster)  # a gateway that has been running for a while
                yield _rate(*sides, rounds, waiting // rounds, postmaster)
                yield _soon(*sides)
            yield from _each(runner, listed(full, postmaster, *([1] if rounds == 1 else [])))
            yield from _each(runner, kept_up(full, empty))
        finally:
            runner.run(stack.aclose())


def _each(runner: asyncio.Runner, rows: AsyncIterator[Row]) -> Iterator[Row]:
    async def following() -> Row | None:
        return await anext(rows, None)

    while (row := runner.run(following())) is not None:
        yield row


@dataclass(frozen=True, slots=True)
class _Round:
    """Messages a second, and processor time a message."""

    rate: float
    gateways: float
    database: float


@dataclass(slots=True)
class _Side:
    """A ledger and the gateways on it."""

    runner: asyncio.Runner
    ledger: Ledger
    servers: list[CommandServer]
    rate: float = 0
    """Messages a second, once that is known."""

    @property
    def ports(self) -> list[int]:
        """The ports where they listen."""
        return [each.port for each in self.servers]

    def round(self, number: int, postmaster: int) -> _Round:
        """Send this many messages as fast as they go."""

        def burnt() -> tuple[float, float]:
            return processor_seconds(each.pid for each in self.servers), processor_seconds(family(postmaster))

        begin = burnt()
        fired = self.runner.run(fire(self.ports, self.ledger.next(number), CONNECTIONS))
        gateways, database = (after - before for before, after in zip(begin, burnt(), strict=True))
        say(f"{number / fired.seconds:,.0f} a second with {self.ledger.messages:,} messages")
        return _Round(number / fired.seconds, gateways / number, database / number)

    def waits(self, rate: float) -> Waits:
        """Return the waits of messages that come up at this many a second."""
        return self.runner.run(waits(self.ports, self.ledger.next(round(rate * _MAX_TRAFFIC_S)), rate))


def _rate(full: _Side, empty: _Side, rounds: int, number: int, postmaster: int) -> Row:
    """Measure how many messages a second each side takes."""
    pairs: list[tuple[_Round, _Round]] = []
    for turn in range(rounds):
        found = {id(each): each.round(number, postmaster) for each in ((full, empty), (empty, full))[turn % 2]}
        pairs.append((found[id(full)], found[id(empty)]))
    one, other = (
        _Round(*(median(getattr(each, name) for each in side) for name in _Round.__slots__))
        for side in zip(*pairs, strict=True)
    )
    full.rate, empty.rate = one.rate, other.rate
    return at_least(
        0.9,
        what=f"messages a second over HTTP with {full.ledger.messages:,} messages in the ledger",
        against=f"with {empty.ledger.messages:,}",
        ratio=median(each.rate / beside.rate for each, beside in pairs),
        detail=f"{one.rate:,.0f} a second against {other.rate:,.0f}; {len(full.servers)} gateways on each, "
        f"{CONNECTIONS} callers; processor time a message: PostgreSQL {spell(one.database)} against "
        f"{spell(other.database)}, gateways {spell(one.gateways)} against {spell(other.gateways)}",
    )


def _soon(full: _Side, empty: _Side) -> Row:
    """Measure the waits at a lower rate than the highest."""
    rate = SHARE_OF_RATE * full.rate
    found, beside = full.waits(rate), empty.waits(rate)
    return soon(
        found,
        rate,
        having=f"{full.ledger.messages:,} messages in the ledger",
        beside=f"; with {empty.ledger.messages:,} in the ledger {beside}",
    )
