"""A ledger with many messages in it, written straight into the tables; what is rare among them is known."""

import asyncpg

from gateway.store.db.database import Database
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.parties import VENLO, VENRAY, ZORG, enrol

RARE = 997
"""One in so many messages is refused, or given up, or has another outcome."""
BUSY = "99991111"
"""The provider of nearly all messages."""

_CLIENTS = """
    insert into clienten (gemeente, id, bsn, gegevens)
    select '{gemeente}', ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, row(0, '')::geheim,
        row(0, '{{}}')::geheim from generate_series(1, {clients}) n
"""
_MESSAGES = """
    insert into berichten (gemeente, id, richting, soort, release, verzender, ontvanger, identificatie, inhoud, sha256,
        oordeel, heenbericht_id, uitkomst, client_id, vastgelegd_op)
    select case when n % {rare} = 1 then '{other}' else '{gemeente}' end,
        ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
        case n % 3 when 2 then 'in' else 'uit' end,
        case when n % {rare} = 0 then 'WMO319' else (array['WMO301', 'WMO306', 'WMO305'])[n % 3 + 1] end, '3.2',
        case n % 3 when 2 then p.aanbieder else g.gemeente end, case n % 3 when 2 then g.gemeente else p.aanbieder end,
        'N' || n, row(0, '<x/>')::geheim, '',
        case when n % {rare} = 2 then 'afgekeurd' when n % {rare} = 3 then 'geparkeerd' else 'goedgekeurd' end,
        case when n % 3 = 1 then ('01900000-0000-7000-8000-' || lpad(to_hex(n - 1), 12, '0'))::uuid end,
        case when n % 3 = 1 then case when n % {rare} = 4 then 'afgekeurd' else 'goedgekeurd' end end,
        case when n % {rare} <> 1
            then ('00000000-0000-7000-8000-' || lpad(to_hex(n % {clients} + 1), 12, '0'))::uuid end,
        timestamptz '2024-01-01' + n * interval '1 minute'
    from generate_series(1, {messages}) n,
        lateral (select case when n % {rare} = 1 then '{other}' else '{gemeente}' end) g (gemeente),
        lateral (select case when n % {rare} = 5 then '{quiet}' else '{busy}' end) p (aanbieder)
"""
_DELIVERIES = """
    insert into leveringen (gemeente, bericht_id, ontvanger, reeks, kanaal, staat, onderweg, niet_voor)
    select gemeente, id, ontvanger, id, 'push',
        case when n % {rare} in (6, 7) then 'wachtend' when n % {rare} = 8 then 'opgegeven' else 'geleverd' end,
        n % {rare} = 6, case when n % {rare} = 6 then now() + interval '1 day' else now() end
    from (select *, row_number() over (order by id) as n from berichten) b order by n
"""
_CODES = """
    insert into bevindingcodes (gemeente, bericht_id, oordeel_id, code, voor_aanbieder, vastgelegd_op,
        aanbieder, soort)
    select gemeente, id, id, code, code <> 'NL-112', vastgelegd_op,
        case richting when 'in' then verzender else ontvanger end, soort from (
        select *, row_number() over (order by id) as n from berichten
    ) b cross join lateral unnest(array[
        case n % 2 when 0 then 'NL-112' else 'TR019' end, case when n % {rare} = 2 then 'TR056' end
    ]) c (code) where code is not null
"""


async def many_messages(db: Database, dsn: str, messages: int, clients: int) -> None:
    """Enrol the parties, and fill the tables with this many messages about this many clients of Venlo."""
    await enrol(db)
    async with db.transaction() as tx:
        await organisaties.save(tx, Organisatie(BUSY, "aanbieder", "Druk"))
    values = {
        "messages": messages,
        "clients": clients,
        "rare": RARE,
        "gemeente": VENLO,
        "other": VENRAY,
        "quiet": ZORG,
        "busy": BUSY,
    }
    connection = await asyncpg.connect(dsn)
    try:
        for statement in (_CLIENTS, _MESSAGES, _DELIVERIES, _CODES, "analyze"):
            await connection.execute(statement.format(**values))
    finally:
        await connection.close()
