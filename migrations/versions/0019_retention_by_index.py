"""What may be erased is found row by row, by indexes, however much there is in the ledger and in the mailboxes.

Nothing else changes: what is young is left out before its content is looked at, and each of the three deliveries that
may stand in the way is looked up by itself.
"""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

VIEW = """
create or replace view wisbaar as
select b.gemeente, b.id, b.soort, b.vastgelegd_op, coalesce(j.client_id, b.client_id) as client_id
from berichten b left join lateral (
    select oordeel, client_id from beoordelingen o
    where b.oordeel = 'geparkeerd' and o.gemeente = b.gemeente and o.bericht_id = b.id order by o.id desc limit 1
) j on true
where {first}
    and coalesce(j.oordeel, b.oordeel) <> 'geparkeerd'
    and {delivered}
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
"""
DELIVERED = """coalesce((
        select bool_and(l.staat = 'geleverd') from leveringen l
        where l.gemeente = b.gemeente and l.bericht_id = b.id), true)
    and coalesce((
        select bool_and(l.staat = 'geleverd') from leveringen l
        where l.gemeente = b.gemeente and l.bericht_id = b.heenbericht_id), true)
    and coalesce((
        select bool_and(l.staat = 'geleverd') from berichten r
        join leveringen l on l.gemeente = r.gemeente and l.bericht_id = r.id
        where r.gemeente = b.gemeente and r.heenbericht_id = b.id), true)"""
TOGETHER = """not exists (
        select from leveringen l where l.gemeente = b.gemeente and l.staat <> 'geleverd'
            and (l.bericht_id = b.id or l.bericht_id = b.heenbericht_id
                or l.bericht_id in (select r.id from berichten r where r.gemeente = b.gemeente
                    and r.heenbericht_id = b.id)))"""
KEPT, OLD = "(b.inhoud).inhoud <> ''", "b.vastgelegd_op < now() - interval '12 months'"


def upgrade() -> None:
    op.execute(VIEW.format(first=f"{OLD} and {KEPT}", delivered=DELIVERED))


def downgrade() -> None:
    op.execute(VIEW.format(first=f"{KEPT} and {OLD}", delivered=TOGETHER))
