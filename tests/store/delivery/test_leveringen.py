"""Deliveries as an operator sees them, and retries them by hand."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from gateway.store.db.database import Database
from gateway.store.delivery import leveringen, mailbox
from gateway.store.delivery.leveringen import Delivery, DeliveryState
from gateway.store.parties import organisaties
from gateway.store.parties.operator_log import Actor
from tests.support.api.parties import THUIS, VENLO, ZORG
from tests.support.store.deliveries import lease, list_deliveries, list_waiting, older, settle
from tests.support.store.ledger import attempts, book, clients

OPERATOR = Actor("beheer", "sleutel x")


async def page(db: Database, state: DeliveryState | None = None, ontvanger: str | None = None) -> list[Delivery]:
    async with db.reading() as tx:
        return await list_deliveries(tx, state, ontvanger, 0, 100)


async def again(db: Database, id: UUID) -> Delivery | None:
    async with db.transaction() as tx:
        return await leveringen.retry_delivery(tx, id, OPERATOR)


async def test_deliveries_are_shown_by_state_and_receiver(pushing: Database) -> None:
    made = [await book(pushing) for _ in range(4)]
    theirs = await book(pushing, ontvanger=THUIS)
    done, lost, busy, waits = sorted(await lease(pushing), key=lambda each: made.index(each.bericht_id))
    await settle(pushing, done, delivered=True)
    await settle(pushing, lost, delivered=False)
    await settle(pushing, waits, delivered=False, retry_after=timedelta(minutes=5))
    found = {each.bericht_id: each for each in await page(pushing)}
    assert {id: each.staat for id, each in found.items()} == {
        done.bericht_id: "geleverd",
        lost.bericht_id: "opgegeven",
        busy.bericht_id: "onderweg",
        waits.bericht_id: "wachtend",
        theirs: "wachtend",
    }
    for state, expected in (("geleverd", [done]), ("opgegeven", [lost]), ("onderweg", [busy]), ("wachtend", [waits])):
        shown = await page(pushing, state, ZORG)  # type: ignore[arg-type]
        assert [each.bericht_id for each in shown] == [each.bericht_id for each in expected]
    assert found[waits.bericht_id].volgende_poging is not None
    assert found[theirs].volgende_poging is None
    async with pushing.reading() as tx:
        assert len(await list_deliveries(tx, None, None, found[busy.bericht_id].volgnummer, 1)) == 1


@pytest.mark.parametrize("first", ["geleverd", "opgegeven", "wachtend"])
async def test_once_more_by_hand_the_same_message_is_sent(pushing: Database, first: str) -> None:
    id = await book(pushing)
    [each] = await lease(pushing)
    pause = timedelta(hours=1) if first == "wachtend" else None
    await settle(pushing, each, delivered=first == "geleverd", retry_after=pause)
    await older(pushing, 10)
    assert await lease(pushing) == []
    found = await again(pushing, id)
    assert found is not None
    assert (found.staat, found.pogingen, found.ontvanger) == ("wachtend", 1, ZORG)
    [second] = await lease(pushing)
    assert (second.bericht_id, second.identificatie, second.attempt) == (id, each.identificatie, 2)
    assert second.waited < timedelta(minutes=1), "with its whole term before it"
    assert OPERATOR.to_json() in await attempts(pushing, id)


async def test_what_is_under_way_is_not_sent_twice_at_once(pushing: Database) -> None:
    id = await book(pushing)
    await lease(pushing)
    assert await again(pushing, id) is not None
    assert await lease(pushing) == []


async def test_once_more_reaches_who_collects_too_and_a_receiver_that_rests_at_once(pushing: Database) -> None:
    theirs, mine = await book(pushing, ontvanger=THUIS), await book(pushing)
    async with pushing.transaction() as tx:
        await mailbox.mark_collected(tx, THUIS, theirs)
        await tx.execute("insert into bestemmingen values ($1, 9, now() + interval '1 hour')", ZORG)
    assert await lease(pushing) == []
    for id in (theirs, mine):
        assert await again(pushing, id) is not None
    async with pushing.reading() as tx:
        assert [each.bericht_id for each in await list_waiting(tx, THUIS, 0, 10)] == [theirs]
    assert [each.bericht_id for each in await lease(pushing)] == [mine]
    assert await again(pushing, uuid4()) is None


async def test_what_was_given_up_goes_once_more_in_order(pushing: Database) -> None:
    [client] = await clients(pushing)
    made = [await book(pushing, client_id=client) for _ in range(3)]
    for _ in made:
        [each] = await lease(pushing)
        await settle(pushing, each, delivered=False)
    async with pushing.transaction() as tx:
        for id in reversed(made):
            await leveringen.retry_delivery(tx, id, OPERATOR)
    for id in made:
        found = await lease(pushing)
        while not found:
            found = await lease(pushing)
        assert [each.bericht_id for each in found] == [id]
        await settle(pushing, found[0], delivered=True)


async def test_how_it_goes_with_receivers(pushing: Database) -> None:
    lost = await book(pushing)
    [each] = await lease(pushing)
    await settle(pushing, each, delivered=False)
    await book(pushing)
    async with pushing.transaction() as tx:
        await tx.execute("insert into bestemmingen values ($1, 7, now() + interval '1 hour')", ZORG)
        await organisaties.freeze(tx, VENLO, "verhuizing")
        found = await leveringen.list_receivers(tx)
    assert lost
    assert [(each.code, each.wachtend, each.opgegeven, each.fouten, each.bevroren_reden) for each in found] == [
        (VENLO, 0, 0, 0, "verhuizing"),
        (ZORG, 1, 1, 7, None),
    ]
