"""Claims and Prestaties are chosen by their filters, each with its state, and each filter reads few pages."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio

from gateway.store.claims.claim_list import CLAIMS, ClaimFilter, as_claim, claims_where
from gateway.store.claims.line_list import LINES, LineFilter, as_line, lines_where
from gateway.store.db.database import Database
from gateway.store.lists.listing import count_up_to, fetch_page
from tests.store.claims.test_prestaties import a_line, keep
from tests.support.api.parties import THUIS, VENLO, VENRAY, ZORG, enrol
from tests.support.store.key_ring import vault
from tests.support.store.plans import FLUSHED, assert_few, plans_of
from tests.support.store.postgres import Template, a_clone, execute


@pytest.fixture
async def filled(db: Database) -> Database:
    async with db.transaction() as tx:
        await keep(tx, "D1", a_line("R1"), a_line("R2", code="02A03", retourcodes=("9340", "9339")))
        await keep(tx, "D2", a_line("R3", vorige="R1"), a_line("R4", volume=9))
    return db


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["D1", "D2"]),
        ({"gemeente": VENLO, "aanbieder": ZORG}, ["D1", "D2"]),
        ({"aanbieder": THUIS}, []),
        ({"vanaf": date(2024, 1, 31), "tot": date(2024, 1, 1)}, ["D1", "D2"]),
        ({"vanaf": date(2024, 2, 1)}, []),
        ({"met_afwijzing": True}, ["D1"]),
        ({"met_afwijzing": False}, ["D2"]),
    ],
)
async def test_claims(filled: Database, filters: dict[str, Any], expected: list[str]) -> None:
    where = claims_where(ClaimFilter(**filters))
    async with filled.reading() as tx:
        found = [as_claim(row) for row, _ in await fetch_page(tx, CLAIMS, where, None, 9, newest_first=False)]
        assert await count_up_to(tx, CLAIMS, where, 9) == len(expected)
    assert [each.declaratie_nummer for each in found] == expected


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, {"R1": "gecrediteerd", "R2": "afgewezen", "R3": "verwerkt", "R4": "toegekend"}),
        ({"staat": "toegekend"}, {"R4": "toegekend"}),
        ({"code": "02A03", "toewijzing": 7}, {"R2": "afgewezen"}),
        ({"vanaf": date(2024, 1, 2)}, {}),
        ({"aanbieder": THUIS}, {}),
    ],
)
async def test_lines(filled: Database, filters: dict[str, Any], expected: dict[str, str]) -> None:
    async with filled.reading() as tx:
        page = await fetch_page(tx, LINES, lines_where(LineFilter(**filters)), None, 9, newest_first=False)
    found = [as_line(row) for row, _ in page]
    assert {each.referentie_nummer: each.staat for each in found} == expected
    assert [each.referentie_nummer for each in found if each.opnieuw] == (["R1"] if "R1" in expected else [])


async def test_the_same_care_is_that_of_the_same_client_by_the_same_provider(filled: Database) -> None:
    other = a_line("R6", client_id=A_CLIENT, retourcodes=("9338",))
    async with filled.transaction() as tx:
        await tx.execute(
            "insert into clienten (gemeente, id, bsn, gegevens)"
            " values ($1, $2, row(0, '')::geheim, row(0, '')::geheim)",
            VENLO,
            A_CLIENT,
        )
        await keep(tx, "D3", a_line("R5", retourcodes=("9389",)), other)
        of_other = await keep(tx, "D4", a_line("R7", retourcodes=("9338",)))
        await tx.execute("update prestaties set aanbieder = $2 where bericht_id = $1", of_other, THUIS)
        page = await fetch_page(tx, LINES, lines_where(LineFilter()), None, 9, newest_first=False)
    found = {line.referentie_nummer: (line.zelfde_zorg, line.opnieuw) for line in (as_line(row) for row, _ in page)}
    assert found["R1"] == ("R4", True)
    assert found["R5"] == ("R4", False), "that was granted before"
    assert (found["R6"], found["R7"]) == ((None, False), (None, False))


CLAIMS_COUNT, LINES_PER_CLAIM = 400, 20
RARE = 997
PAGES, WHOLE_INDEX, PAGES_PER_ROW = 60, 200, 12
"""What a first page may read: as a rule, and where it walks over an index on all claims."""
A_CLIENT, A_CLAIM = (UUID(f"00000000-0000-7000-8000-{number:012d}") for number in (5, 7))
_ID = "('00000000-0000-7000-8000-' || lpad({}::text, 12, '0'))::uuid"
_FILL = f"""
    insert into clienten (gemeente, id, bsn, gegevens)
    select '{VENLO}', {_ID.format("n")}, row(0, '')::geheim, row(0, '{{}}')::geheim from generate_series(0, 399) n;
    insert into berichten (gemeente, id, richting, soort, release, verzender, ontvanger, identificatie, inhoud, sha256,
        oordeel)
    select '{VENLO}', {_ID.format("d")}, 'in', 'WMO323', '3.2', case d % 97 when 1 then '{THUIS}' else '{ZORG}' end,
        '{VENLO}', 'D' || d, row(0, '<x/>')::geheim, '', 'goedgekeurd' from generate_series(1, {CLAIMS_COUNT}) d;
    insert into declaraties (gemeente, bericht_id, aanbieder, nummer, periode, ingediend, toegekend, vastgelegd_op)
    select gemeente, id, verzender, identificatie, date '2000-01-01' + interval '1 month' * (
        row_number() over (order by id)), 0, 0, now() from berichten;
    insert into prestaties (gemeente, bericht_id, regel, aanbieder, client_id, referentie, vorige, toewijzing_nummer,
        categorie, code, begindatum, einddatum, volume, eenheid, bedrag, credit, retourcodes, gecrediteerd_door)
    select d.gemeente, d.bericht_id, r, d.aanbieder, {_ID.format("(n % 400)")}, 'R' || n,
        case n % {RARE} when 5 then 'R' end, n % 2000, '02', case n % {RARE} when 2 then '03A01' else '02A02' end,
        date '2000-01-01' + n, date '2000-01-01' + n, 1, '04', 1, n % {RARE} = 5,
        case n % {RARE} when 3 then array['9340'] else '{{}}' end, case n % {RARE} when 4 then d.bericht_id end
    from (select *, row_number() over (order by bericht_id) as m from declaraties) d,
        generate_series(1, {LINES_PER_CLAIM}) r, lateral (select ((m - 1) * {LINES_PER_CLAIM} + r)::integer) l (n);
    analyze
