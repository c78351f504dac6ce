"""A delivery has one envelope until it is offered again or the chain refuses it; a refusal counts once."""

from uuid import UUID, uuid4

from gateway.store.db.database import Database
from gateway.store.delivery import enveloppen_uit
from tests.support.api.parties import VENLO, ZORG, enrol
from tests.support.store.ledger import book, push_to


async def a_delivery(db: Database) -> int:
    await enrol(db)
    await push_to(db, "https://ggk.example/")
    id = await book(db)
    async with db.reading() as tx:
        return int(await tx.fetchval("select id from leveringen where bericht_id = $1", id))


async def made(db: Database, levering: int) -> UUID:
    async with db.transaction() as tx:
        return (await enveloppen_uit.get_or_make(tx, VENLO, levering))[0]


async def state(db: Database) -> tuple[str, bool]:
    async with db.reading() as tx:
        row = await tx.fetchrow("select staat, niet_voor > now() + interval '50 seconds' as later from leveringen")
    assert row is not None
    return row["staat"], row["later"]


async def test_it_stays_the_same_until_the_delivery_is_offered_again(db: Database) -> None:
    levering = await a_delivery(db)
    first = await made(db, levering)
    assert await made(db, levering) == first
    async with db.transaction() as tx:
        await tx.execute("update leveringen set sinds = now()")
    second = await made(db, levering)
    assert second != first
    async with db.transaction() as tx:
        old = await enveloppen_uit.find(tx, first)
        assert old is not None
        assert old.levering_id == levering
        assert not await enveloppen_uit.refuse(tx, old, "IB010", wait_s=None), "a later one went since"
    assert await state(db) == ("wachtend", False)


async def test_a_refusal_gives_the_delivery_up_once(db: Database) -> None:
    reference = await made(db, await a_delivery(db))
    for changed in (True, False):
        async with db.transaction() as tx:
            sent = await enveloppen_uit.find(tx, reference)
            assert sent is not None
            assert await enveloppen_uit.refuse(tx, sent, "IB010", wait_s=None) is changed
    assert await state(db) == ("opgegeven", False)


async def test_a_refusal_during_a_freeze_lets_it_wait_for_a_new_envelope(db: Database) -> None:
    levering = await a_delivery(db)
    reference = await made(db, levering)
    async with db.transaction() as tx:
        sent = await enveloppen_uit.find(tx, reference)
        assert sent is not None
        assert await enveloppen_uit.refuse(tx, sent, "IB023", wait_s=60)
    assert await state(db) == ("wachtend", True)
    assert await made(db, levering) != reference


async def test_a_reference_that_is_not_ours_is_not_found(db: Database) -> None:
    reference = await made(db, await a_delivery(db))
    async with db.transaction() as tx:
        assert await enveloppen_uit.find(tx, uuid4()) is None
        assert await enveloppen_uit.find_receiver(tx, uuid4()) is None
        assert await enveloppen_uit.find_receiver(tx, reference) == ZORG
