"""A delivery counts as made only with the record of it in the ledger, also for erasing what was delivered.

The application sets the state of a delivery, and so a hole in a query could have done it too, without a trace. Now it
takes a row of the ledger, which stays and comes under a seal: when, by which channel, with what outcome.
"""

from alembic import op

revision = "0043"
down_revision = "0042"
expand_only = True
branch_labels = None
depends_on = None

MADE = """e.gemeente = {row}.gemeente and e.bericht_id = {row}.bericht_id
    and (e.soort = 'opgehaald' or e.soort = 'afleverpoging' and e.gegevens @> '{{"geleverd": true}}')"""
RECORD = f"""
create function geleverd_met_bewijs() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    if not exists (select from gebeurtenissen e where {MADE.format(row="new")}) then
        raise exception 'delivery % has no record of being made', new.id using errcode = 'insufficient_privilege';
    end if;
    return null;
end $$
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
"""
WITH_RECORD = f"l.staat = 'geleverd' and exists (select from gebeurtenissen e where {MADE.format(row='l')})"


def upgrade() -> None:
    op.execute(RECORD)
    op.execute(
        "create trigger geleverd_met_bewijs after update of staat on leveringen"
        " for each row when (new.staat = 'geleverd') execute function geleverd_met_bewijs()"
    )
    op.execute(VIEW.format(made=WITH_RECORD))


def downgrade() -> None:
    op.execute(VIEW.format(made="l.staat = 'geleverd'"))
    op.execute("drop trigger geleverd_met_bewijs on leveringen")
    op.execute("drop function geleverd_met_bewijs")
