"""Whether the gateway is as quick with millions of messages in the ledger as with hardly any.

Two databases on one server, one with years of clients in it, and the same gateways on both, in turns. On the way the
ledger is sealed, verified and kept up, by what the commands and the worker run.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, ExitStack
from statistics import median

from gateway.standard.xsd import Schemas
from gateway.store.embedded import EmbeddedPostgres
from gateway.store.embedded.cluster import OWNER
from gateway.store.rights import make_role
from tests.bench.host import disk, file_system
from tests.bench.ledgers import Ledger, ledger, say
from tests.bench.load import fire, fire_in_time
from tests.bench.report import Row, at_least, at_most
from tests.bench.timing import spell
from tests.bench.traffic import CONNECTIONS, _loop_factory
from tests.bench.upkeep import kept_up, sealed_and_verified
from tests.support.postgres import execute, with_database
from tests.support.server import Server

CALLERS = 128
"""Of requests that come up in time: so many wait for their answer at most, and more for their turn."""
LOAD = 0.7
SOON = 0.05
_SECONDS = 20
"""That requests come up in time, at most."""


def at_volume(schemas: Schemas, messages: int, waiting: int, rounds: int, gateways: int) -> Iterator[Row]:
    """With about so many messages in the ledger, against a ledger with those of the `waiting` clients alone.

    `gateways`: on each of the two; as many as there are cores, as one would have them.
    """
    with (
        disk() as folder,
        EmbeddedPostgres(folder / "data") as database,
        asyncio.Runner(loop_factory=_loop_factory()) as runner,
    ):
        runner.run(make_role(database.superuser_dsn, OWNER))
        runner.run(execute(database.superuser_dsn, f"create database leeg owner {OWNER}"))
        stack = AsyncExitStack()
        try:
            full, empty = (
                runner.run(stack.enter_async_context(ledger(dsn, schemas, number, waiting)))
                for dsn, number in ((database.dsn, messages), (with_database(database.dsn, "leeg"), 0))
            )
            yield from _each(runner, sealed_and_verified(full))
            runner.run(execute(full.dsn, "vacuum analyze"))
            runner.run(execute(database.superuser_dsn, "checkpoint"))
            with ExitStack() as servers:
                ports = {
                    each.dsn: [servers.enter_context(Server(database_url=each.dsn)).port for _ in range(gateways)]
                    for each in (full, empty)
                }
                say(f"{gateways} gateways on each, {file_system(folder)}")
                yield from _traffic(runner, full, empty, ports, rounds, waiting // (rounds + 1))
            yield from _each(runner, kept_up(full, empty))
        finally:
            runner.run(stack.aclose())


def _each(runner: asyncio.Runner, rows: AsyncIterator[Row]) -> Iterator[Row]:
    async def following() -> Row | None:
        return await anext(rows, None)

    while (row := runner.run(following())) is not None:
        yield row


def _traffic(
    runner: asyncio.Runner, full: Ledger, empty: Ledger, ports: Mapping[str, list[int]], rounds: int, number: int
) -> Iterator[Row]:
    """The rate of either, and how long who comes at a lower rate waits."""

    def rate(on: Ledger) -> float:
        fired = runner.run(fire(ports[on.dsn], on.next(number), CONNECTIONS))
        say(f"{number / fired.seconds:,.0f} a second with {on.messages:,} messages")
        return number / fired.seconds

    def waits(on: Ledger, rate: float) -> tuple[float, float]:
        fired = runner.run(fire_in_time(ports[on.dsn], on.next(round(rate * _SECONDS)), CALLERS, rate))
        return fired.within(50), fired.within(99)

    pairs = [_in_turn(turn, full, empty, rate) for turn in range(rounds + 1)][1:]  # the first warmed up
    of_full, of_empty = (median(each) for each in zip(*pairs, strict=True))
    yield at_least(
        0.9,
        what=f"messages a second over HTTP with {full.messages:,} messages in the ledger",
        against=f"with {empty.messages:,}",
        ratio=median(one / other for one, other in pairs),
        detail=f"{of_full:,.0f} a second against {of_empty:,.0f}; {len(ports[full.dsn])} gateways on each, "
        f"{CONNECTIONS} callers",
    )
    at = LOAD * of_full
    half, nearly_all = waits(full, at)
    half_empty, nearly_all_empty = waits(empty, at)
    yield at_most(
        1,
        what=f"99 % answered at {LOAD:.0%} of that rate, with {full.messages:,} messages in the ledger",
        against=f"{SOON * 1e3:.0f} ms",
        ratio=nearly_all / SOON,
        detail=f"{spell(nearly_all)}, half within {spell(half)}, at {at:,.0f} a second, from when each came up; with "
        f"{empty.messages:,} in the ledger {spell(nearly_all_empty)} and {spell(half_empty)}",
    )


def _in_turn(turn: int, full: Ledger, empty: Ledger, measure: Callable[[Ledger], float]) -> tuple[float, float]:
    """The figures of full and empty; who goes first changes."""
    if turn % 2:
        one = measure(full)
        return one, measure(empty)
    other = measure(empty)
    return measure(full), other
