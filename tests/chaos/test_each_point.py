"""A kill at each round trip of each step of a request and its claims, one after the other, leaves nothing by half.

test_crash_points.py strikes at random; here none is passed over, nor the pieces in which a large claim is read and
written. Cases go side by side from step to step: the first are killed at its first commits, and the next at its first
round trip to the database, at its second, until the step has no more. Then files of tariffs are loaded that way.
All the while somebody looks whether anything is there by half, as the gateway is away, is back, and is asked again.
"""

from collections import defaultdict
from pathlib import Path
from random import Random
from typing import Final

import pytest

from gateway.store.db.database import Database
from tests.chaos.claim_cases import STEPS, open_claim_cases
from tests.chaos.halves import find_halves, nothing_half
from tests.chaos.size import SEED, SHARE, TIMEOUT_S, told
from tests.chaos.tap import Plan, Strike
from tests.chaos.test_crash_points import World, a_world
from tests.chaos.world import until_delivered
from tests.support.api.parties import VENLO

COMMITS: Final = 4
"""Struck as such: a new connection takes some trips more than a used one, so that a number alone may pass over one."""
POINTS: Final = 64 if SHARE else 1
"""Cases; as many round trips as a step has at most, and its commits, each have one of their own."""
STRIKES = [Strike.KILL_BEFORE, Strike.KILL_AFTER] if SHARE else [Strike.KILL_AFTER]
SHORT: Final = ("grant", "withdraw", "claim much")
"""The steps at which the short trial kills, at one of the first `NEAR` round trips."""
NEAR: Final = 8
_TARIFFS: Final = 300
"""In each file."""
_CENTS: Final = (100, 200)
"""The tariff of every product, in the first file and in the second."""


@pytest.mark.timeout(TIMEOUT_S)
@pytest.mark.parametrize("strike", STRIKES)
async def test_a_kill_at_any_round_trip_of_any_step_leaves_nothing_by_half(
    dsn: str, tmp_path: Path, strike: Strike
) -> None:
    random = Random(f"{SEED}-{strike}")
    async with a_world(dsn, tmp_path, through_ggk=False, claims=True) as world:
        world.claim_cases += await open_claim_cases(world.doer, POINTS)
        struck: defaultdict[str, list[str | None]] = defaultdict(list)
        async with nothing_half(world.db, find_halves):
            for step in STEPS:
                for point, case in enumerate(world.claim_cases):
                    _arm(world, strike, point if SHARE else random.randrange(NEAR), step)
                    await case.go_on(world.doer, world.api_tap.disarm)
                    struck[step] += [_fell(world)]
                if SHARE or step == STEPS[-1]:
                    await until_delivered(world.db)
                    assert await world.check() == 0
        await _load_tariffs(world, _CENTS[-1])
        async with nothing_half(world.db, _mixed_tariffs):
            for point in range(POINTS):
                _arm(world, strike, point, "tariffs")
                await _load_tariffs(world, _CENTS[point % 2])
                struck["tariffs"] += [_fell(world)]
    assert all(each.over for each in world.claim_cases)
    fallen = {step: [each for each in places if each is not None] for step, places in struck.items()}
    for step, places in struck.items() if SHARE else ():
        assert places[-1] is None, f"{step} has more round trips than there are cases"
        assert any("commit" in each for each in fallen[step]), step
    counted = {step: len(each) for step, each in fallen.items()}
    told(f"{strike}: {sum(counted.values())} times, {world.doer.retries} requests asked again; {counted}")


def _arm(world: World, strike: Strike, place: int, step: str) -> None:
    """Plan the strike of the case in this place."""
    if SHARE or step in SHORT:
        commits_only = place < COMMITS
        trips = place if commits_only else place - COMMITS
        world.api_tap.arm(Plan(strike, trips, commits_only=commits_only, kill=world.api.kill))


def _fell(world: World) -> str | None:
    """Cancel what was planned; return where it struck, None when that moment didn't come."""
    struck, world.api_tap.struck = world.api_tap.struck, None
    world.api_tap.disarm()
    return struck


async def _load_tariffs(world: World, cents: int) -> None:
    """Replace all tariffs of the municipality by those of a file."""
    rows = [f"03;03{chr(ord('A') + n // 100)}{n % 100:02};;04;{cents // 100},00;2024-01-01;" for n in range(_TARIFFS)]
    text = "\r\n".join(("categorie;code;aanbieder;eenheid;tarief;vanaf;tot", *rows, ""))
    await world.doer.ask(VENLO, "PUT", "/v1/tarieven/csv", content=text, headers={"content-type": "text/csv"})
    async with world.db.reading() as tx:
        found = await tx.fetchrow("select count(*), min(bedrag), max(bedrag) from tarieven")
    assert found is not None
    assert tuple(found) == (_TARIFFS, cents, cents)


async def _mixed_tariffs(db: Database) -> list[str]:
    """Return what the tariffs are when they are those of no file."""
    async with db.reading() as tx:
        found = await tx.fetchrow("select count(*), min(bedrag), max(bedrag) from tarieven")
    assert found is not None
    return [] if tuple(found) in [(_TARIFFS, each, each) for each in _CENTS] else [f"tariffs: {tuple(found)}"]
