"""Deliveries that were given up are counted, and offered again in pieces, in order."""

import asyncio
from datetime import UTC, datetime, timedelta

from gateway.store.db.database import Database
from gateway.store.delivery import given_up, mailbox, upkeep
from gateway.store.delivery.given_up import GivenUp, GivenUpCount
from gateway.store.parties.operator_log import Actor
from tests.support.api.parties import THUIS, ZORG
from tests.support.store.deliveries import lease, older, settle
from tests.support.store.ledger import attempts, book, clients, delivery
from tests.support.store.postgres import execute

OPERATOR = Actor("beheer", "sleutel x")
ALL = GivenUp()


async def count(db: Database, choice: GivenUp = ALL) -> GivenUpCount:
    async with db.reading() as tx:
        return await given_up.count_given_up(tx, choice)


async def offer(db: Database, choice: GivenUp = ALL, after: int = 0, limit: int = 100) -> list[int]:
    async with db.transaction() as tx:
        return await given_up.offer_again(tx, choice, after, limit, OPERATOR)


async def fail_all(db: Database) -> None:
    """Give up all that is due."""
    while found := await lease(db):
        for each in found:
            await settle(db, each)


async def test_what_is_offered_again_goes_in_order_within_its_series(pushing: Database) -> None:
    [client] = await clients(pushing)
    made = [await book(pushing, client_id=client) for _ in range(3)]
    await fail_all(pushing)
    first = await offer(pushing, limit=2)
    assert [(await delivery(pushing, id))["id"] for id in made[:2]] == first
    assert await count(pushing) == GivenUpCount(1, 0)
    assert len(await offer(pushing, after=first[-1])) == 1
    assert await offer(pushing) == []
    for id in made:
        while not (found := await lease(pushing)):
            pass
        assert [each.bericht_id for each in found] == [id]
        assert found[0].waited < timedelta(minutes=1), "with its whole term before it"
        await settle(pushing, found[0], delivered=True)
        assert OPERATOR.to_json() in await attempts(pushing, id)


async def test_a_choice_is_by_instant_receiver_and_kind(pushing: Database) -> None:
    first, other = await book(pushing), await book(pushing, soort="WMO308")
    await fail_all(pushing)
    now = datetime.now(UTC)
    assert await count(pushing, GivenUp(now)) == GivenUpCount(0, 0)
    assert await count(pushing, GivenUp(now - timedelta(hours=1))) == GivenUpCount(2, 0)
    assert await count(pushing, GivenUp(ontvanger=THUIS)) == GivenUpCount(0, 0)
    assert await count(pushing, GivenUp(ontvanger=ZORG, soorten={"WMO308"})) == GivenUpCount(1, 0)
    assert await offer(pushing, GivenUp(soorten={"WMO308"})) == [(await delivery(pushing, other))["id"]]
    assert (await delivery(pushing, first))["staat"] == "opgegeven"


async def test_what_is_given_up_a_second_time_counts_by_that(pushing: Database) -> None:
    id = await book(pushing)
    await fail_all(pushing)
    await offer(pushing)
    first = (await delivery(pushing, id))["opgegeven_op"]
    between = datetime.now(UTC)
    await fail_all(pushing)
    assert (await delivery(pushing, id))["opgegeven_op"] == first < between
    assert await offer(pushing, GivenUp(between)) != []
    between = datetime.now(UTC)
    await older(pushing, 4)
    async with pushing.transaction() as tx:
        assert await upkeep.tidy_outbox(tx, timedelta(days=3)) != []
    assert await count(pushing, GivenUp(between)) == GivenUpCount(1, 0)
    assert await count(pushing, GivenUp(datetime.now(UTC))) == GivenUpCount(0, 0)


async def test_what_was_erased_is_counted_and_left(pushing: Database, dsn: str) -> None:
    id = await book(pushing)
    await fail_all(pushing)
    await execute(
        dsn,
        "alter table berichten disable trigger user; update berichten set inhoud = row(0, '')::geheim;"
        " alter table berichten enable trigger user",
    )
    assert await count(pushing) == GivenUpCount(0, 1)
    assert await offer(pushing) == []
    assert (await delivery(pushing, id))["staat"] == "opgegeven"


async def test_one_that_is_collected_meanwhile_is_passed_over(pushing: Database) -> None:
    made = [await book(pushing) for _ in range(3)]
    await fail_all(pushing)
    async with pushing.transaction() as tx:
        await mailbox.mark_collected(tx, ZORG, made[0])
        offering = asyncio.create_task(offer(pushing, limit=2))
        await asyncio.sleep(0.2)
        assert not offering.done()
    assert await offering == [(await delivery(pushing, id))["id"] for id in made[1:]]
    assert (await delivery(pushing, made[0]))["staat"] == "geleverd"


async def test_a_receiver_that_rests_is_tried_at_once(pushing: Database) -> None:
    id = await book(pushing)
    await fail_all(pushing)
    async with pushing.transaction() as tx:
        await tx.execute("insert into bestemmingen values ($1, 9, now() + interval '1 hour')", ZORG)
    await offer(pushing)
    assert [each.bericht_id for each in await lease(pushing)] == [id]
