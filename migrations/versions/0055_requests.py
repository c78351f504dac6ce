"""Requests of providers are kept: each under its reference, with its answers and with what was assigned for it."""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
expand_only = True
branch_labels = None
depends_on = None

BEFORE = "'signalen')"
REQUESTS_TOO = "'signalen', 'verzoeken', 'verzoek_antwoorden')"
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
    _rewrite(BEFORE, REQUESTS_TOO)


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


def _rewrite(old: str, new: str) -> None:
    """Replace this text in the function that encrypts anew, which names each table that it may touch."""
    old, new = (each.replace("'", "''") for each in (old, new))
    op.execute(f"""
        do $do$
        declare
            definitie text := pg_get_functiondef('herversleutel'::regproc);
        begin
            if position('{old}' in definitie) = 0 then
                raise exception 'herversleutel is not as expected';
            end if;
            execute replace(definitie, '{old}', '{new}');
        end $do$
    """)


def downgrade() -> None:
    _rewrite(REQUESTS_TOO, BEFORE)
    for table in ("verzoek_toewijzingen", "verzoek_antwoorden", "verzoeken"):
        op.drop_table(table)
