"""Each filter of the lists of assignments and of overrides reads by index and few pages of a large table."""

from collections.abc import AsyncIterator
from datetime import date
from uuid import UUID

import asyncpg
import pytest
import pytest_asyncio

from gateway.store.db.database import Database
from gateway.store.lists.assignments import (
    ASSIGNMENTS,
    OVERRIDES,
    AssignmentFilter,
    OverrideFilter,
    overrides_where,
    where_of,
)
from gateway.store.lists.listing import Listing, Where
from tests.support.api.parties import THUIS, VENLO, VENRAY, ZORG, enrol
from tests.support.store.key_ring import vault
from tests.support.store.plans import FLUSHED, assert_few, plans_of
from tests.support.store.postgres import Template, a_clone

pytestmark = pytest.mark.asyncio(loop_scope="module")

NUMBER = 8000
RARE = 997
A_CLIENT = UUID("00000000-0000-7000-8000-000000000005")
PAGES, PAGES_PER_ROW = 350, 25
"""What a first page may read; the index of the list takes some 210 pages, the rows in it thousands."""
UNBEGUN = "99990003"
"""A provider of nearly half of all assignments, none of which began."""
BEGUN = 7600
"""The care of all later assignments began, after that of nobody before them."""

_FILL = f"""
    insert into organisaties (code, soort, naam, kanaal) values ('{UNBEGUN}', 'aanbieder', 'Zonder begin', 'postvak');
    insert into clienten (gemeente, id, bsn, gegevens)
    select '{VENLO}', ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, row(0, '')::geheim,
        row(0, '{{}}')::geheim from generate_series(0, 399) n;
    insert into toewijzingen (gemeente, nummer, client_id, aanbieder)
    select '{VENLO}', n, ('00000000-0000-7000-8000-' || lpad((n % 400)::text, 12, '0'))::uuid,
        case when n % {RARE} = 1 then '{THUIS}' when n % 2 = 0 and n <= {BEGUN} then '{UNBEGUN}' else '{ZORG}' end
    from generate_series(1, {NUMBER}) n;
    insert into toewijzing_versies (gemeente, nummer, versie, toewijzingsdatum, toewijzingstijd, categorie, code,
        ingangsdatum, einddatum, overrule)
    select '{VENLO}', n, v, date '2024-01-01' + n / 20, '12:00', case when n % {RARE} = 2 then '03' else '02' end,
        case when n % {RARE} = 2 then '03A01' else '02A02' end, date '2024-01-01' + n / 20,
        date '2025-01-01' + n / 20, case when n % {RARE} = 3 then row(0, '{{}}')::geheim end
    from generate_series(1, {NUMBER}) n, generate_series(1, 2) v;
    insert into berichten (gemeente, id, richting, soort, release, verzender, ontvanger, identificatie, inhoud, sha256,
        oordeel)
    values ('{VENLO}', '{A_CLIENT}', 'in', 'WMO305', '3.2', '{ZORG}', '{VENLO}', 'S', row(0, '')::geheim, '',
        'goedgekeurd');
    insert into starts (gemeente, client_id, aanbieder, toewijzing_nummer, begindatum, bericht_id)
    select gemeente, client_id, aanbieder, nummer, date '2025-01-01', '{A_CLIENT}' from toewijzingen
    where nummer > {BEGUN};
    analyze
"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def filled(template: Template) -> AsyncIterator[Database]:
    """A database with many assignments."""
    async with a_clone(template) as dsn:
        db = await Database.connect(dsn, vault=vault())
        try:
            await enrol(db)
            connection = await asyncpg.connect(dsn)
            await connection.execute(FLUSHED + _FILL)
            await connection.execute("vacuum toewijzing_versies")
            await connection.close()
            yield db
        finally:
            await db.close()


CHOICES: dict[str, tuple[Listing, Where]] = {
    **{
        name: (ASSIGNMENTS, where_of(AssignmentFilter(**{"gemeente": VENLO, **chosen})))
        for name, chosen in {
            "all": {},
            "nobody's": {"gemeente": VENRAY},
            "client": {"client": A_CLIENT},
            "provider": {"aanbieder": THUIS},
            "category": {"categorie": "02"},
            "rare category": {"categorie": "03"},
            "product": {"code": "03A01"},
            "no such product": {"code": "09A01"},
            "running": {"loopt_op": date(2025, 1, 1)},
            "running at the first": {"loopt_op": date(2024, 1, 1)},
            "ending first": {"eindigt_voor": date(2025, 1, 3)},
            "ending": {"eindigt_voor": date(2027, 1, 3)},
            "begun": {"begonnen": True},
            "begun and running": {"begonnen": True, "loopt_op": date(2025, 3, 1)},
            "begun at a provider": {"begonnen": True, "aanbieder": ZORG},
            "begun where none is": {"begonnen": True, "aanbieder": UNBEGUN},
            "not begun and running at a provider": {
                "begonnen": False,
                "aanbieder": ZORG,
                "loopt_op": date(2026, 1, 20),
            },
            "no such product of a provider": {"aanbieder": ZORG, "code": "09A01"},
            "ending first at a provider": {"aanbieder": ZORG, "eindigt_voor": date(2024, 1, 3)},
            "not begun": {"begonnen": False},
            "not begun and running": {"begonnen": False, "loopt_op": date(2026, 1, 20)},
            "overridden": {"overruled": True},
            "as policy has it": {"overruled": False},
        }.items()
    },
    **{
        f"override {name}": (OVERRIDES, overrides_where(OverrideFilter(**{"gemeente": VENLO, **chosen})))
        for name, chosen in {
            "all": {},
            "client": {"client": A_CLIENT},
            "provider": {"aanbieder": THUIS},
            "number": {"nummer": 3},
            "from": {"vanaf": date(2025, 1, 1)},
            "until": {"tot": date(2024, 1, 2)},
        }.items()
    },
}


@pytest.mark.parametrize("name", CHOICES)
async def test_a_filter_reads_by_index_and_few_pages(filled: Database, name: str) -> None:
    listing, where = CHOICES[name]
    async with filled.snapshot() as tx:
        assert_few(await plans_of(tx, listing, where), PAGES, PAGES_PER_ROW, may_read_whole=frozenset())
