"""The content of a message can be erased when its term is over, by one function and in one way.

Everything else of its row stays, so that it can still be shown what lay under its seal: the hashes of what was erased
are in an event, which is sealed in its turn.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

WITH_CONTENT = ("berichten", "beoordelingen")

APPEND_ONLY = """
create or replace function alleen_toevoegen() returns trigger language plpgsql as $$
begin
    {unless}
    raise exception 'table % is append-only: % refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end $$
"""
UNLESS = """
    if tg_op = 'UPDATE' and tg_table_name in ('berichten', 'beoordelingen')
        and current_setting('gateway.wissen', true) = 'ja'
    then
        return null;  -- alleen_wissen looks at each row
    end if;
"""
ONLY_ERASE = """
create function alleen_wissen() returns trigger language plpgsql as $$
begin
    if to_jsonb(new) - 'inhoud' - 'bevindingen' is distinct from to_jsonb(old) - 'inhoud' - 'bevindingen'
        or new.bevindingen <> '[]'
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

# What may be erased whatever the policy says: nothing that is young, waits, is parked, held, or of care that goes on.
ERASABLE = """
create view wisbaar as
select b.gemeente, b.id, b.soort, b.vastgelegd_op, coalesce(j.client_id, b.client_id) as client_id
from berichten b left join lateral (
    select oordeel, client_id from beoordelingen o
    where b.oordeel = 'geparkeerd' and o.gemeente = b.gemeente and o.bericht_id = b.id order by o.id desc limit 1
) j on true
where (b.inhoud).inhoud <> ''
    and b.vastgelegd_op < now() - interval '12 months'
    and coalesce(j.oordeel, b.oordeel) <> 'geparkeerd'
    and not exists (
        select from leveringen l where l.gemeente = b.gemeente and l.staat <> 'geleverd'
            and (l.bericht_id = b.id or l.bericht_id = b.heenbericht_id
                or l.bericht_id in (select r.id from berichten r where r.gemeente = b.gemeente
                    and r.heenbericht_id = b.id)))
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

ERASE = """
create function wis_inhoud(van text, welke uuid[], termijn integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    aantal integer;
begin
    perform from berichten b where b.gemeente = van and b.id = any(welke) order by b.id for update;
    perform set_config('gateway.wissen', 'ja', true);
    with weg as materialized (
        select b.gemeente, b.id, encode(sha256((b.inhoud).inhoud), 'hex') as inhoud,
            encode(sha256(convert_to(b.bevindingen::text, 'UTF8')), 'hex') as bevindingen,
            coalesce((
                select jsonb_object_agg(o.id, encode(sha256(convert_to(o.bevindingen::text, 'UTF8')), 'hex'))
                from beoordelingen o where o.gemeente = b.gemeente and o.bericht_id = b.id
            ), '{}') as beoordelingen
        from wisbaar w join berichten b on b.gemeente = w.gemeente and b.id = w.id
        where w.gemeente = van and w.id = any(welke)
    ), leeg as (
        update berichten b set inhoud = row(0, '')::geheim, bevindingen = '[]' from weg
        where b.gemeente = weg.gemeente and b.id = weg.id
    ), leeg_oordeel as (
        update beoordelingen o set bevindingen = '[]' from weg
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
    op.create_table(
        "bewaarplichten",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("reden", sa.Text(), nullable=False),
        sa.Column("sinds", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("opgeheven_op", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["gemeente", "client_id"],
            ["clienten.gemeente", "clienten.id"],
            name=op.f("fk_bewaarplichten_gemeente_client_id"),
        ),
        sa.PrimaryKeyConstraint("gemeente", "id", name=op.f("pk_bewaarplichten")),
    )
    op.create_index(
        "uq_bewaarplichten_client",
        "bewaarplichten",
        ["gemeente", "client_id"],
        unique=True,
        postgresql_where=sa.text("opgeheven_op is null"),
    )
    op.execute(APPEND_ONLY.format(unless=UNLESS))
    op.execute(ONLY_ERASE)
    for table in WITH_CONTENT:
        op.execute(
            f"create trigger alleen_wissen before update on {table} for each row execute function alleen_wissen()"
        )
    op.execute(ERASABLE)
    op.execute(ERASE)
    op.execute("revoke execute on function wis_inhoud from public")


def downgrade() -> None:
    op.execute("drop function wis_inhoud")
    op.execute("drop view wisbaar")
    for table in WITH_CONTENT:
        op.execute(f"drop trigger alleen_wissen on {table}")
    op.execute("drop function alleen_wissen")
    op.execute(APPEND_ONLY.format(unless=""))
    op.drop_table("bewaarplichten")
