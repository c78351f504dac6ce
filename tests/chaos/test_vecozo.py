"""A worker that is killed in the middle of a visit to VECOZO loses nothing, and confirms nothing that isn't kept.

Messages wait at a simulated VECOZO, and others are handed in there. A blow falls on the worker's line to the database,
while it hands in, fetches, keeps, confirms or asks what became of a message. The next worker goes on from there.
"""

import asyncio
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from gateway.exchange.receiving.receive import receive
from gateway.messages.write import serialise
from gateway.store.db.database import Database
from gateway.store.parties.organisaties import Organisatie
from tests.chaos.processes import WorkerProcess
from tests.chaos.promise import sealed
from tests.chaos.size import SEED, TIMEOUT_S, size, told
from tests.chaos.tap import FREEZES, Plan, Strike, a_tap
from tests.chaos.world import a_database, beside, keep_going
from tests.support.api.parties import ZORG, enrol, start
from tests.support.exchange.by_vecozo import AT_VECOZO, AtVecozoWorld, beside_vecozo, from_municipality
from tests.support.exchange.workers import until

ROUNDS = size(1, 100)
MAX_TRIPS = 60
"""Round trips of a worker with this work."""
MAX_ROUNDS_PER_BLOW = 10
AT_ONCE = 2
"""Messages each way in a round."""
SETTINGS = {
    "vecozo_rol": AT_VECOZO.rol,
    "vecozo_berichttype": AT_VECOZO.berichttype,
    "vecozo_acties": ",".join(f"{kind}={act}" for kind, act in AT_VECOZO.acties.items()),
    "vecozo_payload": str(AT_VECOZO.payload),
}
PROVIDER = Organisatie(ZORG, "aanbieder", "Zorg")


@pytest.mark.timeout(TIMEOUT_S)
async def test_a_blow_in_the_middle_of_a_visit_loses_and_doubles_nothing(dsn: str, tmp_path: Path) -> None:
    random, fallen = Random(f"{SEED}-vecozo"), Counter[str]()
    db = await a_database(dsn)
    await enrol(db)
    async with beside_vecozo(db) as world, a_tap(dsn, tmp_path) as tap:
        worker = WorkerProcess(tap.dsn, tmp_path / "worker.log", **SETTINGS)
        worker.start()
        try:
            async with beside(keep_going(worker)), beside(_hurry(db)), beside(_confirmed_is_kept(world)):
                for number in range(ROUNDS * MAX_ROUNDS_PER_BLOW):
                    tap.arm(_plan(random, worker))
                    await _exchange(world, number)
                    tap.disarm()
                    if tap.struck is not None:
                        fallen[tap.struck] += 1
                    if fallen.total() == ROUNDS:
                        break
        finally:
            worker.kill()
        await _check(world, (number + 1) * AT_ONCE)
        await sealed(db)
    await db.close()
    assert fallen.total() == ROUNDS
    told(f"{fallen.total()} blows at VECOZO, in {number + 1} rounds: {fallen.most_common()}")


def _plan(random: Random, worker: WorkerProcess) -> Plan:
    strike = random.choice([each for each in Strike if each not in FREEZES])
    return Plan(strike, random.randrange(MAX_TRIPS), commits_only=random.random() < 0.3, kill=worker.kill)


async def _hurry(db: Database) -> None:
    """Let it be time for each next visit, and for each next question about what was handed in."""
    while True:
        async with db.transaction() as tx:
            await tx.execute("update ophaalbronnen set volgende_op = now() where volgende_op > now()")
            await tx.execute("update enveloppen_uit set navraag_op = now() where navraag_op > now()")
        await asyncio.sleep(0.1)


async def _confirmed_is_kept(world: AtVecozoWorld) -> None:
    """Look all the time that what was confirmed to VECOZO is in the ledger."""
    while True:
        offered = [(id, each) for id, each in world.box._berichten.items() if each.checksum]
        confirmed = {id for id, each in offered if not each.waits}
        async with world.gateway.db.reading() as tx:
            kept = {str(row[0]) for row in await tx.fetch("select referentie from enveloppen_in")}
        assert confirmed <= kept, confirmed - kept
        await asyncio.sleep(0.05)


async def _exchange(world: AtVecozoWorld, number: int) -> None:
    """Let messages wait at VECOZO and hand in others, and wait until all came."""
    for place in range(AT_ONCE):
        await world.offer(from_municipality(f"T{number}x{place}"))
        await receive(world.gateway, PROVIDER, serialise(start(1, f"S{number}x{place}")))

    async def over() -> bool:
        async with world.gateway.db.reading() as tx:
            waits = await tx.fetchval(
                "select count(*) from leveringen where kanaal = 'vecozo' and staat = 'wachtend'"
            ) + await tx.fetchval("select count(*) from enveloppen_uit where navraag_op is not null")
        return waits == 0 and not world.box.waiting() and world.simulator.exchange.tasks.is_idle

    await until(over, TIMEOUT_S)


async def _check(world: AtVecozoWorld, number: int) -> None:
    """Assert that each message is there once, and that each that was handed in was brought to its end."""
    async with world.gateway.db.reading() as tx:
        rows = await tx.fetch("select soort, count(*), count(distinct identificatie) from berichten group by 1")
        states = await tx.fetch("select kanaal, staat, count(*) from leveringen group by 1, 2")
        ends = await tx.fetch("select status, count(*) from enveloppen_uit group by 1")
        problems = await tx.fetchval("select count(*) from ophalingen")
    assert {row[0]: (row[1], row[2]) for row in rows} == dict.fromkeys(("WMO301", "WMO305", "WMO306"), (number, number))
    assert {tuple(row) for row in states} == {("vecozo", "geleverd", number), ("postvak", "wachtend", 2 * number)}
    assert {tuple(row) for row in ends} == {("Bezorgd", number)}
    assert problems == 0
