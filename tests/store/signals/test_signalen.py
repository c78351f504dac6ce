"""Each filter of the list of signals reads few pages of a large table, and by an index; the list is in order."""

from collections.abc import AsyncIterator
from datetime import date
from uuid import UUID

import asyncpg
import pytest
import pytest_asyncio

from gateway.store.db.database import Database
from gateway.store.signals.signalen import SIGNALS, SignalFilter, fetch_page, where_of
from tests.support.api.parties import VENLO, VENRAY, ZORG, enrol
from tests.support.store.key_ring import vault
from tests.support.store.plans import assert_few, plans_of
from tests.support.store.postgres import Template, a_clone

pytestmark = pytest.mark.asyncio(loop_scope="module")

SIGNAL_COUNT = 20_000
PAGES, PAGES_PER_ROW = 100, 16
RARE = 997
"""One in so many signals has another status, code or provider, or is of another municipality."""
_LOOSE = """
    do $$ declare c text; begin
        for c in select conname from pg_constraint where conrelid = 'signalen'::regclass and contype = 'f' loop
            execute format('alter table signalen drop constraint %I', c);
        end loop;
    end $$
"""
_SIGNALS = f"""
    insert into signalen (gemeente, id, code, sleutel, client_id, aanbieder, toewijzing_nummer, bericht_id, uiterlijk,
        tekst, bron, status, ontstaan_op, afgehandeld_op, vervallen_op)
    select case when n % {RARE} = 1 then '{VENRAY}' else '{VENLO}' end,
        ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
        case when n % {RARE} = 2 then 'NL-811' else 'NL-805' end, n::text,
        ('00000000-0000-7000-8001-' || lpad(to_hex(n % 400), 12, '0'))::uuid,
        case when n % {RARE} = 3 then '{ZORG}' else '99991111' end, n,
        case when n % 3 = 0 then ('00000000-0000-7000-8002-' || lpad(to_hex(n), 12, '0'))::uuid end,
        date '2024-01-01' + n % 700, 'tekst', 'bron',
        case when n % {RARE} = 4 then 'afgehandeld' when n % 2 = 0 then 'open' else 'vervallen' end, now(),
        case when n % {RARE} = 4 then now() end,
        case when n % {RARE} <> 4 and n % 2 = 1 then now() end
    from generate_series(1, {SIGNAL_COUNT}) n
"""
FILTERS = {
    "all": SignalFilter(),
    "open": SignalFilter(status="open"),
    "handled": SignalFilter(status="afgehandeld"),
    "lapsed": SignalFilter(status="vervallen"),
    "code": SignalFilter(codes=["NL-805"]),
    "rare code": SignalFilter(codes=["NL-811"]),
    "no such code": SignalFilter(codes=["NL-999"]),
    "provider": SignalFilter(aanbieder="99991111"),
    "rare provider": SignalFilter(aanbieder=ZORG),
    "client": SignalFilter(client=UUID("00000000-0000-7000-8001-000000000007")),
    "assignment": SignalFilter(toewijzing=4711),
    "message": SignalFilter(bericht=UUID("00000000-0000-7000-8002-000000000003")),
    "before": SignalFilter(voor=date(2024, 1, 3)),
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def filled(template: Template) -> AsyncIterator[Database]:
    """A database with many signals."""
    async with a_clone(template) as dsn:
        db = await Database.connect(dsn, vault=vault())
        try:
            await enrol(db)
            connection = await asyncpg.connect(dsn)
            for statement in (_LOOSE, _SIGNALS, "analyze"):
                await connection.execute(statement)
            await connection.close()
            yield db
        finally:
            await db.close()


@pytest.mark.parametrize("gemeente", [VENLO, VENRAY])
@pytest.mark.parametrize("name", FILTERS)
async def test_a_filter_reads_by_index_and_few_pages(filled: Database, gemeente: str, name: str) -> None:
    where = where_of(gemeente, FILTERS[name])
    async with filled.snapshot() as tx:
        assert_few(await plans_of(tx, SIGNALS, where), PAGES, PAGES_PER_ROW, may_read_whole=frozenset())


async def test_pages_follow_each_other_in_the_order_of_the_due_dates(filled: Database) -> None:
    found: list[tuple[date, UUID]] = []
    async with filled.snapshot() as tx:
        while page := await fetch_page(tx, VENLO, FILTERS["handled"], found[-1] if found else None, 7):
            found += [(each.uiterlijk, each.id) for each in page]
            assert {each.status for each in page} == {"afgehandeld"}
    assert found == sorted(set(found))
    assert len(found) == len(range(4, SIGNAL_COUNT + 1, RARE))
