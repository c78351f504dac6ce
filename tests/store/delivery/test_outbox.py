"""Attempts are settled: delivered once, due again, or given up and kept for the mailbox."""

import asyncio
from datetime import timedelta
from uuid import UUID

from gateway.store.db.database import Database
from gateway.store.delivery import mailbox, outbox
from tests.support.api.parties import ZORG
from tests.support.store.deliveries import ADDRESS, lease, list_waiting, settle
from tests.support.store.ledger import attempts, book, delivery, push_to

SOON = timedelta(milliseconds=300)


async def collectable(db: Database, code: str = ZORG) -> list[UUID]:
    async with db.reading() as tx:
        return [each.bericht_id for each in await list_waiting(tx, code, 0, 100)]


async def test_delivered_is_delivered_once(pushing: Database) -> None:
    id = await book(pushing)
    [push] = await lease(pushing)
    await settle(pushing, push, "200", delivered=True)
    found = await delivery(pushing, id)
    assert found["staat"] == "geleverd"
    assert found["afgerond_op"] is not None
    assert await lease(pushing) == []
    assert await attempts(pushing, id) == [
        {"poging": 1, "kanaal": "push", "uitkomst": "200", "geleverd": True, "duurMs": 12}
    ]


async def test_a_failed_attempt_is_due_again_when_said(pushing: Database) -> None:
    id = await book(pushing)
    [push] = await lease(pushing)
    await settle(pushing, push, "503", retry_after=SOON)
    assert await lease(pushing) == []
    await asyncio.sleep(0.35)
    [again] = await lease(pushing)
    assert (again.bericht_id, again.attempt) == (id, 2)


async def test_given_up_it_can_be_collected_from_the_mailbox(pushing: Database) -> None:
    id = await book(pushing)
    [push] = await lease(pushing)
    assert await collectable(pushing) == []
    await settle(pushing, push, "500")
    assert await lease(pushing) == []
    assert (await delivery(pushing, id))["staat"] == "opgegeven"
    assert await collectable(pushing) == [id]
    async with pushing.transaction() as tx:
        assert await mailbox.mark_collected(tx, ZORG, id)
    assert await collectable(pushing) == []


async def test_a_late_word_of_a_worker_that_lost_its_lease_undoes_nothing(pushing: Database) -> None:
    id = await book(pushing)
    [slow] = await lease(pushing, term=timedelta(0))
    [quick] = await lease(pushing)
    await settle(pushing, slow, "ReadTimeout")
    assert (await delivery(pushing, id))["staat"] == "wachtend", "still that of the other worker"
    await settle(pushing, quick, "200", delivered=True)
    await settle(pushing, slow, "500", retry_after=timedelta(0))
    assert (await delivery(pushing, id))["staat"] == "geleverd"
    assert await lease(pushing) == []
    assert [each["uitkomst"] for each in await attempts(pushing, id)] == ["ReadTimeout", "200"], "once an attempt"


async def test_a_late_word_that_it_arrived_does_count(pushing: Database) -> None:
    id = await book(pushing)
    [slow] = await lease(pushing, term=timedelta(0))
    [quick] = await lease(pushing)
    await settle(pushing, slow, "200", delivered=True)
    await settle(pushing, quick, "ReadTimeout", retry_after=timedelta(0))
    assert (await delivery(pushing, id))["staat"] == "geleverd"


async def test_word_that_it_arrived_counts_even_after_it_was_given_up(pushing: Database) -> None:
    id = await book(pushing)
    [slow] = await lease(pushing, term=timedelta(0))
    [quick] = await lease(pushing)
    await settle(pushing, quick, "500")
    await settle(pushing, slow, "200", delivered=True)
    assert (await delivery(pushing, id))["staat"] == "geleverd"


async def test_what_waits_follows_the_channel(pushing: Database) -> None:
    made = [await book(pushing) for _ in range(3)]
    [late] = await lease(pushing, 1)
    await settle(pushing, late, "503", retry_after=timedelta(hours=1))
    await follow(pushing, None)
    assert await collectable(pushing) == made
    assert await lease(pushing) == []
    await follow(pushing, ADDRESS)
    assert await collectable(pushing) == []
    assert {each.bericht_id for each in await lease(pushing)} == set(made), "without waiting for the hour"


async def follow(db: Database, adres: str | None) -> None:
    await push_to(db, adres)
    async with db.transaction() as tx:
        await outbox.follow_channel(tx, ZORG)