"""
SCOPES: dict[str, dict[str, Any]] = {
    "municipality": {"gemeente": VENLO},
    "no claims": {"gemeente": VENRAY},
    "provider": {"aanbieder": ZORG},
    "small provider": {"aanbieder": THUIS},
    "both": {"gemeente": VENLO, "aanbieder": THUIS},
    "operator": {},
}
CLAIM_FILTERS: dict[str, dict[str, Any]] = {
    "all": {},
    "from": {"vanaf": date(2033, 1, 1)},
    "until": {"tot": date(2000, 3, 1)},
    "period": {"vanaf": date(2017, 1, 1), "tot": date(2017, 2, 1)},
    "rejected": {"met_afwijzing": True},
    "nothing rejected": {"met_afwijzing": False},
}
LINE_FILTERS: dict[str, dict[str, Any]] = {
    "all": {},
    "claim": {"declaratie": A_CLAIM},
    "client": {"client": A_CLIENT},
    "assignment": {"toewijzing": 1999},
    "product": {"code": "02A02"},
    "rare product": {"code": "03A01"},
    "no such product": {"code": "09A01"},
    "granted": {"staat": "toegekend"},
    "rejected": {"staat": "afgewezen"},
    "credited": {"staat": "gecrediteerd"},
    "credit": {"staat": "verwerkt"},
    "from": {"vanaf": date(2021, 11, 1)},
    "until": {"tot": date(2000, 1, 9)},
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def many(template: Template) -> AsyncIterator[Database]:
    """A database with many claims."""
    async with a_clone(template) as dsn:
        db = await Database.connect(dsn, vault=vault())
        try:
            await enrol(db)
            await execute(dsn, FLUSHED + _FILL)
            await execute(dsn, "vacuum declaraties, prestaties")
            yield db
        finally:
            await db.close()


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("scope", SCOPES)
async def test_each_filter_reads_by_index_and_few_pages(many: Database, scope: str) -> None:
    chosen = SCOPES[scope]
    async with many.snapshot() as tx:
        for name, more in CLAIM_FILTERS.items():
            plans = await plans_of(tx, CLAIMS, claims_where(ClaimFilter(**{**chosen, **more})))
            assert_few(plans, WHOLE_INDEX if name == "rejected" else PAGES, PAGES_PER_ROW, may_read_whole=frozenset())
        for more in LINE_FILTERS.values():
            plans = await plans_of(tx, LINES, lines_where(LineFilter(**{**chosen, **more})))
            assert_few(plans, PAGES, PAGES_PER_ROW, may_read_whole=frozenset())
