"""A clock that is years ahead or behind erases nothing, and no message is lost or kept from its receiver by it.

Each round the processes of the gateway, the database, or both have a wrong clock for a while, in which cases go on and
the worker looks many times for what is past its term. Then all clocks are right again, and everything has to arrive.
"""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import httpx
import pytest

from gateway.exchange.delivery.resend import resend_given_up
from gateway.exchange.kernel.gateway import Gateway
from gateway.store.db.migrations import upgrade
from gateway.store.delivery.given_up import GivenUp
from gateway.store.embedded import EmbeddedPostgres, account
from tests.chaos.processes import ApiProcess, WorkerProcess
from tests.chaos.promise import check_promise
from tests.chaos.size import SEED, SHARE, TIMEOUT_S, size, told
from tests.chaos.trouble import wrong_clock
from tests.chaos.world import Case, Doer, Parties, a_database, open_cases, the_parties, until_delivered
from tests.support.exchange.receiver import status
from tests.support.exchange.workers import until
from tests.support.messages.messages import schemas
from tests.support.store.ledger import book
from tests.support.store.postgres import FAST, temporary_folder

ROUNDS = size(1, 24)
AT_ONCE = 3
YEAR_S = 365 * 24 * 3600
YEARS = (-16, -2, 2, 16, 25) if SHARE else (16,)
WHO = ("gateway", "database", "both") if SHARE else ("database",)
"""A process of the gateway with another clock than its parent can't be forked, and takes long to start."""
ROUNDS_OF_RETENTION = 3
OLD = 6
"""Messages of eleven years old, whose term is over by a clock that is some years ahead."""
WRONG_TIMES = re.compile(r"en dat moet nog komen$|^zegel \d+ is van vóór zegel \d+$|en dan was zij eerder verzegeld$")
"""Deviations that are true: rows and seals of while the database had a wrong clock have wrong times."""


@dataclass
class World:
    """A folder with a database, whose server and processes are started anew for each clock."""

    folder: Path
    base: Path

    @contextmanager
    def server(self, seconds: int) -> Iterator[str]:
        """Yield the address of the server, whose clock is this far ahead."""
        before = dict(account._ENVIRONMENT)
        account._ENVIRONMENT.update(wrong_clock(self.base, seconds) if seconds else {})
        try:
            with EmbeddedPostgres(self.base / "data", settings=FAST) as server:
                yield server.dsn
        finally:
            account._ENVIRONMENT.clear()
            account._ENVIRONMENT.update(before)

    def doubted(self) -> int:
        """Return how often the worker found something to erase, and reason not to do it."""
        log = self.folder / "worker.log"
        return log.read_text().count('"retention.doubted"') if log.exists() else 0


@dataclass
class Running:
    """The gateway while it runs, and its caller."""

    dsn: str
    doer: Doer
    worker: WorkerProcess


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with temporary_folder() as base:
        yield World(tmp_path, base)


@asynccontextmanager
async def _running(world: World, parties: Parties, of_gateway: int, of_database: int) -> AsyncIterator[Running]:
    """Run the gateway on its database, with these clocks, until the block ends."""
    async with AsyncExitStack() as stack:
        dsn = stack.enter_context(world.server(of_database))
        api, worker = ApiProcess(dsn, world.folder / "api.log"), WorkerProcess(dsn, world.folder / "worker.log")
        for each in (api, worker):
            each.clock = wrong_clock(world.base, of_gateway) if of_gateway else {}
            stack.callback(each.kill)
            each.start()
        await api.ready()
        http = await stack.enter_async_context(httpx.AsyncClient(trust_env=False, timeout=20))
        yield Running(dsn, Doer(parties, lambda: api.url, http), worker)


async def _spell(
    world: World, parties: Parties, cases: list[Case], of_gateway: int, of_database: int, *, patience: float
) -> int:
    """Take each of these cases a step further with these clocks, while nothing can be delivered.

    Returns how often the worker was kept from erasing; `patience`: seconds that it gets to find what it would erase.
    """
    for each in parties.receivers.values():
        each.answers[:] = [status(500)]
    before = world.doubted()

    async def looked() -> bool:
        return world.doubted() - before >= ROUNDS_OF_RETENTION

    async with _running(world, parties, of_gateway, of_database) as running:
        await asyncio.gather(*(each.go_on(running.doer) for each in cases))
        with suppress(AssertionError):
            await until(looked, seconds=patience)
    return world.doubted() - before


async def _finish(world: World, parties: Parties, busy: list[Case], cases: list[Case]) -> tuple[int, int]:
    """With all clocks right, finish the busy cases, offer again what was given up, and check the promise of all cases.

    Returns how many were given up, and how many messages came once more after a later one.
    """
    for each in parties.receivers.values():
        each.answers[:] = [status(200)]
    async with _running(world, parties, 0, 0) as running, AsyncExitStack() as stack:
        db = await a_database(running.dsn)
        stack.push_async_callback(db.close)
        if not cases:
            cases += await open_cases(running.doer, ROUNDS * AT_ONCE + 1)
            busy = cases[:1]
        given_up = 0
        for each in busy:
            while not each.over:
                await each.go_on(running.doer)
        for each in [each for each in cases if each.done == 0][:AT_ONCE]:
            await each.go_on(running.doer)  # an assignment of 2042 could not be changed before
        await until_delivered(db)
        # A clock that was behind makes what was booked then seem old: an operator offers it again.
        while more := (await resend_given_up(Gateway(db, schemas()), GivenUp())).aangeboden:
            given_up += more
            await until_delivered(db)
        assert await asyncio.to_thread(running.worker.stop) == 0
        async with db.reading() as tx:
            assert await tx.fetchval("select count(*) from gebeurtenissen where soort = 'gewist'") == 0
            assert await tx.fetchval("select count(*) from inzages where actie = 'inzages gewist'") == 0
        return given_up, await check_promise(db, cases, parties.receivers, besides={"WMO306": OLD}, told=WRONG_TIMES)


@pytest.mark.timeout(TIMEOUT_S)
async def test_a_wrong_clock_erases_nothing_and_keeps_nothing_from_its_receiver(world: World) -> None:
    random = Random(f"clocks-{SEED}")
    kept: Counter[str] = Counter()
    given_up = late = 0
    cases: list[Case] = []
    async with AsyncExitStack() as stack:
        with world.server(0) as dsn:
            await upgrade(dsn)
            db = await a_database(dsn)
            parties = await stack.enter_async_context(the_parties(db))
            for _ in range(OLD):
                await book(db, vastgelegd_op=datetime.now(UTC) - timedelta(days=4000))
            await db.close()
        await _finish(world, parties, [], cases)
        for number in range(ROUNDS):
            busy = cases[1 + number * AT_ONCE :][:AT_ONCE]
            who, years = random.choice(WHO), random.choice(YEARS)
            seconds = years * YEAR_S
            clocks = seconds * (who != "database"), seconds * (who != "gateway")
            doubts = await _spell(world, parties, busy, *clocks, patience=60 if years > 15 else 2)
            if years > 15:
                assert doubts >= ROUNDS_OF_RETENTION, "there was something to erase by that clock, and it was not"
            again, once_more = await _finish(world, parties, busy, cases)
            given_up, late = given_up + again, late + once_more
            kept[f"{who}, {abs(years)} years {'ahead' if years > 0 else 'behind'}"] += 1
    told(
        f"{ROUNDS} times a clock was wrong; nothing was erased, {given_up} deliveries were given up and offered again,"
        f" {late} messages sent once more after a later one\n"
        + "\n".join(f"  {number:4} {which}" for which, number in sorted(kept.items()))
    )
