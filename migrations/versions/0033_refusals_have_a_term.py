"""Refusals of content that never became a message go when their term is over, by one function and in one way."""

from alembic import op

revision = "0033"
down_revision = "0032"
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
    if tg_op = 'DELETE' and tg_table_name in ({tables}) and current_setting('gateway.wissen', true) = 'ja' then
        return null;  -- alleen_verlopen, or alleen_oude_weigeringen, looks at each row
    end if;
    raise exception 'table % is append-only: % refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end $$
"""
ONLY_OLD = """
create function alleen_oude_weigeringen() returns trigger language plpgsql as $$
begin
    if old.op >= now() - interval '12 months' then
        raise exception 'table % is append-only: only what is a year old may go', tg_table_name
            using errcode = 'insufficient_privilege';
    end if;
    return old;
end $$
"""
ERASE = """
create function wis_weigeringen(termijn integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    aantal integer;
begin
    perform set_config('gateway.wissen', 'ja', true);
    delete from weigeringen where op < now() - make_interval(months => greatest(termijn, 12));
    get diagnostics aantal = row_count;
    perform set_config('gateway.wissen', '', true);
    return aantal;
end $$
"""


def upgrade() -> None:
    op.execute(APPEND_ONLY.format(tables="'inzages', 'weigeringen'"))
    op.execute(ONLY_OLD)
    op.execute(
        "create trigger alleen_oude_weigeringen before delete on weigeringen"
        " for each row execute function alleen_oude_weigeringen()"
    )
    op.execute(ERASE)
    op.execute("revoke execute on function wis_weigeringen from public")


def downgrade() -> None:
    op.execute("drop function wis_weigeringen")
    op.execute("drop trigger alleen_oude_weigeringen on weigeringen")
    op.execute("drop function alleen_oude_weigeringen")
    op.execute(APPEND_ONLY.format(tables="'inzages'"))
