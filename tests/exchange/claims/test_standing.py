"""What was claimed of an assignment, and what is left of it."""

from gateway.exchange.claims.standing import NOTHING_CLAIMED, ClaimedSoFar, find_claimed
from gateway.store.care import toewijzingen
from tests.support.api.application import Api
from tests.support.api.claims import Story, line
from tests.support.api.parties import VENLO, Caller, refusal_of


async def test_a_claim_leaves_less_and_a_removal_leaves_nothing(api: Api, venlo: Caller, zorg: Caller) -> None:
    story = Story(api, venlo, zorg)
    bounded = await story.on("2024-06-05").assign("2024-01-01..2024-12-31", "10x04/4")
    budget = await story.assign("2024-01-01..2024-12-31", "B100000", "07")
    await story.claim("2024-01", line("R1", bounded, "2024-01", "8x04", 5000))
    gone = await story.assign("2024-01-01..2024-12-31", "10x04/4", "04A04")
    await venlo.change(gone, verwijderd=True)

    async def found(nummer: int) -> ClaimedSoFar:
        async with api.gateway.db.reading() as tx:
            assignment = await toewijzingen.find(tx, VENLO, nummer)
            assert assignment is not None
            return await find_claimed(tx, assignment)

    assert await found(bounded) == ClaimedSoFar(40000, {"04": 8}, left_volume=112, eenheid="04")
    assert await found(budget) == ClaimedSoFar(left_cents=100000)
    assert await found(gone) == NOTHING_CLAIMED
    await story.claim("2024-03", line("R2", bounded, "2024-03", "10x04", 5000))
    await story.claim("2024-03", line("R3", budget, "2024-03", "90000x83", product="07A03"))
    agreed = {"instemmingAanbieder": True}
    await zorg.collect()
    await venlo.change(bounded, einddatum="2024-01-31", **agreed)
    await venlo.change(budget, budget=80000, redenWijziging="14", **agreed)
    assert await found(bounded) == ClaimedSoFar(
        90000, {"04": 18}, left_volume=0, excess_volume=8, outside_cents=50000, eenheid="04"
    )
    assert await found(budget) == ClaimedSoFar(90000, {"83": 90000}, left_cents=0, excess_cents=10000)
    first, second = await zorg.collect()
    await zorg.submit(refusal_of(first, "X1"))
    await zorg.submit(refusal_of(second, "X2"))
    assert await found(bounded) == ClaimedSoFar(90000, {"04": 18}, left_volume=102, eenheid="04"), (
        "as its provider knows it"
    )
    assert await found(budget) == ClaimedSoFar(90000, {"83": 90000}, left_cents=10000)
