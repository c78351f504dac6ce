"""What waits to be sent: claimed by one worker at a time, lost by none, kept for the mailbox when sending fails."""

import asyncio
from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest

from gateway.store.db.database import Database
from gateway.store.delivery import mailbox, outbox
from gateway.store.delivery.outbox import Claim, Settlement
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.parties import THUIS, VENLO, ZORG, enrol
from tests.support.store.ledger import attempts, book, delivery, push_to

LEASE = timedelta(minutes=2)
ADRES = "http://127.0.0.1:1/iwmo"
SOON = timedelta(milliseconds=300)


@pytest.fixture
async def pushing(db: Database) -> Database:
    """A database in which ZORG has its messages pushed."""
    await enrol(db)
    await push_to(db, ADRES)
    return db


async def claim(db: Database, most: int = 100, lease: timedelta = LEASE) -> list[Claim]:
    async with db.transaction() as tx:
        return (await outbox.claim(tx, most, lease)).claims


async def settle(
    db: Database, push: Claim, outcome: str, *, delivered: bool = False, retry_after: timedelta | None = None
) -> None:
    async with db.transaction() as tx:
        await outbox.settle(tx, push, Settlement(outcome, delivered, retry_after, 12))


async def collectable(db: Database, code: str = ZORG) -> list[UUID]:
    async with db.reading() as tx:
        return [each.bericht_id for each in await mailbox.list_waiting(tx, code, 0, 100)]


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
        [mine] = (await outbox.claim(tx, 1, LEASE)).claims
        [theirs] = await asyncio.wait_for(claim(pushing, 5), 5)
    assert [mine.bericht_id, theirs.bericht_id] == [first, second]
    assert mine.attempt == 1
    assert (mine.kanaal, mine.address) == ("push", ADRES)


async def test_a_claim_of_a_worker_that_died_goes_to_another_when_its_lease_ends(pushing: Database) -> None:
    id = await book(pushing)
    [dead] = await claim(pushing, lease=timedelta(milliseconds=300))
    assert await claim(pushing) == []
    await asyncio.sleep(0.35)
    [taken] = await claim(pushing)
    assert (taken.bericht_id, dead.attempt, taken.attempt) == (id, 1, 2)


async def test_a_claim_that_was_rolled_back_never_was(pushing: Database) -> None:
    await book(pushing)

    async def failing() -> None:
        async with pushing.transaction() as tx:
            assert len((await outbox.claim(tx, 5, LEASE)).claims) == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await failing()
    [found] = await claim(pushing)
    assert found.attempt == 1


async def test_delivered_is_delivered_once(pushing: Database) -> None:
    id = await book(pushing)
    [push] = await claim(pushing)
    await settle(pushing, push, "200", delivered=True)
    found = await delivery(pushing, id)
    assert found["staat"] == "geleverd"
    assert found["afgerond_op"] is not None
    assert await claim(pushing) == []
    assert await attempts(pushing, id) == [
        {"poging": 1, "kanaal": "push", "uitkomst": "200", "geleverd": True, "duurMs": 12}
    ]


async def test_a_failed_attempt_is_due_again_when_said(pushing: Database) -> None:
    id = await book(pushing)
    [push] = await claim(pushing)
    await settle(pushing, push, "503", retry_after=SOON)
    assert await claim(pushing) == []
    await asyncio.sleep(0.35)
    [again] = await claim(pushing)
    assert (again.bericht_id, again.attempt) == (id, 2)


async def test_given_up_it_can_be_collected_from_the_mailbox(pushing: Database) -> None:
    id = await book(pushing)
    [push] = await claim(pushing)
    assert await collectable(pushing) == []
    await settle(pushing, push, "500")
    assert await claim(pushing) == []
    assert (await delivery(pushing, id))["staat"] == "opgegeven"
    assert await collectable(pushing) == [id]
    async with pushing.transaction() as tx:
        assert await mailbox.mark_collected(tx, ZORG, id)
    assert await collectable(pushing) == []


async def test_a_late_word_of_a_worker_that_lost_its_claim_undoes_nothing(pushing: Database) -> None:
    id = await book(pushing)
    [slow] = await claim(pushing, lease=timedelta(0))
    [quick] = await claim(pushing)
    await settle(pushing, slow, "ReadTimeout")
    assert (await delivery(pushing, id))["staat"] == "wachtend", "still that of the other worker"
    await settle(pushing, quick, "200", delivered=True)
    await settle(pushing, slow, "500", retry_after=timedelta(0))
    assert (await delivery(pushing, id))["staat"] == "geleverd"
    assert await claim(pushing) == []
    assert [each["uitkomst"] for each in await attempts(pushing, id)] == ["ReadTimeout", "200"], "once an attempt"


