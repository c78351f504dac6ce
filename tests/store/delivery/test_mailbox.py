"""The mailboxes: what waits until its receiver says that it has it."""

from datetime import timedelta
from uuid import UUID

from gateway.store.db.database import Database
from gateway.store.delivery import leases, mailbox
from gateway.store.parties import organisaties
from tests.support.api.parties import THUIS, VENLO, VENRAY, ZORG, enrol
from tests.support.store.deliveries import list_waiting
from tests.support.store.ledger import attempts, book, clients, push_to


async def test_the_mailbox_is_read_page_by_page_oldest_first(db: Database) -> None:
    await enrol(db)
    made = [await book(db) for _ in range(7)]
    await book(db, ontvanger=THUIS)
    seen: list[UUID] = []
    na = 0
    async with db.reading() as tx:
        while page := await list_waiting(tx, ZORG, na, 3):
            seen += [each.bericht_id for each in page]
            na = page[-1].volgnummer
    assert seen == made


async def test_the_mailbox_goes_across_municipalities(db: Database) -> None:
    await enrol(db)
    made = [await book(db, gemeente=code, verzender=code) for code in (VENLO, VENRAY, VENLO)]
    async with db.reading() as tx:
        found = await list_waiting(tx, ZORG, 0, 10)
    assert [each.bericht_id for each in found] == made
    assert [each.verzender for each in found] == [VENLO, VENRAY, VENLO]


async def test_collected_is_said_once_and_only_by_its_receiver(db: Database) -> None:
    await enrol(db)
    id, other = await book(db), await book(db)
    for code, expected in ((THUIS, False), (VENLO, False), (ZORG, True), (ZORG, True)):
        async with db.transaction() as tx:
            assert (await mailbox.mark_collected(tx, code, id) is not None) is expected
    async with db.reading() as tx:
        assert [each.bericht_id for each in await list_waiting(tx, ZORG, 0, 10)] == [other]
    assert await attempts(db, id) == [{"ontvanger": ZORG}]


async def test_what_is_to_be_pushed_may_be_collected_first(db: Database) -> None:
    await enrol(db)
    await push_to(db, "http://127.0.0.1:1/iwmo")
    [client] = await clients(db)
    id, after = await book(db, client_id=client), await book(db, client_id=client)
    async with db.transaction() as tx:
        assert (await leases.lease_due(tx, 10, timedelta(minutes=1))).leases[0].bericht_id == id
        assert await mailbox.mark_collected(tx, ZORG, id)
        assert [each.bericht_id for each in (await leases.lease_due(tx, 10, timedelta(minutes=1))).leases] == [after]


async def test_the_mailbox_of_who_is_frozen_shows_nothing(db: Database) -> None:
    await enrol(db)
    id = await book(db)
    async with db.transaction() as tx:
        await organisaties.freeze(tx, ZORG, None)
        assert await list_waiting(tx, ZORG, 0, 10) == []
        await organisaties.release(tx, ZORG)
        assert [each.bericht_id for each in await list_waiting(tx, ZORG, 0, 10)] == [id]
