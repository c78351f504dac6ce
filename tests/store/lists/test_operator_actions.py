"""The log of acts is read by index, however long it is; an act tells what was told of it."""

from gateway.store.db.database import Database
from gateway.store.lists.listing import fetch_page
from gateway.store.lists.operator_actions import ACTS, as_act, where_of
from tests.support.api.parties import ZORG, enrol
from tests.support.store.postgres import execute

_READ = "select seq_tup_read from pg_stat_xact_user_tables where relname = 'organisatie_gebeurtenissen'"


async def test_the_newest_are_found_by_index(dsn: str, db: Database) -> None:
    await enrol(db)
    await execute(
        dsn,
        "insert into organisatie_gebeurtenissen (organisatie, soort, door, ingang, gegevens)"
        f" select '{ZORG}', 'gewijzigd', 'beheer', 'persoon bo', jsonb_build_object('naam', jsonb_build_array(n, null))"
        " from generate_series(1, 5000) n",
    )
    await execute(dsn, "analyze organisatie_gebeurtenissen")
    async with db.transaction() as tx:
        rows = await fetch_page(tx, ACTS, where_of(None, None), None, 2, newest_first=True)
        assert await tx.fetchval(_READ) == 0
    assert [as_act(row).action.details for row, _ in rows] == [[("naam", f"{n} -> geen")] for n in (5000, 4999)]
