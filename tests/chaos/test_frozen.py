"""A gateway that stands still in the middle of its work holds up nobody, and doubles nothing when it goes on.

Each round one process is stopped (SIGSTOP) at a chosen round trip of a transaction, or while its message is on its
way, with its locks, leases and connections. Everybody asks the other process then, about the same clients, until
answered; all of it has to be delivered while the first one still stands. Then it goes on with what it was doing.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random

import httpx
import pytest

from gateway.store.db.database import Database
from tests.chaos.processes import ApiProcess, Child, WorkerProcess
from tests.chaos.promise import check_promise
from tests.chaos.size import SEED, TIMEOUT_S, size, told
from tests.chaos.tap import FREEZES, Plan, Tap, a_tap
from tests.chaos.world import Case, Doer, a_database, open_cases, the_parties, until_delivered
from tests.support.api.parties import VENLO, ZORG
from tests.support.exchange.receiver import status

ROUNDS = size(2, 60)
IN_ONE_DATABASE = 20
AT_ONCE = 3
LIMITS = {"lock_seconds": "0.5", "idle_transaction_seconds": "1"}
PATIENCE_S = 2.0
"""Seconds that a caller waits for an answer before it asks the other gateway."""
blows: Counter[str] = Counter()


@dataclass
class Victim:
    """A process that is frozen now and then, and the tap on its lines to the database."""

    process: Child
    tap: Tap
    frozen: bool = False

    def freeze(self) -> None:
        self.process.freeze()
        self.frozen = True

    def thaw(self) -> None:
        if self.frozen:
            self.process.thaw()
            self.frozen = False


@dataclass
class World:
    """Two API processes and two workers on one database; the first of each is the victim."""

    second_worker: Child

    db: Database
    doer: Doer
    api: Victim
    worker: Victim
    cases: list[Case]
    late: int = 0
    """Messages that arrived once more after a later one of their series."""

    async def ended(self, victim: Victim) -> None:
        """Let a process that was thawed finish what it was doing, and assert that it ends well; start it again."""
        assert await asyncio.to_thread(victim.process.stop) == 0
        victim.process.start()
        if isinstance(victim.process, ApiProcess):
            await victim.process.ready()


@asynccontextmanager
async def a_world(dsn: str, folder: Path) -> AsyncIterator[World]:
    async with AsyncExitStack() as stack:
        db = await a_database(dsn)
        stack.push_async_callback(db.close)
        parties = await stack.enter_async_context(the_parties(db))
        taps = []
        for name in ("api", "worker"):
            (folder / name).mkdir()
            taps.append(await stack.enter_async_context(a_tap(dsn, folder / name)))
        apis = [ApiProcess(each, folder / "api.log", **LIMITS) for each in (taps[0].dsn, dsn)]
        workers = [WorkerProcess(each, folder / "worker.log", **LIMITS) for each in (taps[1].dsn, dsn)]
        for each in (*apis, *workers):
            stack.callback(each.kill)
            each.start()
        for api in apis:
            await api.ready()
        victim = Victim(apis[0], taps[0])
        http = await stack.enter_async_context(httpx.AsyncClient(trust_env=False, timeout=PATIENCE_S))
        doer = Doer(parties, lambda: apis[victim.frozen].url, http)
        cases = await open_cases(doer, min(ROUNDS, IN_ONE_DATABASE) * AT_ONCE // 4 + AT_ONCE)
        yield World(workers[1], db, doer, victim, Victim(workers[0], taps[1]), cases)


def _arm(random: Random, world: World, number: int) -> tuple[Victim, Plan | None]:
    """Plan a blow for this round; without a plan a receiver deals it, while it has the message in its hands."""
    victim = world.worker if number % 4 in (1, 3) else world.api
    if number % 4 == 1:
        world.second_worker.freeze()  # so that it is the other one that delivers

        async def freeze_and_answer(writer: asyncio.StreamWriter) -> None:
            await victim.tap.between_statements()
            victim.freeze()
            world.second_worker.thaw()
            await status(200)(writer)

        receiver = world.doer.parties.receivers[random.choice([VENLO, ZORG])]
        receiver.answers[:] = [freeze_and_answer, status(200)]
        return victim, None
    trips = 12 if victim is world.api else 20
    plan = Plan(random.choice(FREEZES), random.randrange(trips), commits_only=random.random() < 0.2, kill=victim.freeze)
    victim.tap.arm(plan)
    return victim, plan


async def _round(random: Random, world: World, number: int) -> str | None:
    """Run one round; return the blow that fell, None when its moment didn't come."""
    busy = [each for each in world.cases if not each.over][:AT_ONCE]
    victim, plan = _arm(random, world, number)
    try:
        await asyncio.gather(*(each.go_on(world.doer) for each in busy))
        await until_delivered(world.db)
        fell = victim.frozen  # and it stands still: all of this was done without it
    finally:
        victim.tap.disarm()
        if plan is not None:
            plan.thawed.set()
        victim.thaw()
        world.second_worker.thaw()
        for each in world.doer.parties.receivers.values():
            each.answers[:] = [status(200)]
    await world.ended(victim)
    await until_delivered(world.db)
    world.late += await check_promise(world.db, world.cases, world.doer.parties.receivers)
    if not fell:
        return None
    who = "api" if victim is world.api else "worker"
    return f"{who}, in the middle of a delivery" if plan is None else f"{who}, {victim.tap.struck}"


@pytest.mark.timeout(TIMEOUT_S)
@pytest.mark.parametrize("part", range(-(-ROUNDS // IN_ONE_DATABASE)))
async def test_who_stands_still_holds_up_nobody_and_doubles_nothing(dsn: str, tmp_path: Path, part: int) -> None:
    random = Random(f"frozen-{SEED}-{part}")
    fallen: Counter[str] = Counter()
    rounds = min(IN_ONE_DATABASE, ROUNDS - part * IN_ONE_DATABASE)
    async with a_world(dsn, tmp_path) as world:
        for number in count():
            if fallen.total() >= rounds or all(each.over for each in world.cases[:-AT_ONCE]):
                break
            blow = await _round(random, world, number)
            if blow is not None:
                fallen[blow] += 1
        retries, late = world.doer.retries, world.late
    blows.update(fallen)
    assert fallen.total() >= rounds * 0.5
    told(
        f"{blows.total()} times a process stood still while all others went on; {retries} requests asked again and"
        f" {late} messages sent once more after a later one in this part\n"
        + "\n".join(f"  {number:4} {blow}" for blow, number in sorted(blows.items()))
    )
