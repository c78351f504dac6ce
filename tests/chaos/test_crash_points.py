"""A blow at any step of receiving, issuing or delivering loses nothing acknowledged and doubles nothing.

Cases are about an assignment with its start and stop, or about claims and requests: granted, refused, or looked
into. Each round several go on at once while one blow falls: the API or the worker is killed, its connection is cut or
ended by the server, before a request or after it was carried out but before the answer (so that the outcome of a commit
is unknown), or something happens in the middle of a delivery. Then every caller asks again until answered, and the
promise is checked against the database, the receivers and the seals. The short trial leaves claims to
test_each_point.py.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import httpx
import pytest

from gateway.store.db.database import Database
from tests.chaos.claim_cases import ClaimCase, check_claim_promise, open_claim_cases
from tests.chaos.processes import ApiProcess, Child, WorkerProcess
from tests.chaos.promise import check_promise
from tests.chaos.size import SEED, SHARE, TIMEOUT_S, size, told
from tests.chaos.tap import FREEZES, Plan, Strike, Tap, a_tap
from tests.chaos.world import Case, Doer, a_database, beside, keep_going, open_cases, the_parties, until_delivered
from tests.support.api.parties import VENLO, ZORG
from tests.support.exchange.receiver import Answer, hang, reset, status

ROUNDS = size(3, 500)
IN_ONE_DATABASE = 50
AT_ONCE = 3
MAX_ROUNDS_PER_BLOW = 10
"""Rounds within which the moment of a blow comes, on the average."""
blows: Counter[str] = Counter()


@dataclass
class World:
    """A gateway with everything it talks to, and the taps on its lines to the database."""

    db: Database
    doer: Doer
    api: Child
    worker: Child
    api_tap: Tap
    worker_tap: Tap
    claims: bool
    """The cases are about claims and requests."""
    cases: list[Case] = field(default_factory=list)
    claim_cases: list[ClaimCase] = field(default_factory=list)

    async def busy_cases(self) -> Sequence[Case | ClaimCase]:
        """Return as many cases as go on at once, new ones for those that are over."""
        if self.claims:
            busy = [each for each in self.claim_cases if not each.over]
            new = await open_claim_cases(self.doer, AT_ONCE - len(busy), len(self.claim_cases))
            self.claim_cases += new
            return [*busy, *new]
        going = [each for each in self.cases if not each.over]
        more = await open_cases(self.doer, AT_ONCE - len(going), len(self.cases))
        self.cases += more
        return [*going, *more]

    async def check(self) -> int:
        """Check the promise; return how many messages arrived again after a later one."""
        receivers = self.doer.parties.receivers
        if self.claims:
            return await check_claim_promise(self.db, self.claim_cases, receivers)
        return await check_promise(self.db, self.cases, receivers)


@asynccontextmanager
async def a_world(dsn: str, folder: Path, *, through_ggk: bool, claims: bool) -> AsyncIterator[World]:
    async with AsyncExitStack() as stack:
        db = await a_database(dsn)
        stack.push_async_callback(db.close)
        parties = await stack.enter_async_context(the_parties(db, through_ggk=through_ggk))
        taps = []
        for name in ("api", "worker"):
            (folder / name).mkdir()
            taps.append(await stack.enter_async_context(a_tap(dsn, folder / name)))
        api = ApiProcess(taps[0].dsn, folder / "api.log")
        worker = WorkerProcess(taps[1].dsn, folder / "worker.log")
        for each in (api, worker):
            stack.callback(each.kill)
            each.start()
        await api.ready()
        await stack.enter_async_context(beside(keep_going(api, worker)))
        http = await stack.enter_async_context(httpx.AsyncClient(trust_env=False, timeout=20))
        doer = Doer(parties, lambda: api.url, http)
        yield World(db, doer, api, worker, *taps, claims)


def _plan(random: Random, child: Child, trips: int) -> Plan:
    strike = random.choice([each for each in Strike if each not in FREEZES])
    if random.random() < 0.4:
        return Plan(strike, random.randrange(4), commits_only=True, kill=child.kill)
    return Plan(strike, random.randrange(trips), kill=child.kill)


def _mid_send(random: Random, world: World, code: str) -> tuple[str, Answer]:
    """Return a blow to one delivery to this party, and its name."""

    parties = world.doer.parties

    async def killed_before(writer: asyncio.StreamWriter) -> None:
        world.worker.kill()

    async def killed_after(writer: asyncio.StreamWriter) -> None:
        await parties.good(code)(writer)
        await writer.drain()
        world.worker.kill()

    return random.choice(
        [
            ("killed before the receiver answers", parties.bad(code, killed_before)),
            ("killed as the receiver answers", killed_after),
            ("reset", parties.bad(code, reset)),
            ("no answer", parties.bad(code, hang)),
            ("500", parties.bad(code, status(500))),
        ]
    )


def _arm(random: Random, world: World) -> Tap | str:
    """Plan a blow for this round; return the tap that deals it, or its name when a receiver does."""
    choice = random.choice(["api", "api", "api", "claim", "settle", "receiver"])
    if choice == "api":
        world.api_tap.arm(_plan(random, world.api, 30))
        return world.api_tap
    if choice == "claim":
        world.worker_tap.arm(_plan(random, world.worker, 20))
        return world.worker_tap
    code = random.choice([VENLO, ZORG])
    receiver, good = world.doer.parties.receivers[code], world.doer.parties.good(code)
    if choice == "receiver":
        name, answer = _mid_send(random, world, code)
        receiver.answers[:] = [answer, good]
        return f"worker, in the middle of a delivery: {name}"
    plan = _plan(random, world.worker, 8)

    async def arm_and_answer(writer: asyncio.StreamWriter) -> None:
        world.worker_tap.arm(plan)
        await good(writer)

    receiver.answers[:] = [arm_and_answer, good]
    return world.worker_tap


async def _round(random: Random, world: World) -> str | None:
    """Run one round; return the blow that fell, None when its moment didn't come."""
    busy = await world.busy_cases()
    aim = _arm(random, world)
    await asyncio.gather(*(each.go_on(world.doer) for each in busy))
    await until_delivered(world.db)
    for tap in (world.api_tap, world.worker_tap):
        tap.disarm()
    left = [len(each.answers) > 1 for each in world.doer.parties.receivers.values()]
    for code, each in world.doer.parties.receivers.items():
        each.answers[:] = [world.doer.parties.good(code)]
    assert await world.check() == 0, "one worker never sends a message again once a later one went"
    if isinstance(aim, str):
        return None if any(left) else aim
    if aim.struck is None:
        return None
    who = "api" if aim is world.api_tap else "worker"
    return f"{who}, {aim.struck}"


