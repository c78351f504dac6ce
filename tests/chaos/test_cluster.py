"""Two gateways and three workers on a Patroni cluster of three, whose leader is killed, frozen and cut off under load.

The leader waits for a standby (`synchronous_mode_strict`), so nothing that was acknowledged may be lost, and nothing
may be doubled. How long nothing is acknowledged is measured for each blow. Run it by `make chaos ARGS=--cluster`.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count, pairwise
from pathlib import Path
from random import Random
from statistics import median

import httpx
import pytest

from gateway.store.db.migrations import upgrade
from gateway.store.db.rights import make_role
from tests.chaos.machines import BLOWS, TIMES, Cluster, Machine, a_cluster
from tests.chaos.processes import ApiProcess, WorkerProcess
from tests.chaos.promise import check_promise
from tests.chaos.size import SEED, size, told
from tests.chaos.world import (
    Case,
    Doer,
    a_database,
    beside,
    keep_going,
    open_case,
    steps_done,
    the_parties,
    until_delivered,
)
from tests.support.messages.persons import bsns
from tests.support.store.postgres import execute

ROUNDS = size(1, 5)
"""Rounds of each blow."""
AT_ONCE = 4
PAUSE_S = 0.2
"""Seconds between two steps of who asks: enough to see when nothing is acknowledged."""
MOST_CASES = 8000
PATIENCE_S = 150.0
"""Seconds within which a repeated request has to succeed, also one that was asked when its leader was struck."""
SETTINGS = {"pool_size": "8", "failover": "synchroon"}
DATABASE = "iwmo"
LOGIN = "gateway"


@dataclass
class Load:
    """Callers that carry on whatever happens, and when they were told that something was done."""

    doer: Doer
    over: asyncio.Event = field(default_factory=asyncio.Event)
    cases: list[Case] = field(default_factory=list)
    done_at: list[float] = field(default_factory=list)

    async def carry_on(self) -> None:
        """Take new cases from their first step to their last, several at once, until it is over."""
        turn, persons = count(), bsns(MOST_CASES)

        async def one() -> None:
            while not self.over.is_set():
                place = next(turn)
                case = await open_case(self.doer, persons[place], f"C{place}")
                self.cases.append(case)
                while not case.over:
                    await case.go_on(self.doer)
                    self.done_at.append(time.monotonic())
                    await asyncio.sleep(PAUSE_S)

        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(one())

    async def goes_on(self, times: int) -> None:
        """Wait until so many steps more were acknowledged to callers."""
        target = len(self.done_at) + times
        async with asyncio.timeout(PATIENCE_S):
            while len(self.done_at) < target:  # noqa: ASYNC110 - it is far apart
                await asyncio.sleep(0.05)

    def longest_silence(self, since: float) -> float:
        """Return the most seconds since this moment in which nothing was acknowledged."""
        return max(later - earlier for earlier, later in pairwise([since, *(at for at in self.done_at if at > since)]))


@dataclass
class Gateways:
    """The processes on the cluster."""

    apis: list[ApiProcess]
    workers: list[WorkerProcess]
    load: Load


@asynccontextmanager
async def gateways(dsn: str, folder: Path, random: Random) -> AsyncIterator[Gateways]:
    """Run two gateways and three workers, each started again when it dies, and the load on them."""
    apis = [ApiProcess(dsn, folder / f"api{number}.log", **SETTINGS) for number in range(2)]
    workers = [WorkerProcess(dsn, folder / f"worker{number}.log", patience=5, **SETTINGS) for number in range(3)]
    async with AsyncExitStack() as stack:
        db = await a_database(dsn)
        stack.push_async_callback(db.close)
        parties = await stack.enter_async_context(the_parties(db))
        for each in (*apis, *workers):
            stack.callback(each.kill)
            each.start()
        for api in apis:
            await api.ready()
        http = await stack.enter_async_context(httpx.AsyncClient(trust_env=False, timeout=20))
        load = Load(Doer(parties, lambda: random.choice(apis).url, http))
        async with beside(keep_going(*apis, *workers)):
            carrying = asyncio.create_task(load.carry_on())
            try:
                yield Gateways(apis, workers, load)
                load.over.set()
                await carrying
                await until_delivered(db, PATIENCE_S)
                late = await check_promise(db, load.cases, parties.receivers)
            finally:
                carrying.cancel()
    done = sum(steps_done(load.cases).values())
    told(
        f"{done} requests acknowledged in {len(load.cases)} cases, {load.doer.retries} asked again, none lost and none"
        f" doubled; {late} messages sent once more after a later one; Patroni's {TIMES}"
    )


async def prepared(cluster: Cluster) -> str:
    """Make the database of the gateway on the cluster; return its address."""
    superuser = cluster.dsn("postgres", "postgres")
    for sql in (f"create role {LOGIN} login", f"create database {DATABASE} owner {LOGIN}"):
        await execute(f"{superuser}?target_session_attrs=read-write", sql)
    await make_role(cluster.dsn("postgres", DATABASE), LOGIN)
    dsn = cluster.dsn(LOGIN, DATABASE)
    await upgrade(dsn)
    return dsn


async def strike(random: Random, cluster: Cluster, running: Gateways, blow: str) -> float:
    """Strike the leader, bring it back once another does its work; return the seconds without an acknowledgement."""
    hit, bring_back = BLOWS[blow]
    leader: Machine = await cluster.leader()
    await running.load.goes_on(AT_ONCE * 2)
    since = time.monotonic()
    await asyncio.to_thread(hit, leader)
    try:
        await asyncio.sleep(TIMES["ttl"] / 4)  # before that it would be what was on its way already
        await running.load.goes_on(AT_ONCE * 4)
        # Who starts anew has to find its way too, and to see that no copy of the database took over.
        random.choice(running.apis).kill()
        random.choice(running.workers).kill()
        await running.load.goes_on(AT_ONCE * 4)
        silence = running.load.longest_silence(since)
    finally:
        bring_back(leader, cluster.machines)
    return silence


@pytest.mark.timeout(7200)
async def test_nothing_is_lost_or_doubled_when_the_leader_is_struck(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    if not request.config.getoption("--cluster", default=False):
        pytest.skip("only by make chaos ARGS=--cluster")
    random = Random(f"cluster-{SEED}")
    silences: defaultdict[str, list[float]] = defaultdict(list)
    try:
        async with a_cluster() as cluster:
            dsn = await prepared(cluster)
            async with gateways(dsn, tmp_path, random) as running:
                for blow in random.sample([*BLOWS] * ROUNDS, len(BLOWS) * ROUNDS):
                    silence = await strike(random, cluster, running, blow)
                    silences[blow].append(silence)
    finally:
        for blow, seconds in sorted(silences.items()):
            told(
                f"leader {blow} {len(seconds)} times: nothing acknowledged for {median(seconds):.1f} s"
                f" ({min(seconds):.1f} to {max(seconds):.1f})"
            )
