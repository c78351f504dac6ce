"""What was found in a message is kept encrypted, for it tells values: a date of birth, the name of a referrer.

What was there stays readable, as without a key, and as it was sealed: rows of the ledger are never rewritten.
"""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

ONLY_ERASE = """
create or replace function alleen_wissen() returns trigger language plpgsql as $$
begin
    if to_jsonb(new) - 'inhoud' - 'bevindingen' is distinct from to_jsonb(old) - 'inhoud' - 'bevindingen'
        or (new.bevindingen).inhoud <> '[]'
    then
        raise exception 'table % is append-only: it can only be erased', tg_table_name
            using errcode = 'insufficient_privilege';
    end if;
    if tg_table_name = 'berichten' then
        if (to_jsonb(new) -> 'inhoud' ->> 'inhoud') <> '\\x' then
            raise exception 'table % is append-only: it can only be erased', tg_table_name
                using errcode = 'insufficient_privilege';
        end if;
    end if;
    return new;
end $$
"""
ERASE = """
create or replace function wis_inhoud(van text, welke uuid[], termijn integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    aantal integer;
begin
    perform from berichten b where b.gemeente = van and b.id = any(welke) order by b.id for update;
    perform set_config('gateway.wissen', 'ja', true);
    with weg as materialized (
        select b.gemeente, b.id, encode(sha256((b.inhoud).inhoud), 'hex') as inhoud,
            encode(sha256((b.bevindingen).inhoud), 'hex') as bevindingen,
            coalesce((
                select jsonb_object_agg(o.id, encode(sha256((o.bevindingen).inhoud), 'hex'))
                from beoordelingen o where o.gemeente = b.gemeente and o.bericht_id = b.id
            ), '{}') as beoordelingen
        from wisbaar w join berichten b on b.gemeente = w.gemeente and b.id = w.id
        where w.gemeente = van and w.id = any(welke)
    ), leeg as (
        update berichten b set inhoud = row(0, '')::geheim, bevindingen = row(0, '[]')::geheim from weg
        where b.gemeente = weg.gemeente and b.id = weg.id
    ), leeg_oordeel as (
        update beoordelingen o set bevindingen = row(0, '[]')::geheim from weg
        where o.gemeente = weg.gemeente and o.bericht_id = weg.id
    )
    insert into gebeurtenissen (gemeente, bericht_id, soort, gegevens)
    select gemeente, id, 'gewist', jsonb_build_object('termijnMaanden', termijn, 'inhoud', inhoud,
        'bevindingen', bevindingen, 'beoordelingen', beoordelingen) from weg;
    get diagnostics aantal = row_count;
    perform set_config('gateway.wissen', '', true);
    return aantal;
end $$
"""


def upgrade() -> None:
    op.execute("alter table berichten alter column bevindingen drop default")
    for table in ("berichten", "beoordelingen"):
        op.execute(
            f"alter table {table} alter column bevindingen type geheim"
            " using row(0, convert_to(bevindingen::text, 'UTF8'))::geheim"
        )
        op.execute(f"comment on column {table}.bevindingen is 'in JSON'")
    op.execute("alter table berichten alter column bevindingen set default row(0, '[]')::geheim")
    op.execute(ONLY_ERASE)
    op.execute(ERASE)


def downgrade() -> None:
    raise RuntimeError("What is encrypted can't be read without the keys, which a migration doesn't have.")
