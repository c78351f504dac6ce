"""What waits to be delivered: claimed by one worker at a time, lost by none, kept in the mailbox when pushing fails."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from gateway.store import outbox
from gateway.store.database import Database
from gateway.store.outbox import Push
from tests.support.grootboek import attempts, book, delivery, push_to
from tests.support.partijen import THUIS, VENLO, VENRAY, ZORG, enrol

LEASE = timedelta(minutes=2)
ADRES = "http://127.0.0.1:1/iwmo"


@pytest.fixture
async def pushing(db: Database) -> Database:
    """A database in which ZORG has its messages pushed."""
    await enrol(db)
    await push_to(db, ADRES)
    return db


async def claim(db: Database, most: int = 100, lease: timedelta = LEASE) -> list[Push]:
    async with db.transaction() as tx:
        return await outbox.claim(tx, most, lease)


async def settle(
    db: Database, push: Push, uitkomst: str, *, geleverd: bool, opnieuw_op: datetime | None = None
) -> None:
    async with db.transaction() as tx:
        await outbox.settle(tx, push, uitkomst, geleverd=geleverd, opnieuw_op=opnieuw_op)


async def test_workers_at_once_never_get_the_same_row_and_together_get_all(pushing: Database) -> None:
    made = {await book(pushing) for _ in range(60)}
    claimed: list[UUID] = []

    async def worker() -> None:
        while found := await claim(pushing, 4):
            claimed.extend(each.bericht_id for each in found)

    await asyncio.gather(*(worker() for _ in range(8)))
    assert len(claimed) == len(made)
    assert set(claimed) == made


async def test_a_row_that_another_holds_is_passed_over_not_waited_for(pushing: Database) -> None:
    first, second = await book(pushing), await book(pushing)
    async with pushing.transaction() as tx:
        [mine] = await outbox.claim(tx, 1, LEASE)
        [theirs] = await asyncio.wait_for(claim(pushing, 5), 5)
    assert [mine.bericht_id, theirs.bericht_id] == [first, second]
    assert mine.poging == 1
    assert mine.afleveradres == ADRES


async def test_a_claim_of_a_worker_that_died_goes_to_another_when_its_lease_ends(pushing: Database) -> None:
    id = await book(pushing)
    [dead] = await claim(pushing, lease=timedelta(milliseconds=300))
    assert await claim(pushing) == []
    await asyncio.sleep(0.35)
    [taken] = await claim(pushing)
    assert (taken.bericht_id, dead.poging, taken.poging) == (id, 1, 2)


async def test_a_claim_that_was_rolled_back_never_was(pushing: Database) -> None:
    await book(pushing)

    async def failing() -> None:
        async with pushing.transaction() as tx:
            assert len(await outbox.claim(tx, 5, LEASE)) == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await failing()
    [found] = await claim(pushing)
    assert found.poging == 1


async def test_delivered_is_delivered_once(pushing: Database) -> None:
    id = await book(pushing)
    [push] = await claim(pushing)
    await settle(pushing, push, "200", geleverd=True)
    found = await delivery(pushing, id)
    assert found["staat"] == "geleverd"
    assert found["afgerond_op"] is not None
    assert await claim(pushing) == []
    assert await attempts(pushing, id) == [{"poging": 1, "uitkomst": "200", "geleverd": True}]


async def test_a_failed_attempt_is_due_again_when_said(pushing: Database) -> None:
    id = await book(pushing)
    [push] = await claim(pushing)
    await settle(pushing, push, "503", geleverd=False, opnieuw_op=datetime.now(UTC) + timedelta(milliseconds=300))
    assert await claim(pushing) == []
    await asyncio.sleep(0.35)
    [again] = await claim(pushing)
    assert (again.bericht_id, again.poging, again.inhoud) == (id, 2, push.inhoud)


async def test_given_up_it_waits_in_the_mailbox(pushing: Database) -> None:
    id = await book(pushing)
    [push] = await claim(pushing)
    async with pushing.reading() as tx:
        assert await outbox.waiting(tx, ZORG, 0, 10) == []
    await settle(pushing, push, "500", geleverd=False)
    assert await claim(pushing) == []
    async with pushing.reading() as tx:
        assert [each.bericht_id for each in await outbox.waiting(tx, ZORG, 0, 10)] == [id]


async def test_a_late_word_of_a_worker_that_lost_its_claim_undoes_nothing(pushing: Database) -> None:
    id = await book(pushing)
    [slow] = await claim(pushing, lease=timedelta(0))
    [quick] = await claim(pushing)
    await settle(pushing, slow, "ReadTimeout", geleverd=False)
    assert (await delivery(pushing, id))["kanaal"] == "push", "still that of the other worker"
    await settle(pushing, quick, "200", geleverd=True)
    await settle(pushing, slow, "500", geleverd=False, opnieuw_op=datetime.now(UTC))
    found = await delivery(pushing, id)
    assert (found["staat"], found["kanaal"]) == ("geleverd", "push")
    assert await claim(pushing) == []
    assert [each["uitkomst"] for each in await attempts(pushing, id)] == ["ReadTimeout", "200", "500"]


async def test_a_late_word_that_it_arrived_does_count(pushing: Database) -> None:
    id = await book(pushing)
    [slow] = await claim(pushing, lease=timedelta(0))
    [quick] = await claim(pushing)
    await settle(pushing, slow, "200", geleverd=True)
    await settle(pushing, quick, "ReadTimeout", geleverd=False, opnieuw_op=datetime.now(UTC))
    assert (await delivery(pushing, id))["staat"] == "geleverd"


async def test_without_an_address_what_waited_to_be_pushed_goes_to_the_mailbox(pushing: Database) -> None:
    id = await book(pushing)
    await push_to(pushing, None)
    async with pushing.transaction() as tx:
        assert await outbox.to_mailbox(tx, ZORG) == 1
        assert await outbox.to_mailbox(tx, ZORG) == 0
    assert await claim(pushing) == []
    async with pushing.reading() as tx:
        assert [each.bericht_id for each in await outbox.waiting(tx, ZORG, 0, 10)] == [id]


async def test_the_mailbox_is_read_page_by_page_oldest_first(db: Database) -> None:
    await enrol(db)
    made = [await book(db) for _ in range(7)]
    await book(db, ontvanger=THUIS)
    seen: list[UUID] = []
    na = 0
    async with db.reading() as tx:
        while page := await outbox.waiting(tx, ZORG, na, 3):
            seen += [each.bericht_id for each in page]
            na = page[-1].volgnummer
    assert seen == made


async def test_the_mailbox_goes_across_municipalities(db: Database) -> None:
    await enrol(db)
    made = [await book(db, gemeente=code, verzender=code) for code in (VENLO, VENRAY, VENLO)]
    async with db.reading() as tx:
        found = await outbox.waiting(tx, ZORG, 0, 10)
    assert [each.bericht_id for each in found] == made
    assert [each.verzender for each in found] == [VENLO, VENRAY, VENLO]


async def test_collected_is_said_once_and_only_by_its_receiver(db: Database) -> None:
    await enrol(db)
    id, other = await book(db), await book(db)
    for code, expected in ((THUIS, False), (VENLO, False), (ZORG, True), (ZORG, True)):
        async with db.transaction() as tx:
            assert await outbox.collected(tx, code, id) is expected
    async with db.reading() as tx:
        assert [each.bericht_id for each in await outbox.waiting(tx, ZORG, 0, 10)] == [other]
    assert await attempts(db, id) == [{"ontvanger": ZORG}]


async def test_what_was_to_be_pushed_may_be_collected_first(pushing: Database) -> None:
    id = await book(pushing)
    async with pushing.transaction() as tx:
        assert await outbox.collected(tx, ZORG, id)
    assert await claim(pushing) == []
