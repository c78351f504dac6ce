"""Deliveries about one client go to one receiver in order, whoever leases them and however long the queue is."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Literal
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.store.db.database import Connection, Database
from gateway.store.delivery import bestemmingen, leases, mailbox, outbox
from gateway.store.delivery.leases import Lease
from gateway.store.delivery.outbox import Settlement
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.parties import THUIS, VENLO, ZORG, enrol
from tests.support.store.deliveries import ADDRESS, LEASE_TERM, lease, settle
from tests.support.store.ledger import book, clients, push_to

SOON = timedelta(milliseconds=200)


@pytest.fixture
async def pushing(db: Database) -> Database:
    """A database in which ZORG and THUIS have their messages pushed."""
    await enrol(db)
    await push_to(db, ADDRESS)
    await push_to(db, ADDRESS, THUIS)
    return db


async def lease_all(db: Database, most: int = 100, term: timedelta = LEASE_TERM) -> list[Lease]:
    """Lease all that may go now, until there is no more to look at."""
    found: list[Lease] = []
    while True:
        async with db.transaction() as tx:
            leased = await leases.lease_due(tx, most, term)
        found += leased.leases
        if not leased.may_be_more:
            return found


async def test_a_later_message_waits_as_long_as_an_earlier_one_does(pushing: Database) -> None:
    one, other = await clients(pushing, 2)
    first, second, third = [await book(pushing, client_id=one) for _ in range(3)]
    elsewhere = await book(pushing, client_id=one, ontvanger=THUIS)
    about_other = await book(pushing, client_id=other)
    about_nobody = [await book(pushing), await book(pushing)]
    found = {each.bericht_id: each for each in await lease_all(pushing)}
    assert set(found) == {first, elsewhere, about_other, *about_nobody}
    assert await lease_all(pushing) == [], "while the first is under way"
    await settle(pushing, found[first], delivered=False, retry_after=SOON)
    assert await lease_all(pushing) == [], "while the first pauses"
    await asyncio.sleep(0.25)
    [again] = await lease_all(pushing)
    assert again.bericht_id == first
    await settle(pushing, again, delivered=True)
    [after] = await lease_all(pushing)
    assert after.bericht_id == second
    await settle(pushing, after, delivered=False)
    [last] = await lease_all(pushing)
    assert last.bericht_id == third, "what is given up holds up nothing"


async def test_a_worker_that_dies_leaves_the_order_as_it_was(pushing: Database) -> None:
    [client] = await clients(pushing)
    made = [await book(pushing, client_id=client) for _ in range(2)]
    await lease_all(pushing, term=SOON)
    await asyncio.sleep(0.25)
    [again] = await lease_all(pushing)
    assert (again.bericht_id, again.attempt) == (made[0], 2)


@pytest.mark.parametrize("how", ["delivered", "given up", "collected"])
async def test_a_follower_that_is_put_off_at_the_moment_its_turn_comes_still_goes(
    pushing: Database, how: Literal["delivered", "given up", "collected"]
) -> None:
    """The one statement still sees the first waiting, the other doesn't yet see who was made to wait for it."""
    [client] = await clients(pushing)
    first, second = [await book(pushing, client_id=client) for _ in range(2)]
    async with pushing.transaction() as tx:
        await tx.execute("update leveringen set niet_voor = now() + interval '1 hour' where bericht_id = $1", first)
    [row] = [each for each in await look(pushing) if each["bericht_id"] == first]
    mine = Lease(VENLO, row["id"], first, "WMO306", "x", ZORG, "push", ADDRESS, 0, timedelta(0), False, 1)

    async def ends(tx: Connection) -> None:
        if how == "collected":
            await mailbox.mark_collected(tx, ZORG, first)
        else:
            await outbox.settle(tx, mine, Settlement("x", how == "delivered"))

    async def in_time() -> None:
        async with pushing.transaction() as tx:
            await ends(tx)

    async with pushing.transaction() as tx:
        assert (await leases.lease_due(tx, 5, LEASE_TERM)).may_be_more, "the second is made to wait for the first"
        ending = asyncio.create_task(in_time())
        await asyncio.sleep(0.1)
        assert not ending.done(), "it waits for the one that looked"
    await ending
    assert [each.bericht_id for each in await lease_all(pushing)] == [second]


async def look(db: Database) -> list[dict[str, object]]:
    async with db.reading() as tx:
        return [dict(row) for row in await tx.fetch("select * from leveringen order by id")]


