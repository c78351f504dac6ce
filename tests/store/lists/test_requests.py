"""Each filter on requests is a condition with an index, and reads few pages of a large table."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from itertools import product
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio

from gateway.store.db.database import Database
from gateway.store.lists.requests import REQUESTS, DueBounds, RequestFilter, where_of
from tests.support.api.parties import THUIS, VENLO, VENRAY, ZORG, enrol
from tests.support.store.key_ring import vault
from tests.support.store.plans import assert_few, plans_of
from tests.support.store.postgres import Template, a_clone, execute

NUMBER, RARE = 8000, 997
PAGES, WHOLE_INDEX, PAGES_PER_ROW = 60, 200, 8
"""What a first page may read: as a rule, and where it walks over the index of the list, which takes about 100."""
WALKED = {"provider", "rare product", "no such product", "WMO317", "all of them", "asked and due"}
A_CLIENT = UUID("00000000-0000-7000-8000-000000000005")
_ID = "('00000000-0000-7000-8000-' || lpad({}::text, 12, '0'))::uuid"
_MOMENT = "timestamptz '2024-01-01' + n * interval '1 hour'"
_FILL = f"""
    insert into clienten (gemeente, id, bsn, gegevens)
    select '{VENLO}', {_ID.format("n")}, row(0, '')::geheim, row(0, '{{}}')::geheim from generate_series(0, 399) n;
    insert into berichten (gemeente, id, richting, soort, release, verzender, ontvanger, identificatie, inhoud, sha256,
        oordeel)
    values ('{VENLO}', {_ID.format("1")}, 'in', 'WMO315', '3.2', '{ZORG}', '{VENLO}', 'V', row(0, '<x/>')::geheim, '',
        'goedgekeurd');
    insert into verzoeken (gemeente, id, bericht_id, volgnummer, soort, client_id, aanbieder, referentie,
        referentie_zoek, dagtekening, ontvangen_op, categorie, code, ingangsdatum, status)
    select '{VENLO}', {_ID.format("n")}, {_ID.format("1")}, n, case n % {RARE} when 1 then 'WMO317' else 'WMO315' end,
        {_ID.format("(n % 400)")}, case n % {RARE} when 2 then '{THUIS}' else '{ZORG}' end, row(0, '')::geheim,
        int4send(n), ({_MOMENT})::date, {_MOMENT}, '02', case n % {RARE} when 3 then '03A01' else '02A02' end,
        date '2024-01-01', case when n % {RARE} = 4 then 'in-onderzoek' when n > {NUMBER} - 20 or n % {RARE} = 5
            then 'open' when n % 2 = 0 then 'toegekend' else 'afgewezen' end from generate_series(1, {NUMBER}) n;
    analyze
"""
_DUE = DueBounds((((VENLO, VENRAY), datetime(2024, 8, 1, tzinfo=UTC)),), date(2024, 8, 1))
FILTERS: dict[str, dict[str, Any]] = {
    "all": {},
    "nobody's": {"gemeente": VENRAY},
    "open": {"status": "open"},
    "granted": {"status": "toegekend"},
    "under investigation": {"status": "in-onderzoek"},
    "WMO315": {"soort": "WMO315"},
    "WMO317": {"soort": "WMO317"},
    "client": {"client": A_CLIENT},
    "provider": {"aanbieder": THUIS},
    "product": {"code": "02A02"},
    "rare product": {"code": "03A01"},
    "no such product": {"code": "09A01"},
    "from": {"vanaf": datetime(2024, 11, 28, tzinfo=UTC)},
    "until": {"tot": datetime(2024, 1, 2, tzinfo=UTC)},
    "due": {"due": _DUE},
    "all of them": {"soort": "WMO317", "aanbieder": THUIS, "code": "02A02", "status": "toegekend"},
    "asked and due": {"soort": "WMO315", "aanbieder": ZORG, "due": _DUE},
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def filled(template: Template) -> AsyncIterator[Database]:
    """A database with many requests, nearly all with their answer."""
    async with a_clone(template) as dsn:
        db = await Database.connect(dsn, vault=vault())
        try:
            await enrol(db)
            await execute(dsn, _FILL)
            yield db
        finally:
            await db.close()


@pytest.mark.asyncio(loop_scope="module")
async def test_each_filter_reads_by_index_and_few_pages(filled: Database) -> None:
    async with filled.snapshot() as tx:
        for (name, chosen), caller in product(FILTERS.items(), ({"gemeente": VENLO}, {"aanbieder": ZORG})):
            where = where_of(RequestFilter(**{**caller, **chosen}))
            pages = WHOLE_INDEX if name in WALKED else PAGES
            assert_few(await plans_of(tx, REQUESTS, where), pages, PAGES_PER_ROW, may_read_whole=frozenset())


def test_a_filter_that_is_given_is_a_condition() -> None:
    day = datetime(2024, 3, 1, tzinfo=UTC)
    where = where_of(
        RequestFilter(
            gemeente="0983",
            status="open",
            soort="WMO315",
            client=UUID(int=1),
            aanbieder="99990001",
            code="02A16",
            vanaf=day,
            tot=day,
        )
    )
    assert where.values == ["0983", "open", "WMO315", UUID(int=1), "99990001", "02A16", day, day]
    assert where.sql.count(" and ") == 7
    assert where_of(RequestFilter(gemeente="0983")).sql == "v.gemeente = $1"
    due = DueBounds(((("0983", "0984"), day),), day.date())
    where = where_of(RequestFilter(aanbieder="99990001", due=due))
    assert where.values == ["99990001", ["0983", "0984"], day, day.date()]
    assert where_of(RequestFilter(due=DueBounds((), day.date()))).values == [day.date()]
