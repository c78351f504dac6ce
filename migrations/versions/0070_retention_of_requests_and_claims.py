"""The database itself keeps a request that has no answer yet, and a claim on a client who is held, with its WMO325.

A claim is about many clients and has none of its own, so a hold didn't reach it here; only the application looked.
"""

from alembic import op

revision = "0070"
down_revision = "0069"
expand_only = True
branch_labels = None
depends_on = None

MORE = """
    and not exists (
        select from verzoeken v where v.gemeente = b.gemeente and v.bericht_id = b.id
            and v.status in ('open', 'in-onderzoek'))
    and not exists (
        select from prestaties c join bewaarplichten h
            on h.gemeente = c.gemeente and h.client_id = c.client_id and h.opgeheven_op is null
        where c.gemeente = b.gemeente and c.bericht_id in (b.id, b.heenbericht_id))
"""
VIEW = """
create or replace view wisbaar as
select b.gemeente, b.id, b.soort, b.vastgelegd_op, coalesce(j.client_id, b.client_id) as client_id
from berichten b left join lateral (
    select oordeel, client_id from beoordelingen o
    where b.oordeel = 'geparkeerd' and o.gemeente = b.gemeente and o.bericht_id = b.id order by o.id desc limit 1
) j on true
where b.vastgelegd_op < now() - interval '12 months' and (b.inhoud).inhoud <> ''
    and coalesce(j.oordeel, b.oordeel) <> 'geparkeerd'
    and coalesce((
        select bool_and({made}) from leveringen l
        where l.gemeente = b.gemeente and l.bericht_id = b.id), true)
    and coalesce((
        select bool_and({made}) from leveringen l
        where l.gemeente = b.gemeente and l.bericht_id = b.heenbericht_id), true)
    and coalesce((
        select bool_and({made}) from berichten r
        join leveringen l on l.gemeente = r.gemeente and l.bericht_id = r.id
        where r.gemeente = b.gemeente and r.heenbericht_id = b.id), true)
    and not exists (
        select from bewaarplichten p where p.gemeente = b.gemeente and p.opgeheven_op is null
            and p.client_id = coalesce(j.client_id, b.client_id))
    and not exists (
        select from toewijzingen t join lateral (
            select verwijderd, einddatum from toewijzing_versies v
            where v.gemeente = t.gemeente and v.nummer = t.nummer order by v.versie desc limit 1
        ) nu on true
        where t.gemeente = b.gemeente and t.client_id = coalesce(j.client_id, b.client_id) and not nu.verwijderd
            and (nu.einddatum is null or nu.einddatum >= (now() at time zone 'Europe/Amsterdam')::date))
    {more}
"""
MADE = """l.staat = 'geleverd' and exists (select from gebeurtenissen e
    where e.gemeente = l.gemeente and e.bericht_id = l.bericht_id
    and (e.soort = 'opgehaald' or e.soort = 'afleverpoging' and e.gegevens @> '{"geleverd": true}'))"""


def upgrade() -> None:
    op.execute(VIEW.format(made=MADE, more=MORE))


def downgrade() -> None:
    op.execute(VIEW.format(made=MADE, more=""))
