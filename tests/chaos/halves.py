"""What may never be seen, however a gateway ends: half of what one message brings about."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final

from gateway.store.db.database import Database
from gateway.store.requests.verzoeken import EFFECTIVE
from tests.chaos.world import beside

_LOOK_S: Final = 0.02
"""Between two looks."""
_HALVES: Final = {
    "a message of the provider that was judged, without its answer": """
        select 1 from berichten b where b.richting = 'in' and b.oordeel <> 'geparkeerd'
        and b.soort in ('WMO305', 'WMO307', 'WMO315', 'WMO317', 'WMO323')
        and 1 <> (select count(*) from berichten r where r.gemeente = b.gemeente and r.heenbericht_id = b.id)""",
    "a message without its delivery": """
        select 1 from berichten b where b.oordeel <> 'afgekeurd'
        and 1 <> (select count(*) from leveringen l where l.gemeente = b.gemeente and l.bericht_id = b.id)""",
    "a claim that counts and isn't kept": """
        select 1 from berichten b where b.soort = 'WMO323' and b.oordeel = 'goedgekeurd'
        and not exists (select from declaraties d where d.gemeente = b.gemeente and d.bericht_id = b.id)""",
    "a claim without some of its lines": """
        select 1 from declaraties d where d.toegekend <> (
            select coalesce(sum(case when p.credit then -p.bedrag else p.bedrag end), 0) from prestaties p
            where p.gemeente = d.gemeente and p.bericht_id = d.bericht_id and cardinality(p.retourcodes) = 0)
        or d.ingediend <> (
            select coalesce(sum(case when p.credit then -p.bedrag else p.bedrag end), 0) from prestaties p
            where p.gemeente = d.gemeente and p.bericht_id = d.bericht_id)""",
    "a credit whose debit stands, or a debit without its credit": """
        select 1 from prestaties c full join prestaties d
        on d.aanbieder = c.aanbieder and d.referentie = c.vorige and d.gecrediteerd_door = c.bericht_id
        where (c.credit and cardinality(c.retourcodes) = 0 and d.referentie is null)
        or (d.gecrediteerd_door is not null and c.referentie is null)""",
    "a request that was taken and isn't kept": """
        select 1 from berichten b where b.soort in ('WMO315', 'WMO317') and b.oordeel = 'goedgekeurd'
        and not exists (select from verzoeken v where v.gemeente = b.gemeente and v.bericht_id = b.id)""",
    "a request whose state isn't that of its answers": f"""
        select 1 from verzoeken v where v.status <> coalesce((
            select a.antwoord from verzoek_antwoorden a
            where a.gemeente = v.gemeente and a.verzoek_id = v.id and {EFFECTIVE}
            order by a.antwoord = 'in-onderzoek', a.id desc limit 1), 'open')""",
    "a WMO319 that answers nothing": """
        select 1 from berichten b where b.soort = 'WMO319' and b.richting = 'uit'
        and not exists (select from verzoek_antwoorden a where a.gemeente = b.gemeente and a.bericht_id = b.id)""",
    "a version of an assignment that was never told": """
        select 1 from toewijzing_versies v where not exists (
            select from toewijzing_verzendingen z
            where z.gemeente = v.gemeente and z.nummer = v.nummer and z.versie = v.versie)""",
}
"""By what it is called, what finds it."""
_ALL: Final = " union all ".join(
    f"select {place} where exists ({query})" for place, query in enumerate(_HALVES.values())
)


async def find_halves(db: Database) -> list[str]:
    """Return what is there by half, as one statement sees it."""
    async with db.reading() as tx:
        return [list(_HALVES)[row[0]] for row in await tx.fetch(_ALL)]


@asynccontextmanager
async def nothing_half(db: Database, find: Callable[[Database], Awaitable[list[str]]]) -> AsyncIterator[None]:
    """Look all the time while the block lasts, and once afterwards, and assert that this finds nothing."""

    async def look() -> None:
        while not found:
            found.extend(await find(db))
            await asyncio.sleep(_LOOK_S)

    found: list[str] = []
    async with beside(look()):
        yield
    assert not found, found
    assert await find(db) == []
