"""Figures about what waits, without reading all that ever did."""

from datetime import timedelta

from gateway.store.db.database import Database
from gateway.store.delivery import figures
from tests.support.api.parties import THUIS, ZORG, enrol
from tests.support.store.deliveries import lease, list_deliveries, settle
from tests.support.store.ledger import book
from tests.support.store.postgres import execute

_READ = "select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables where relname = 'leveringen'"
FEW_WAIT = """
    insert into leveringen (gemeente, bericht_id, ontvanger, reeks, kanaal, staat)
    select gemeente, bericht_id, 'r' || n, reeks, case when n % 2 = 0 then 'push' else 'postvak' end,
        case n % 2000 when 0 then 'wachtend' when 1 then 'wachtend' when 2 then 'opgegeven' else 'geleverd' end
    from leveringen, generate_series(1, 20000) n
"""


async def test_what_waits_is_counted_by_channel(pushing: Database) -> None:
    first, _, _ = [await book(pushing) for _ in range(3)]
    await book(pushing, ontvanger=THUIS)
    found = await lease(pushing)
    await settle(pushing, found[1], delivered=True)
    await settle(pushing, found[2])
    async with pushing.transaction() as tx:
        await tx.execute("insert into bestemmingen values ($1, 9, now() + interval '1 hour')", ZORG)
        seen = await figures.load_figures(tx)
        vastgelegd_op = await tx.fetchval("select vastgelegd_op from berichten where id = $1", first)
    assert [(each.kanaal, each.size) for each in seen.queues] == [("postvak", 1), ("push", 1)]
    assert seen.queues[1].oldest == vastgelegd_op
    assert (seen.given_up, seen.resting, seen.workers, seen.parked, seen.last_sealed) == (1, 1, 0, 0, None)
    assert abs(seen.now - vastgelegd_op) < timedelta(minutes=5)


async def test_an_hour_tells_what_became_of_its_messages(pushing: Database) -> None:
    made = [await book(pushing) for _ in range(3)]
    found = await lease(pushing)
    await settle(pushing, found[0], delivered=True)
    await settle(pushing, found[1])
    async with pushing.transaction() as tx:
        hours = await figures.load_hours(tx, 24)
    assert len(hours) == 24
    assert {each.begin.minute for each in hours} == {0}
    totals = [sum(getattr(each, name) for each in hours) for name in ("messages", "delivered", "given_up", "waiting")]
    assert totals == [len(made), 1, 1, 1]


async def test_a_page_and_the_figures_read_little_however_many_deliveries_there_were(dsn: str, db: Database) -> None:
    await enrol(db)
    await book(db)
    await execute(dsn, FEW_WAIT)
    await execute(dsn, "analyze leveringen")
    async with db.transaction() as tx:
        read = 0
        for state in (None, "wachtend", "onderweg", "opgegeven", "geleverd"):
            for after in (0, 10_000):
                await list_deliveries(tx, state, None, after, 50)
                before, read = read, await tx.fetchval(_READ)
                assert read - before <= 60, (state, after)
        await figures.load_figures(tx)
        assert await tx.fetchval(_READ) - read <= 60
