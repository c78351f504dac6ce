"""Deliveries about one client go to one receiver in order, whoever claims them and however long the queue is."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Literal
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.store.db.database import Connection, Database
from gateway.store.delivery import bestemmingen, mailbox, outbox, series
from gateway.store.delivery.outbox import Claim, Settlement
from tests.support.api.parties import THUIS, VENLO, ZORG, enrol
from tests.support.store.ledger import book, clients, push_to

LEASE = timedelta(minutes=1)
ADRES = "http://127.0.0.1:1/iwmo"
SOON = timedelta(milliseconds=200)


@pytest.fixture
async def pushing(db: Database) -> Database:
    """A database in which ZORG and THUIS have their messages pushed."""
    await enrol(db)
    await push_to(db, ADRES)
    await push_to(db, ADRES, THUIS)
    return db


async def claim(db: Database, most: int = 100, lease: timedelta = LEASE) -> list[Claim]:
    """All that may go now: claimed until there is no more to look at."""
    found: list[Claim] = []
    while True:
        async with db.transaction() as tx:
            claimed = await outbox.claim(tx, most, lease)
        found += claimed.claims
        if not claimed.may_be_more:
            return found


async def settle(db: Database, each: Claim, *, delivered: bool, retry_after: timedelta | None = None) -> None:
    async with db.transaction() as tx:
        await outbox.settle(tx, each, Settlement("x", delivered, retry_after))


async def test_a_later_message_waits_as_long_as_an_earlier_one_does(pushing: Database) -> None:
    one, other = await clients(pushing, 2)
    first, second, third = [await book(pushing, client_id=one) for _ in range(3)]
    elsewhere = await book(pushing, client_id=one, ontvanger=THUIS)
    about_other = await book(pushing, client_id=other)
    about_nobody = [await book(pushing), await book(pushing)]
    found = {each.bericht_id: each for each in await claim(pushing)}
    assert set(found) == {first, elsewhere, about_other, *about_nobody}
    assert await claim(pushing) == [], "while the first is under way"
    await settle(pushing, found[first], delivered=False, retry_after=SOON)
    assert await claim(pushing) == [], "while the first pauses"
    await asyncio.sleep(0.25)
    [again] = await claim(pushing)
    assert again.bericht_id == first
    await settle(pushing, again, delivered=True)
    [after] = await claim(pushing)
    assert after.bericht_id == second
    await settle(pushing, after, delivered=False)
    [last] = await claim(pushing)
    assert last.bericht_id == third, "what is given up holds up nothing"


async def test_a_worker_that_dies_leaves_the_order_as_it_was(pushing: Database) -> None:
    [client] = await clients(pushing)
    made = [await book(pushing, client_id=client) for _ in range(2)]
    await claim(pushing, lease=SOON)
    await asyncio.sleep(0.25)
    [again] = await claim(pushing)
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
    mine = Claim(VENLO, row["id"], first, "WMO306", "x", ZORG, "push", ADRES, 0, timedelta(0), False, 1)

    async def ends(tx: Connection) -> None:
        if how == "collected":
            await mailbox.mark_collected(tx, ZORG, first)
        else:
            await outbox.settle(tx, mine, Settlement("x", how == "delivered"))

    async def in_time() -> None:
        async with pushing.transaction() as tx:
            await ends(tx)

    async with pushing.transaction() as tx:
        assert (await outbox.claim(tx, 5, LEASE)).may_be_more, "the second is made to wait for the first"
        ending = asyncio.create_task(in_time())
        await asyncio.sleep(0.1)
        assert not ending.done(), "it waits for the one that looked"
    await ending
    assert [each.bericht_id for each in await claim(pushing)] == [second]


async def look(db: Database) -> list[dict[str, object]]:
    async with db.reading() as tx:
        return [dict(row) for row in await tx.fetch("select * from leveringen order by id")]


async def test_a_claim_never_waits_for_one_that_settles(pushing: Database) -> None:
    [client] = await clients(pushing)
    await book(pushing, client_id=client)
    [mine] = await claim(pushing)
    second = await book(pushing, client_id=client)
    async with pushing.transaction() as tx:
        await outbox.settle(tx, mine, Settlement("200", True))
        await bestemmingen.count_failure(tx, ZORG, is_probe=False)
        async with asyncio.timeout(5), pushing.transaction() as other:
            assert (await outbox.claim(other, 5, LEASE)).claims == []
    assert [each.bericht_id for each in await claim(pushing)] == [second]


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
        while found := await claim(pushing, 2):
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
    """So many deliveries to ZORG of one message, about these clients in turn."""
    bericht = await book(db, ontvanger=THUIS)
    async with db.transaction() as tx:
        await tx.execute("set local role none")
        await tx.execute("alter table leveringen drop constraint if exists uq_leveringen_gemeente_bericht_id_ontvanger")
        await tx.execute(
            """
            insert into leveringen (gemeente, bericht_id, ontvanger, reeks, kanaal)
            select $1, $2, $3, ($5::uuid[])[1 + n % $6], 'push' from generate_series(0, $4 - 1) n
            """,
            VENLO,
            bericht,
            ZORG,
            number,
            list(client_ids),
            len(client_ids),
        )


_READ = "select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables where relname = 'leveringen'"


async def rows_a_claim(db: Database, rounds: int) -> int:
    """How many rows of deliveries the most costly of so many claims looked at."""
    most = 0
    for _ in range(rounds):
        async with db.transaction() as tx:
            before = await tx.fetchval(_READ)
            found = await outbox.claim(tx, 20, LEASE)
            most = max(most, await tx.fetchval(_READ) - before)
        assert found.claims
        for each in found.claims:
            await settle(db, each, delivered=True)
    return most


@pytest.mark.parametrize("clients_in_turn", [1, 500])
async def test_a_claim_looks_at_no_more_rows_however_long_the_queue(pushing: Database, clients_in_turn: int) -> None:
    """Also on a table that nobody has analysed, by workers that began when next to nothing waited."""
    known = await clients(pushing, clients_in_turn)
    await fill(pushing, 300, known)
    await rows_a_claim(pushing, 12)
    await fill(pushing, 20_000, known)
    assert await rows_a_claim(pushing, 12) < 500


@given(st.text("0123456789", min_size=9, max_size=9))
def test_who_is_in_no_books_shares_one_of_few_numbers(bsn: str) -> None:
    found = series.series_of_client(None, bsn)
    assert found == series.series_of_client(None, bsn)
    assert 0 <= found.int < 1024, "too few to tell who it is"
    client = UUID(int=2**100)
    assert series.series_of_client(client, bsn) == client
