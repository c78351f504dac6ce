"""Requests, claims and their Prestaties beside the messages of such books, so many that a list of them is long.

Each request and each claim stands on a message that is there, whatever that says: lists read their own tables alone.
"""

import asyncpg

from tests.bench.bulk import without_keys
from tests.support.api.parties import VENLO

_EVERY = 40
"""One stop of so many is a claim."""
_LINES = 140
"""Prestaties of a claim."""
_FEW = 997
"""One of so many is of a rare kind: rejected, a credit, credited; or open."""

_REQUESTS = f"""
insert into verzoeken (gemeente, id, bericht_id, volgnummer, soort, client_id, aanbieder, referentie, referentie_zoek,
    dagtekening, ontvangen_op, categorie, code, ingangsdatum, status)
select b.gemeente, b.id, b.id, 1, case when n % 5 = 1 then 'WMO317' else 'WMO315' end, b.client_id, b.verzender,
    row(0, '')::geheim, uuid_send(b.id), b.vastgelegd_op::date, b.vastgelegd_op, '02', '02A02', b.vastgelegd_op::date,
    case when n % {_FEW} = 1 then 'in-onderzoek' when b.vastgelegd_op > now() - interval '14 days' then 'open'
        when n % 3 = 1 then 'afgewezen' else 'toegekend' end
from (
    select *, row_number() over (order by id) as n from berichten where gemeente = '{VENLO}' and soort = 'WMO305'
) b
"""
_CLAIMS = f"""
insert into declaraties (gemeente, bericht_id, aanbieder, nummer, periode, ingediend, toegekend, vastgelegd_op)
select gemeente, id, verzender, 'D' || n, date_trunc('month', vastgelegd_op)::date, 0, 0, vastgelegd_op from (
    select *, row_number() over (order by id) as n from berichten where gemeente = '{VENLO}' and soort = 'WMO307'
) b where n % {_EVERY} = 0
"""
_PRESTATIES = f"""
insert into prestaties (gemeente, bericht_id, regel, aanbieder, client_id, referentie, vorige, toewijzing_nummer,
    categorie, code, begindatum, einddatum, volume, eenheid, tarief, bedrag, credit, retourcodes, gecrediteerd_door)
select d.gemeente, d.bericht_id, r, d.aanbieder, b.client_id, 'R' || n, case n % {_FEW} when 5 then 'R' end,
    n % 400000, '02', '02A02', d.periode + n / 400000, d.periode + n / 400000, 1, '04', 5000, 5000, n % {_FEW} = 5,
    case when n % {_FEW} = 3 then array['9321'] else '{{}}' end, case n % {_FEW} when 4 then d.bericht_id end
from (select *, row_number() over (order by bericht_id) as m from declaraties where gemeente = '{VENLO}') d
join berichten b on b.gemeente = d.gemeente and b.id = d.bericht_id
cross join generate_series(1, {_LINES}) r
cross join lateral (select ((d.m - 1) * {_LINES} + r)::integer) l (n)
"""


async def fill_claims(dsn: str) -> int:
    """Add them to a database that has the messages, and return how many Prestaties there are."""
    connection = await asyncpg.connect(dsn)
    try:
        async with without_keys(connection, ["verzoeken", "declaraties", "prestaties"]):
            for each in (_REQUESTS, _CLAIMS, _PRESTATIES):
                await connection.execute(each)
        await connection.execute("vacuum analyze verzoeken, declaraties, prestaties")
        found: int = await connection.fetchval("select count(*) from prestaties")
    finally:
        await connection.close()
    return found
