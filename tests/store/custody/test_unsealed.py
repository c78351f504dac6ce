"""What a gateway wrote while its clock was behind gets a seal all the same, and only its time is a deviation."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from gateway.exchange.custody.seal import VerifiedCount, prove_message, seal_ledger, verify_ledger
from gateway.exchange.kernel.gateway import Gateway
from gateway.store.db.booking import Booking
from gateway.store.db.database import Database
from gateway.store.ledger import beoordelingen
from tests.support.store.ledger import book, entry
from tests.support.store.postgres import execute

A_DAY_LATER = "alter table zegels disable trigger user; update zegels set op = op - interval '1 day'"
BEHIND = timedelta(days=700)


def made_at(moment: datetime) -> UUID:
    """Return a UUID of version 7 that a clock made at this moment."""
    return UUID(int=int(moment.timestamp() * 1000) << 80 | 7 << 76 | 2 << 62)


async def told(gateway: Gateway) -> tuple[list[str], int]:
    counted = VerifiedCount()
    return [each.text async for each in verify_ledger(gateway, counted)], counted.unsealed


async def judge_again(db: Database, dsn: str, message: UUID, op: datetime) -> None:
    """Book a later verdict by a clock that says it is this moment."""
    async with db.transaction() as tx:
        beoordelingen.book_verdict(booking := Booking(), entry(id=message), "test", op)
        await booking.write(tx)
    await execute(dsn, f"alter table beoordelingen disable trigger user; update beoordelingen set id = '{made_at(op)}'")


async def test_a2_what_came_in_while_the_clock_was_behind_is_sealed(gateway: Gateway, dsn: str) -> None:
    parked = await book(gateway.db)
    await seal_ledger(gateway)
    await execute(dsn, A_DAY_LATER)
    then = datetime.now(UTC) - BEHIND
    id = made_at(then)
    await book(gateway.db, id=id, vastgelegd_op=then)
    await judge_again(gateway.db, dsn, parked, then)
    assert await told(gateway) == ([], 3), "the message, the verdict and its event wait for a seal like any other"
    assert await seal_ledger(gateway) == 3
    deviations, unsealed = await told(gateway)
    assert unsealed == 0
    assert len(deviations) == 3
    assert all("eerder verzegeld" in each for each in deviations), "its time is wrong, and told"
    assert (await prove_message(gateway, id)).seal.nummer == 2
    assert await seal_ledger(gateway) == 0


async def test_a_portion_at_a_time_leaves_none(gateway: Gateway, dsn: str) -> None:
    await book(gateway.db)
    await seal_ledger(gateway)
    await execute(dsn, A_DAY_LATER)
    then = datetime.now(UTC) - BEHIND
    for second in range(5):
        await book(gateway.db, id=made_at(then + timedelta(seconds=second)), vastgelegd_op=then)
    await book(gateway.db)
    assert await seal_ledger(gateway) == 6
    _, unsealed = await told(gateway)
    assert unsealed == 0