async def test_a_lease_never_waits_for_one_that_settles(pushing: Database) -> None:
    [client] = await clients(pushing)
    await book(pushing, client_id=client)
    [mine] = await lease_all(pushing)
    second = await book(pushing, client_id=client)
    async with pushing.transaction() as tx:
        await outbox.settle(tx, mine, Settlement("200", True))
        await bestemmingen.count_failure(tx, ZORG, is_probe=False)
        async with asyncio.timeout(5), pushing.transaction() as other:
            assert (await leases.lease_due(other, 5, LEASE_TERM)).leases == []
    assert [each.bericht_id for each in await lease_all(pushing)] == [second]


@given(st.lists(st.tuples(st.integers(0, 2), st.booleans()), min_size=1, max_size=14))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_whatever_fails_the_first_success_of_each_comes_after_that_of_the_one_before(
    pushing: Database, plan: list[tuple[int, bool]]
) -> None:
    async with pushing.transaction() as tx:
        await tx.execute("set local role none")
        await tx.execute("delete from leveringen")
        known = [row[0] for row in await tx.fetch("select id from clienten order by id")]
    known = known or await clients(pushing, 3)
    made = {(await book(pushing, client_id=known[number])): (number, fails) for number, fails in plan}
    arrived: defaultdict[int, list[UUID]] = defaultdict(list)

    async def worker() -> None:
        while found := await lease_all(pushing, 2):
            for each in found:
                number, fails = made[each.bericht_id]
                if fails and each.attempt == 1:
                    await settle(pushing, each, delivered=False, retry_after=timedelta(0))
                else:
                    arrived[number].append(each.bericht_id)
                    await settle(pushing, each, delivered=True)

    while [row for row in await look(pushing) if row["staat"] == "wachtend"]:
        await asyncio.gather(*(worker() for _ in range(3)))
    for number in range(3):
        assert arrived[number] == [id for id, (whose, _) in made.items() if whose == number]


async def fill(db: Database, number: int, client_ids: Sequence[UUID]) -> None:
    """Add this many deliveries of one message to ZORG, about these clients in turn."""
    message = await book(db, ontvanger=THUIS)
    async with db.transaction() as tx:
        await tx.execute("set local role none")
        await tx.execute("alter table leveringen drop constraint if exists uq_leveringen_gemeente_bericht_id_ontvanger")
        await tx.execute(
            """
            insert into leveringen (gemeente, bericht_id, ontvanger, reeks, kanaal)
            select $1, $2, $3, ($5::uuid[])[1 + n % $6], 'push' from generate_series(0, $4 - 1) n
            """,
            VENLO,
            message,
            ZORG,
            number,
            list(client_ids),
            len(client_ids),
        )


_READ = "select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables where relname = 'leveringen'"


async def rows_a_lease(db: Database, rounds: int) -> int:
    """Return how many rows of deliveries the most costly of these leases looked at."""
    most = 0
    for _ in range(rounds):
        async with db.transaction() as tx:
            before = await tx.fetchval(_READ)
            found = await leases.lease_due(tx, 20, LEASE_TERM)
            most = max(most, await tx.fetchval(_READ) - before)
        assert found.leases
        for each in found.leases:
            await settle(db, each, delivered=True)
    return most


@pytest.mark.parametrize("clients_in_turn", [1, 500])
async def test_a_lease_looks_at_no_more_rows_however_long_the_queue(pushing: Database, clients_in_turn: int) -> None:
    """Also on a table that nobody has analysed, by workers that began when next to nothing waited."""
    known = await clients(pushing, clients_in_turn)
    await fill(pushing, 300, known)
    await rows_a_lease(pushing, 12)
    await fill(pushing, 20_000, known)
    assert await rows_a_lease(pushing, 12) < 500


async def test_workers_at_once_never_get_the_same_row_and_together_get_all(pushing: Database) -> None:
    made = {await book(pushing) for _ in range(60)}
    leased: list[UUID] = []

    async def worker() -> None:
        while found := await lease(pushing, 4):
            leased.extend(each.bericht_id for each in found)

    await asyncio.gather(*(worker() for _ in range(8)))
    assert len(leased) == len(made)
    assert set(leased) == made