async def test_a_late_word_that_it_arrived_does_count(pushing: Database) -> None:
    id = await book(pushing)
    [slow] = await claim(pushing, lease=timedelta(0))
    [quick] = await claim(pushing)
    await settle(pushing, slow, "200", delivered=True)
    await settle(pushing, quick, "ReadTimeout", retry_after=timedelta(0))
    assert (await delivery(pushing, id))["staat"] == "geleverd"


async def test_word_that_it_arrived_counts_even_after_it_was_given_up(pushing: Database) -> None:
    id = await book(pushing)
    [slow] = await claim(pushing, lease=timedelta(0))
    [quick] = await claim(pushing)
    await settle(pushing, quick, "500")
    await settle(pushing, slow, "200", delivered=True)
    assert (await delivery(pushing, id))["staat"] == "geleverd"


async def test_what_waits_follows_the_channel(pushing: Database) -> None:
    made = [await book(pushing) for _ in range(3)]
    [late] = await claim(pushing, 1)
    await settle(pushing, late, "503", retry_after=timedelta(hours=1))
    await follow(pushing, None)
    assert await collectable(pushing) == made
    assert await claim(pushing) == []
    await follow(pushing, ADRES)
    assert await collectable(pushing) == []
    assert {each.bericht_id for each in await claim(pushing)} == set(made), "without waiting for the hour"


async def follow(db: Database, adres: str | None) -> None:
    await push_to(db, adres)
    async with db.transaction() as tx:
        await outbox.follow_channel(tx, ZORG)


async def test_what_goes_to_a_folder_is_claimed_too(db: Database) -> None:
    await enrol(db)
    async with db.transaction() as tx:
        await organisaties.save(tx, Organisatie(VENLO, "gemeente", "Venlo", kanaal="map", aflevermap="/srv/venlo"))
    id = await book(db, ontvanger=VENLO)
    [found] = await claim(db)
    assert (found.bericht_id, found.kanaal, found.address, found.ontvanger) == (id, "map", "/srv/venlo", VENLO)


async def test_no_more_than_asked_for_and_no_more_for_one_receiver(pushing: Database) -> None:
    await push_to(pushing, ADRES, THUIS)
    for _ in range(10):
        await book(pushing)
        await book(pushing, ontvanger=THUIS)
    async with pushing.transaction() as tx:
        first = (await outbox.claim(tx, 100, LEASE, max_per_receiver=4)).claims
        assert Counter(each.ontvanger for each in first) == {ZORG: 4, THUIS: 4}
        more = (await outbox.claim(tx, 100, LEASE, max_per_receiver=4, busy={ZORG: 4, THUIS: 1})).claims
        assert Counter(each.ontvanger for each in more) == {THUIS: 3}
        assert len((await outbox.claim(tx, 5, LEASE)).claims) == 5


async def test_a_frozen_receiver_gets_nothing_and_then_everything_in_order(pushing: Database) -> None:
    made = [await book(pushing) for _ in range(3)]
    async with pushing.transaction() as tx:
        await organisaties.freeze(tx, ZORG, "verhuizing")
    assert await claim(pushing) == []
    async with pushing.transaction() as tx:
        await organisaties.release(tx, ZORG)
    assert [each.bericht_id for each in await claim(pushing)] == made


async def test_no_more_bytes_are_claimed_than_there_is_room_for_and_the_largest_has_its_turn(pushing: Database) -> None:
    made = [await book(pushing, inhoud=b"x" * size) for size in (2000, 90_000, 2000, 2000, 2000)]
    rounds: list[list[UUID]] = []
    while not rounds or rounds[-1]:
        async with pushing.transaction() as tx:
            found = (await outbox.claim(tx, 100, LEASE, max_bytes=5000)).claims
        assert all(each.size_bytes > 2000 for each in found)
        rounds.append([each.bericht_id for each in found])
    assert rounds == [made[:2], made[2:], []], "in order, and beyond the room by the last one only"


async def test_a_receiver_for_whom_there_is_no_room_keeps_its_one_attempt(pushing: Database) -> None:
    """It has rested, and is not put to rest again for an attempt that nobody made."""
    await push_to(pushing, ADRES, THUIS)
    made = [await book(pushing, ontvanger=each) for each in (ZORG, THUIS)]
    async with pushing.transaction() as tx:
        await tx.execute("insert into bestemmingen (ontvanger, fouten, rust_tot) values ($1, 5, now())", ZORG)
        await tx.execute("insert into bestemmingen (ontvanger, fouten, rust_tot) values ($1, 5, now())", THUIS)
    claimed = []
    for _ in made:
        async with pushing.transaction() as tx:
            [each] = (await outbox.claim(tx, 100, LEASE, max_bytes=1)).claims
        assert each.is_probe
        claimed.append(each.bericht_id)
    assert sorted(claimed) == sorted(made)
