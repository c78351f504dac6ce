"""Two API processes and three workers on one database, killed again and again, keep the promise."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from itertools import count
from pathlib import Path
from random import Random

import httpx
import pytest

from tests.chaos.processes import ApiProcess, Child, WorkerProcess
from tests.chaos.promise import check_promise
from tests.chaos.size import SEED, SHARE, TIMEOUT_S, size, told
from tests.chaos.world import (
    Case,
    Doer,
    a_database,
    beside,
    keep_going,
    open_cases,
    steps_done,
    the_parties,
    until_delivered,
)

KILLS = size(2, 150)
AT_ONCE = 4 if not SHARE else 8


async def _kill(random: Random, apis: Sequence[ApiProcess], workers: Sequence[Child], over: asyncio.Event) -> None:
    """Kill one of each this many times; the next blow falls when the API process is back."""
    for _ in range(KILLS):
        api = random.choice(apis)
        api.kill()
        await asyncio.sleep(random.uniform(0, 0.4))
        random.choice(workers).kill()
        await api.ready()
        await asyncio.sleep(random.uniform(0, 0.4))
    over.set()


async def _carry_on(doer: Doer, cases: Sequence[Case], over: asyncio.Event) -> None:
    """Take cases from their first step to their last, several at once, and finish each that was begun."""
    turn = count()

    async def one() -> None:
        while not over.is_set() and (place := next(turn)) < len(cases):
            while not cases[place].over:
                await cases[place].go_on(doer)

    await asyncio.gather(*(one() for _ in range(AT_ONCE)))


@pytest.mark.timeout(TIMEOUT_S)
async def test_killed_again_and_again_they_lose_and_double_nothing(dsn: str, tmp_path: Path) -> None:
    random = Random(SEED)
    apis = [ApiProcess(dsn, tmp_path / f"api{number}.log") for number in range(2)]
    workers = [WorkerProcess(dsn, tmp_path / f"worker{number}.log", patience=2) for number in range(3)]
    over = asyncio.Event()
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
        doer = Doer(parties, lambda: random.choice(apis).url, http)
        cases = await open_cases(doer, size(12, 3000))
        await stack.enter_async_context(beside(keep_going(*apis, *workers)))
        await asyncio.gather(_kill(random, apis, workers, over), _carry_on(doer, cases, over))
        await until_delivered(db)
        late = await check_promise(db, cases, parties.receivers)
    done = sum(steps_done(cases).values())
    assert done > 0
    told(
        f"{KILLS} API processes and {KILLS} workers killed; {done} requests acknowledged, {doer.retries} asked again;"
        f" {late} messages sent once more after a later one"
    )