async def test_a_row_that_another_holds_is_passed_over_not_waited_for(pushing: Database) -> None:
    first, second = await book(pushing), await book(pushing)
    async with pushing.transaction() as tx:
        [mine] = (await leases.lease_due(tx, 1, LEASE_TERM)).leases
        [theirs] = await asyncio.wait_for(lease(pushing, 5), 5)
    assert [mine.bericht_id, theirs.bericht_id] == [first, second]
    assert mine.attempt == 1
    assert (mine.kanaal, mine.address) == ("push", ADDRESS)


async def test_a_lease_of_a_worker_that_died_goes_to_another_when_its_lease_ends(pushing: Database) -> None:
    id = await book(pushing)
    [dead] = await lease(pushing, term=timedelta(milliseconds=300))
    assert await lease(pushing) == []
    await asyncio.sleep(0.35)
    [taken] = await lease(pushing)
    assert (taken.bericht_id, dead.attempt, taken.attempt) == (id, 1, 2)


async def test_a_lease_that_was_rolled_back_never_was(pushing: Database) -> None:
    await book(pushing)

    async def failing() -> None:
        async with pushing.transaction() as tx:
            assert len((await leases.lease_due(tx, 5, LEASE_TERM)).leases) == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await failing()
    [found] = await lease(pushing)
    assert found.attempt == 1


async def test_what_goes_to_a_folder_is_leased_too(db: Database) -> None:
    await enrol(db)
    async with db.transaction() as tx:
        await organisaties.save(tx, Organisatie(VENLO, "gemeente", "Venlo", kanaal="map", aflevermap="/srv/venlo"))
    id = await book(db, ontvanger=VENLO)
    [found] = await lease(db)
    assert (found.bericht_id, found.kanaal, found.address, found.ontvanger) == (id, "map", "/srv/venlo", VENLO)


async def test_no_more_than_asked_for_and_no_more_for_one_receiver(pushing: Database) -> None:
    await push_to(pushing, ADDRESS, THUIS)
    for _ in range(10):
        await book(pushing)
        await book(pushing, ontvanger=THUIS)
    async with pushing.transaction() as tx:
        first = (await leases.lease_due(tx, 100, LEASE_TERM, max_per_receiver=4)).leases
        assert Counter(each.ontvanger for each in first) == {ZORG: 4, THUIS: 4}
        more = (await leases.lease_due(tx, 100, LEASE_TERM, max_per_receiver=4, busy={ZORG: 4, THUIS: 1})).leases
        assert Counter(each.ontvanger for each in more) == {THUIS: 3}
        assert len((await leases.lease_due(tx, 5, LEASE_TERM)).leases) == 5


async def test_a_frozen_receiver_gets_nothing_and_then_everything_in_order(pushing: Database) -> None:
    made = [await book(pushing) for _ in range(3)]
    async with pushing.transaction() as tx:
        await organisaties.freeze(tx, ZORG, "verhuizing")
    assert await lease(pushing) == []
    async with pushing.transaction() as tx:
        await organisaties.release(tx, ZORG)
    assert [each.bericht_id for each in await lease(pushing)] == made


async def test_no_more_bytes_are_leased_than_there_is_room_for_and_the_largest_has_its_turn(pushing: Database) -> None:
    made = [await book(pushing, inhoud=b"x" * size) for size in (2000, 90_000, 2000, 2000, 2000)]
    rounds: list[list[UUID]] = []
    while not rounds or rounds[-1]:
        async with pushing.transaction() as tx:
            found = (await leases.lease_due(tx, 100, LEASE_TERM, max_bytes=5000)).leases
        assert all(each.size_bytes > 2000 for each in found)
        rounds.append([each.bericht_id for each in found])
    assert rounds == [made[:2], made[2:], []], "in order, and beyond the room by the last one only"


async def test_a_receiver_for_whom_there_is_no_room_keeps_its_one_attempt(pushing: Database) -> None:
    """It has rested, and is not put to rest again for an attempt that nobody made."""
    await push_to(pushing, ADDRESS, THUIS)
    made = [await book(pushing, ontvanger=each) for each in (ZORG, THUIS)]
    async with pushing.transaction() as tx:
        await tx.execute("insert into bestemmingen (ontvanger, fouten, rust_tot) values ($1, 5, now())", ZORG)
        await tx.execute("insert into bestemmingen (ontvanger, fouten, rust_tot) values ($1, 5, now())", THUIS)
    leased = []
    for _ in made:
        async with pushing.transaction() as tx:
            [each] = (await leases.lease_due(tx, 100, LEASE_TERM, max_bytes=1)).leases
        assert each.is_probe
        leased.append(each.bericht_id)
    assert sorted(leased) == sorted(made)
