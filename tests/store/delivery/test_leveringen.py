"""Deliveries as an operator sees them; once more by hand; and what a worker now and then puts right."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from gateway.store.db.database import Database
from gateway.store.delivery import figures, leveringen, mailbox, outbox, upkeep, workers
from gateway.store.delivery.leveringen import Delivery, DeliveryState
from gateway.store.delivery.outbox import Claim, Settlement
from gateway.store.parties import organisaties
from gateway.store.parties.operator_log import Actor
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.parties import THUIS, VENLO, ZORG, enrol
from tests.support.store.ledger import attempts, book, clients, delivery, push_to
from tests.support.store.postgres import execute

LEASE = timedelta(minutes=1)
TERMIJN = timedelta(days=3)
WIE = Actor("beheer", "sleutel x")
ADRES = "http://127.0.0.1:1/iwmo"


@pytest.fixture
async def pushing(db: Database) -> Database:
    """A database in which ZORG has its messages pushed."""
    await enrol(db)
    await push_to(db, ADRES)
    return db


async def claim(db: Database, most: int = 100) -> list[Claim]:
    async with db.transaction() as tx:
        return (await outbox.claim(tx, most, LEASE)).claims


async def settle(db: Database, each: Claim, *, delivered: bool, retry_after: timedelta | None = None) -> None:
    async with db.transaction() as tx:
        await outbox.settle(tx, each, Settlement("x", delivered, retry_after))


_READ = "select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables where relname = 'leveringen'"


async def page(db: Database, staat: DeliveryState | None = None, ontvanger: str | None = None) -> list[Delivery]:
    async with db.reading() as tx:
        return await leveringen.list_deliveries(tx, staat, ontvanger, 0, 100)


async def again(db: Database, id: UUID) -> Delivery | None:
    async with db.transaction() as tx:
        return await leveringen.retry_delivery(tx, id, WIE)


async def tidy(db: Database, termijn: timedelta = TERMIJN) -> int:
    async with db.transaction() as tx:
        return await upkeep.tidy_outbox(tx, termijn)


async def older(db: Database, days: float) -> None:
    """Everything has been waiting for so much longer."""
    async with db.transaction() as tx:
        await tx.execute("update leveringen set sinds = sinds - $1::interval", timedelta(days=days))


async def test_deliveries_are_shown_by_state_and_receiver(pushing: Database) -> None:
    made = [await book(pushing) for _ in range(4)]
    theirs = await book(pushing, ontvanger=THUIS)
    done, lost, busy, waits = sorted(await claim(pushing), key=lambda each: made.index(each.bericht_id))
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
    for staat, expected in (("geleverd", [done]), ("opgegeven", [lost]), ("onderweg", [busy]), ("wachtend", [waits])):
        shown = await page(pushing, staat, ZORG)  # type: ignore[arg-type]
        assert [each.bericht_id for each in shown] == [each.bericht_id for each in expected]
    assert found[waits.bericht_id].volgende_poging is not None
    assert found[theirs].volgende_poging is None
    async with pushing.reading() as tx:
        assert len(await leveringen.list_deliveries(tx, None, None, found[busy.bericht_id].volgnummer, 1)) == 1


@pytest.mark.parametrize("first", ["geleverd", "opgegeven", "wachtend"])
async def test_once_more_by_hand_the_same_message_is_sent(pushing: Database, first: str) -> None:
    id = await book(pushing)
    [each] = await claim(pushing)
    pause = timedelta(hours=1) if first == "wachtend" else None
    await settle(pushing, each, delivered=first == "geleverd", retry_after=pause)
    await older(pushing, 10)
    assert await claim(pushing) == []
    found = await again(pushing, id)
    assert found is not None
    assert (found.staat, found.pogingen, found.ontvanger) == ("wachtend", 1, ZORG)
    [second] = await claim(pushing)
    assert (second.bericht_id, second.identificatie, second.attempt) == (id, each.identificatie, 2)
    assert second.waited < timedelta(minutes=1), "with its whole term before it"
    assert WIE.to_json() in await attempts(pushing, id)


async def test_what_is_under_way_is_not_sent_twice_at_once(pushing: Database) -> None:
    id = await book(pushing)
    await claim(pushing)
    assert await again(pushing, id) is not None
    assert await claim(pushing) == []


async def test_once_more_reaches_who_collects_too_and_a_receiver_that_rests_at_once(pushing: Database) -> None:
    theirs, mine = await book(pushing, ontvanger=THUIS), await book(pushing)
    async with pushing.transaction() as tx:
        await mailbox.mark_collected(tx, THUIS, theirs)
        await tx.execute("insert into bestemmingen values ($1, 9, now() + interval '1 hour')", ZORG)
    assert await claim(pushing) == []
    for id in (theirs, mine):
        assert await again(pushing, id) is not None
    async with pushing.reading() as tx:
        assert [each.bericht_id for each in await mailbox.list_waiting(tx, THUIS, 0, 10)] == [theirs]
    assert [each.bericht_id for each in await claim(pushing)] == [mine]
    assert await again(pushing, uuid4()) is None


async def test_what_was_given_up_goes_once_more_in_order(pushing: Database) -> None:
    [client] = await clients(pushing)
    made = [await book(pushing, client_id=client) for _ in range(3)]
    for _ in made:
        [each] = await claim(pushing)
        await settle(pushing, each, delivered=False)
    async with pushing.transaction() as tx:
        assert await leveringen.list_given_up(tx, ZORG) == made
        for id in reversed(made):
            await leveringen.retry_delivery(tx, id, WIE)
    for id in made:
        found = await claim(pushing)
        while not found:
            found = await claim(pushing)
        assert [each.bericht_id for each in found] == [id]
        await settle(pushing, found[0], delivered=True)


async def test_how_it_goes_with_receivers(pushing: Database) -> None:
    lost = await book(pushing)
    [each] = await claim(pushing)
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


async def test_what_waits_too_long_is_given_up_though_its_receiver_rests(pushing: Database) -> None:
    [client] = await clients(pushing)
    made = [await book(pushing, client_id=client) for _ in range(3)]
    theirs = await book(pushing, ontvanger=THUIS)
    await claim(pushing)
    await older(pushing, 3.1)
    assert await tidy(pushing) == 2, "the first is under way"
    assert await tidy(pushing) == 0
    async with pushing.reading() as tx:
        assert [each.bericht_id for each in await mailbox.list_waiting(tx, ZORG, 0, 10)] == made[1:]
    assert (await delivery(pushing, theirs))["staat"] == "wachtend", "who collects may take its time"
    assert await attempts(pushing, made[1]) == [{"pogingen": 0}]


async def test_nothing_is_given_up_of_who_is_frozen_and_its_term_begins_again_on_release(pushing: Database) -> None:
    id = await book(pushing)
    async with pushing.transaction() as tx:
        await organisaties.freeze(tx, ZORG, None)
    await older(pushing, 10)
    assert await tidy(pushing) == 0
    async with pushing.transaction() as tx:
        await organisaties.release(tx, ZORG)
        await outbox.follow_channel(tx, ZORG)
    assert await tidy(pushing) == 0
    assert [each.bericht_id for each in await claim(pushing)] == [id]


async def test_a_message_booked_at_the_moment_its_receiver_changed_follows(pushing: Database) -> None:
    id = await book(pushing)
    async with pushing.transaction() as tx:
        await organisaties.save(tx, Organisatie(ZORG, "aanbieder", "Zorg"))
    assert await claim(pushing) == []
    await tidy(pushing)
    async with pushing.reading() as tx:
        assert [each.bericht_id for each in await mailbox.list_waiting(tx, ZORG, 0, 10)] == [id]
    await push_to(pushing, ADRES)
    assert await claim(pushing) == []
    await tidy(pushing)
    assert [each.bericht_id for each in await claim(pushing)] == [id]


async def test_who_waits_for_one_that_is_gone_goes(pushing: Database) -> None:
    """Whatever brought that about: someone who changed a row by hand."""
    [client] = await clients(pushing)
    await book(pushing, client_id=client)
    after = await book(pushing, client_id=client)
    await claim(pushing)
    assert await claim(pushing) == []
    assert (await delivery(pushing, after))["wacht_op"] is not None
    async with pushing.transaction() as tx:
        await tx.execute("update leveringen set staat = 'geleverd' where wacht_op is null")
    assert await claim(pushing) == []
    await tidy(pushing)
    assert [each.bericht_id for each in await claim(pushing)] == [after]


async def test_one_worker_at_a_time_puts_things_right(pushing: Database) -> None:
    await book(pushing)
    await older(pushing, 4)
    async with pushing.transaction() as tx:
        assert await upkeep.tidy_outbox(tx, TERMIJN) == 1
        assert await tidy(pushing) == 0


async def test_a_worker_lives_as_long_as_it_says_so(db: Database) -> None:
    one, other, old = uuid4(), uuid4(), uuid4()
    async with db.transaction() as tx:
        for id in (one, other, one, old):
            await workers.give_sign_of_life(tx, id, "machine")
        assert await workers.count_living(tx) == 3
        await workers.sign_off(tx, other)
        await tx.execute("update workers set gezien_op = now() - interval '1 minute' where id = $1", one)
        await tx.execute("update workers set gezien_op = now() - interval '2 days' where id = $1", old)
        assert await workers.count_living(tx) == 0
        await workers.give_sign_of_life(tx, one, "machine")
        assert await workers.count_living(tx) == 1
        assert await tx.fetchval("select count(*) from workers") == 1


FEW_WAIT = """
    insert into leveringen (gemeente, bericht_id, ontvanger, reeks, kanaal, staat)
    select gemeente, bericht_id, 'r' || n, reeks, case when n % 2 = 0 then 'push' else 'postvak' end,
        case n % 2000 when 0 then 'wachtend' when 1 then 'wachtend' when 2 then 'opgegeven' else 'geleverd' end
    from leveringen, generate_series(1, 20000) n
"""


async def test_a_page_and_the_figures_read_little_however_many_deliveries_there_were(dsn: str, db: Database) -> None:
    await enrol(db)
    await book(db)
    await execute(dsn, FEW_WAIT)
    await execute(dsn, "analyze leveringen")
    async with db.transaction() as tx:
        read = 0
        for staat in (None, "wachtend", "onderweg", "opgegeven", "geleverd"):
            for na in (0, 10_000):
                await leveringen.list_deliveries(tx, staat, None, na, 50)
                before, read = read, await tx.fetchval(_READ)
                assert read - before <= 60, (staat, na)
        await figures.load_figures(tx)
        assert await tx.fetchval(_READ) - read <= 60
