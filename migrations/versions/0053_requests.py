"""Requests of providers are kept: each under its reference, with its answers and with what was assigned for it."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
expand_only = True
branch_labels = None
depends_on = None

REWRAP = """
create or replace function herversleutel(
    tabel text, kolom text, huurders text[], rijen text[], versies integer[], oude bytea[], nummers smallint[],
    nieuwe bytea[], bij integer[], naar bytea[], van bytea[], sleutels smallint[], met smallint, bewijzen bytea[]
) returns integer
language plpgsql security definer set search_path = public, pg_temp set enable_hashjoin = on as $$
declare
    aantal integer;
    rij text := case
        when tabel in ('berichten', 'beoordelingen', 'clienten', 'signalen', 'verzoeken', 'verzoek_antwoorden')
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
REQUESTS = """
create table verzoeken (
    gemeente text not null,
    id uuid not null,
    bericht_id uuid not null,
    volgnummer integer not null,
    soort text not null,
    client_id uuid not null,
    aanbieder text not null,
    referentie geheim not null,
    referentie_zoek bytea not null,
    dagtekening date not null,
    ontvangen_op timestamptz not null,
    categorie text,
    code text,
    ingangsdatum date not null,
    einddatum date,
    status text not null default 'open',
    constraint pk_verzoeken primary key (gemeente, id),
    constraint fk_verzoeken_gemeente_bericht_id foreign key (gemeente, bericht_id)
        references berichten (gemeente, id),
    constraint fk_verzoeken_gemeente_client_id foreign key (gemeente, client_id)
        references clienten (gemeente, id),
    constraint uq_verzoeken_gemeente_aanbieder_referentie_zoek
        unique (gemeente, aanbieder, referentie_zoek),
    constraint ck_verzoeken_status check (status in ('open', 'in-onderzoek', 'toegekend', 'afgewezen'))
);
alter table verzoeken alter column referentie set statistics 0;
comment on column verzoeken.volgnummer is 'welk product van een WMO315, vanaf 1; van een WMO317 1';
comment on column verzoeken.referentie is 'ReferentieAanbieder';
comment on column verzoeken.referentie_zoek is 'hash met sleutel van doel, gemeente en referentie';
comment on column verzoeken.ingangsdatum is 'gevraagd; van een WMO317 de eerste gewenste';
comment on column verzoeken.einddatum is 'gevraagd; van een WMO317 leeg';
comment on column verzoeken.status is 'volgt uit verzoek_antwoorden'
"""
ANSWERS = """
create table verzoek_antwoorden (
    gemeente text not null,
    id uuid not null,
    verzoek_id uuid not null,
    bericht_id uuid not null,
    antwoord text not null,
    reden text,
    ingetrokken boolean not null default false,
    beslist_door geheim,
    constraint pk_verzoek_antwoorden primary key (gemeente, id),
    constraint fk_verzoek_antwoorden_gemeente_verzoek_id foreign key (gemeente, verzoek_id)
        references verzoeken (gemeente, id),
    constraint fk_verzoek_antwoorden_gemeente_bericht_id foreign key (gemeente, bericht_id)
        references berichten (gemeente, id),
    constraint ck_verzoek_antwoorden_antwoord check (antwoord in ('in-onderzoek', 'toegekend', 'afgewezen'))
);
alter table verzoek_antwoorden alter column beslist_door set statistics 0;
comment on column verzoek_antwoorden.bericht_id is 'de WMO301 of WMO319';
comment on column verzoek_antwoorden.reden is 'RedenAfwijzingVerzoek';
comment on column verzoek_antwoorden.ingetrokken is 'de aanbieder vroeg erom';
comment on column verzoek_antwoorden.beslist_door is 'wie besloot'
"""


def upgrade() -> None:
    _make_requests()
    _make_answers()
    op.create_table(
        "verzoek_toewijzingen",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("verzoek_id", sa.Uuid(), nullable=False),
        sa.Column("nummer", sa.BigInteger(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("gemeente", "verzoek_id", "nummer", "versie", name=op.f("pk_verzoek_toewijzingen")),
        sa.ForeignKeyConstraint(
            ["gemeente", "verzoek_id"],
            ["verzoeken.gemeente", "verzoeken.id"],
            name=op.f("fk_verzoek_toewijzingen_gemeente_verzoek_id"),
        ),
        sa.ForeignKeyConstraint(
            ["gemeente", "nummer", "versie"],
            ["toewijzing_versies.gemeente", "toewijzing_versies.nummer", "toewijzing_versies.versie"],
            name=op.f("fk_verzoek_toewijzingen_gemeente_nummer_versie"),
        ),
    )
    op.create_index("ix_verzoek_toewijzingen_versie", "verzoek_toewijzingen", ["gemeente", "nummer", "versie"])
    op.execute(REWRAP)


def _make_requests() -> None:
    _run(REQUESTS)
    for name, columns in (
        ("bericht", ["gemeente", "bericht_id"]),
        ("client", ["gemeente", "client_id"]),
        ("ontvangen", ["gemeente", "ontvangen_op", "id"]),
        ("status", ["gemeente", "status", "ontvangen_op", "id"]),
        ("aanbieder", ["gemeente", "aanbieder", "ontvangen_op", "id"]),
    ):
        op.create_index(f"ix_verzoeken_{name}", "verzoeken", columns)


def _make_answers() -> None:
    _run(ANSWERS)
    op.create_index("ix_verzoek_antwoorden_verzoek", "verzoek_antwoorden", ["gemeente", "verzoek_id"])
    op.create_index("ix_verzoek_antwoorden_bericht", "verzoek_antwoorden", ["gemeente", "bericht_id"])


def _run(statements: str) -> None:
    for each in statements.split(";\n"):
        op.execute(each)


def downgrade() -> None:
    for table in ("verzoek_toewijzingen", "verzoek_antwoorden", "verzoeken"):
        op.drop_table(table)