@pytest.mark.timeout(TIMEOUT_S)
@pytest.mark.parametrize(
    ("through_ggk", "claims"),
    [(False, False), (True, False), *([(False, True), (True, True)] if SHARE else [])],
    ids=["straight", "through the GGK", *(["claims", "claims through the GGK"] if SHARE else [])],
)
@pytest.mark.parametrize("part", range(-(-ROUNDS // IN_ONE_DATABASE)))
async def test_a_blow_at_any_step_loses_and_doubles_nothing(
    dsn: str, tmp_path: Path, part: int, *, through_ggk: bool, claims: bool
) -> None:
    random = Random(f"{SEED}-{part}{'-ggk' if through_ggk else ''}{'-claims' if claims else ''}")
    fallen: Counter[str] = Counter()
    rounds = min(IN_ONE_DATABASE, ROUNDS - part * IN_ONE_DATABASE)
    async with a_world(dsn, tmp_path, through_ggk=through_ggk, claims=claims) as world:
        for _ in range(rounds * MAX_ROUNDS_PER_BLOW):
            blow = await _round(random, world)
            if blow is not None:
                fallen[blow] += 1
            if fallen.total() == rounds:
                break
        retries = world.doer.retries
    blows.update(fallen)
    assert fallen.total() == rounds
    told(
        f"{blows.total()} blows, {retries} requests asked again in this part\n"
        + "\n".join(f"  {number:4} {blow}" for blow, number in sorted(blows.items()))
    )
