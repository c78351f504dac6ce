"""All that is encrypted can be encrypted anew, bound to its place, while the ledger still fits its seals.

One function does that, for a role of its own: it replaces a value only by one that is bound, and only if nobody changed
it meanwhile. Which hash the seals know it by stays on record, with a proof that only who has the keys can make.
"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None
expand_only = False

APPEND_ONLY = """
create or replace function alleen_toevoegen() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and tg_table_name in ('berichten', 'beoordelingen')
        and 'ja' in (current_setting('gateway.wissen', true), current_setting('gateway.herversleutelen', true))
    then
        return null;  -- alleen_wissen looks at each row
    end if;
    if tg_op = 'DELETE' and tg_table_name in ('inzages', 'weigeringen')
        and current_setting('gateway.wissen', true) = 'ja'
    then
        return null;  -- alleen_verlopen, or alleen_oude_weigeringen, looks at each row
    end if;
    raise exception 'table % is append-only: % refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end $$
"""
ONLY_ERASE = """
create or replace function alleen_wissen() returns trigger language plpgsql as $$
declare
    vast boolean := to_jsonb(new) - 'inhoud' - 'bevindingen' is not distinct from
        to_jsonb(old) - 'inhoud' - 'bevindingen';
    gewist boolean := (new.bevindingen).inhoud = '[]';
begin
    if tg_table_name = 'berichten' then
        gewist := gewist and (to_jsonb(new) -> 'inhoud' ->> 'inhoud') = '\\x';
    end if;
    if current_setting('gateway.herversleutelen', true) = 'ja' then
        gewist := (new.bevindingen = old.bevindingen or (new.bevindingen).sleutel < 0);
        if tg_table_name = 'berichten' then
            gewist := gewist and (to_jsonb(new) -> 'inhoud' = to_jsonb(old) -> 'inhoud'
                or (to_jsonb(new) -> 'inhoud' ->> 'sleutel')::int < 0);
        end if;
    end if;
    if not (vast and gewist) then
        raise exception 'table % is append-only: it can only be erased', tg_table_name
            using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$
"""
REWRAP = """
create function herversleutel(
    tabel text, kolom text, huurders text[], rijen text[], versies integer[], oude bytea[], nummers smallint[],
    nieuwe bytea[], bij integer[], naar bytea[], van bytea[], sleutels smallint[], met smallint, bewijzen bytea[]
) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    aantal integer;
    rij text := case
        when tabel in ('berichten', 'beoordelingen', 'clienten', 'signalen')
            then 't.gemeente = n.huurder and t.id = n.rij::uuid'
        when tabel = 'bewaarplichten' then 't.gemeente = n.huurder and t.id = n.rij::bigint'
        when tabel = 'push_geheimen' then 't.organisatie = n.huurder and t.id = n.rij::bigint'
        when tabel = 'toewijzing_versies'
            then 't.gemeente = n.huurder and t.nummer = n.rij::bigint and t.versie = n.versie'
    end;
begin
    if rij is null or not exists (
        select from pg_attribute a
        where a.attrelid = tabel::regclass and a.attname = kolom and a.atttypid = 'geheim'::regtype
    ) then
        raise exception 'no encrypted column: %.%', tabel, kolom using errcode = 'insufficient_privilege';
    end if;
    perform set_config('gateway.herversleutelen', 'ja', true);
    execute format(
        'with nieuw as (
            select * from unnest($1, $2, $3, $4, $5, $6) with ordinality
                as n (huurder, rij, versie, oud, nummer, inhoud, nr)
        ), gedaan as (
            update %I t set %I = row(n.nummer, n.inhoud)::geheim from nieuw n
            where %s and n.nummer < 0 and sha256((t.%I).inhoud) = n.oud
            returning n.huurder, n.nr
        ), vermeld as (
            insert into herversleutelingen (gemeente, naar, van, sleutel, met, bewijs)
            select g.huurder, v.naar, v.van, v.sleutel, $11, v.bewijs
            from unnest($7, $8, $9, $10, $12) as v (bij, naar, van, sleutel, bewijs) join gedaan g on g.nr = v.bij
        )
        select count(*) from gedaan',
        tabel, kolom, rij, kolom
    ) into aantal using huurders, rijen, versies, oude, nummers, nieuwe, bij, naar, van, sleutels, met, bewijzen;
    perform set_config('gateway.herversleutelen', '', true);
    return aantal;
end $$
"""


def upgrade() -> None:
    op.create_table(
        "herversleutelingen",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("naar", sa.LargeBinary(), nullable=False, comment="SHA-256 van wat er nu staat"),
        sa.Column("van", sa.LargeBinary(), nullable=False, comment="SHA-256 van wat er eerst stond"),
        sa.Column("sleutel", sa.SmallInteger(), nullable=False, comment="waarmee dat was versleuteld"),
        sa.Column("met", sa.SmallInteger(), nullable=False, comment="sleutel van het bewijs"),
        sa.Column("bewijs", sa.LargeBinary(), nullable=False, comment="dat alleen wie die sleutel heeft kan maken"),
        sa.Column("op", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.PrimaryKeyConstraint("gemeente", "naar", name=op.f("pk_herversleutelingen")),
    )
    op.execute(
        "create trigger alleen_toevoegen before update or delete or truncate on herversleutelingen "
        "for each statement execute function alleen_toevoegen()"
    )
    op.execute(APPEND_ONLY)
    op.execute(ONLY_ERASE)
    op.execute(REWRAP)
    op.execute("revoke execute on function herversleutel from public")


def downgrade() -> None:
    raise RuntimeError("What was encrypted anew could not be held against its seal any more.")
