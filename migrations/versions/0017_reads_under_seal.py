"""Who looked at what is personal lies under a seal, and goes when its term is over, by one function and in one way.

That they went is a look itself, under a seal in its turn: up to and including which seal.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

APPEND_ONLY = """
create or replace function alleen_toevoegen() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and tg_table_name in ('berichten', 'beoordelingen')
        and current_setting('gateway.wissen', true) = 'ja'
    then
        return null;  -- alleen_wissen looks at each row
    end if;
    {unless}
    raise exception 'table % is append-only: % refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end $$
"""
UNLESS = """
    if tg_op = 'DELETE' and tg_table_name = 'inzages' and current_setting('gateway.wissen', true) = 'ja' then
        return null;  -- alleen_verlopen looks at each row
    end if;
"""
ONLY_EXPIRED = """
create function alleen_verlopen() returns trigger language plpgsql as $$
begin
    if old.op >= now() - interval '60 months' then
        raise exception 'table % is append-only: only what is five years old may go', tg_table_name
            using errcode = 'insufficient_privilege';
    end if;
    return old;
end $$
"""

# Whatever the policy says: none that is young, has no seal yet, or is about a client whose data are held.
EXPIRED = """
create function verlopen_inzages(van text, termijn integer) returns table (nummer bigint, zegel integer)
language sql stable as $$
    with laatste as (
        select z.nummer, z.tot_inzage from zegels z
        where z.gemeente = van and z.op < now() - make_interval(months => greatest(termijn, 60))
        order by z.nummer desc limit 1
    )
    select i.id, l.nummer from laatste l join inzages i on i.gemeente = van and i.id <= l.tot_inzage
    where (select b.zegel from zegelbladen b where b.gemeente = van and b.tabel = 'inzages' and b.sleutel = i.id::text)
            <= l.nummer
        and i.op < now() - make_interval(months => greatest(termijn, 60))
        and not exists (
            select from bewaarplichten p where p.gemeente = van and p.opgeheven_op is null
                and p.client_id = any(i.clienten))
$$
"""
ERASE = """
create function wis_inzages(van text, termijn integer, hoogstens integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    aantal integer;
    tot integer;
begin
    perform set_config('gateway.wissen', 'ja', true);
    with weg as (
        delete from inzages i using (
            select nummer, zegel from verlopen_inzages(van, termijn) order by nummer limit hoogstens
        ) v where i.gemeente = van and i.id = v.nummer returning v.zegel
    )
    select count(*), max(zegel) into aantal, tot from weg;
    perform set_config('gateway.wissen', '', true);
    if aantal > 0 then
        insert into inzages (gemeente, organisatie, ingang, actie, soort, onderwerp, clienten, doel, uitkomst, aanvraag)
        values (van, 'gateway', 'bewaartermijn', 'inzages gewist', 'zegel', tot::text, '{}',
            format('termijn van %s maanden voorbij', greatest(termijn, 60)), 'toegestaan', '');
    end if;
    return aantal;
end $$
"""


def upgrade() -> None:
    op.add_column(
        "zegels",
        sa.Column(
            "tot_inzage",
            sa.BigInteger(),
            server_default="0",
            nullable=False,
            comment="hoogste id uit inzages tot nu toe",
        ),
    )
    op.execute(APPEND_ONLY.format(unless=UNLESS))
    op.execute(ONLY_EXPIRED)
    op.execute(
        "create trigger alleen_verlopen before delete on inzages for each row execute function alleen_verlopen()"
    )
    op.execute(EXPIRED)
    op.execute(ERASE)
    for function in ("verlopen_inzages", "wis_inzages"):
        op.execute(f"revoke execute on function {function} from public")


def downgrade() -> None:
    op.execute("drop function wis_inzages")
    op.execute("drop function verlopen_inzages")
    op.execute("drop trigger alleen_verlopen on inzages")
    op.execute("drop function alleen_verlopen")
    op.execute(APPEND_ONLY.format(unless=""))
    op.drop_column("zegels", "tot_inzage")
