"""The first tables: parties, clients, assignments, starts and stops, the ledger and its deliveries."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

LEDGER = ("berichten", "gebeurtenissen", "weigeringen")
APPEND_ONLY = """
create function alleen_toevoegen() returns trigger language plpgsql as $$
begin
    raise exception 'table % is append-only: % refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end $$
"""


def upgrade() -> None:
    op.execute("create sequence toewijzing_nummers maxvalue 999999999")
    op.execute("create sequence identificaties")
    op.create_table(
        "clienten",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bsn", sa.Text(), nullable=False),
        sa.Column(
            "gegevens",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="de klasse Client van WMO301 in JSON, zonder producten",
        ),
        sa.Column("aangemaakt_op", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("gewijzigd_op", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("gemeente", "id", name=op.f("pk_clienten")),
        sa.UniqueConstraint("gemeente", "bsn", name=op.f("uq_clienten_gemeente_bsn")),
    )
    op.create_table(
        "organisaties",
        sa.Column(
            "code",
            sa.Text(),
            nullable=False,
            comment="gemeentecode, AGB-code of eigen naam van een beheerder",
        ),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("naam", sa.Text(), nullable=False),
        sa.Column("afleveradres", sa.Text(), nullable=True, comment="URL voor push; leeg is postvak"),
        sa.Column("aangemaakt_op", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("soort in ('gemeente', 'aanbieder', 'beheerder')", name=op.f("ck_organisaties_soort")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_organisaties")),
    )
    op.create_table(
        "api_sleutels",
        sa.Column("hash", sa.LargeBinary(), nullable=False, comment="SHA-256 van de sleutel"),
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("omschrijving", sa.Text(), nullable=False),
        sa.Column("aangemaakt_op", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("ingetrokken_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["organisatie"], ["organisaties.code"], name=op.f("fk_api_sleutels_organisatie")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_api_sleutels")),
    )
    op.create_table(
        "berichten",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("richting", sa.Text(), nullable=False, comment="gezien vanaf de gemeente"),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("release", sa.Text(), nullable=False),
        sa.Column("verzender", sa.Text(), nullable=False, comment="wie het stuurde, ook bij een retourbericht"),
        sa.Column("ontvanger", sa.Text(), nullable=False, comment="voor wie het is, ook bij een retourbericht"),
        sa.Column("identificatie", sa.Text(), nullable=False, comment="bij een retourbericht IdentificatieRetour"),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("oordeel", sa.Text(), nullable=False),
        sa.Column(
            "bevindingen",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
        sa.Column(
            "heenbericht_id",
            sa.Uuid(),
            nullable=True,
            comment="van een retourbericht: waarop het antwoord is",
        ),
        sa.Column(
            "uitkomst",
            sa.Text(),
            nullable=True,
            comment="van een retourbericht: of het heenbericht is goedgekeurd",
        ),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column(
            "vastgelegd_op",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint("oordeel in ('goedgekeurd', 'afgekeurd', 'geparkeerd')", name=op.f("ck_berichten_oordeel")),
        sa.CheckConstraint("richting in ('in', 'uit')", name=op.f("ck_berichten_richting")),
        sa.CheckConstraint("uitkomst in ('goedgekeurd', 'afgekeurd')", name=op.f("ck_berichten_uitkomst")),
        sa.ForeignKeyConstraint(
            ["gemeente", "client_id"],
            ["clienten.gemeente", "clienten.id"],
            name=op.f("fk_berichten_gemeente_client_id"),
        ),
        sa.PrimaryKeyConstraint("gemeente", "id", name=op.f("pk_berichten")),
        sa.UniqueConstraint("gemeente", "verzender", "soort", "identificatie", "sha256", name="uq_berichten_herhaling"),
    )
    op.create_index(
        "ix_berichten_heenbericht",
        "berichten",
        ["gemeente", "heenbericht_id"],
        unique=False,
        postgresql_where=sa.text("heenbericht_id is not null"),
    )
    op.create_index("ix_berichten_id", "berichten", ["id"], unique=False)
    op.create_index(
        "uq_berichten_identificatie",
        "berichten",
        ["gemeente", "verzender", "soort", "identificatie"],
        unique=True,
        postgresql_where=sa.text("oordeel = 'goedgekeurd' and heenbericht_id is null"),
    )
    op.create_table(
        "toewijzingen",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("nummer", sa.BigInteger(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("aanbieder", sa.Text(), nullable=False),
        sa.Column("aanvraag_sleutel", sa.Text(), nullable=True, comment="Idempotency-Key van de aanvraag"),
        sa.Column("aanvraag_hash", sa.LargeBinary(), nullable=True, comment="SHA-256 van de aanvraag"),
        sa.Column("aangemaakt_op", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["aanbieder"], ["organisaties.code"], name=op.f("fk_toewijzingen_aanbieder")),
        sa.ForeignKeyConstraint(
            ["gemeente", "client_id"],
            ["clienten.gemeente", "clienten.id"],
            name=op.f("fk_toewijzingen_gemeente_client_id"),
        ),
        sa.PrimaryKeyConstraint("gemeente", "nummer", name=op.f("pk_toewijzingen")),
        sa.UniqueConstraint("gemeente", "aanvraag_sleutel", name=op.f("uq_toewijzingen_gemeente_aanvraag_sleutel")),
    )
    op.create_index("ix_toewijzingen_client", "toewijzingen", ["gemeente", "client_id", "aanbieder"], unique=False)
    op.create_table(
        "weigeringen",
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("omvang", sa.Integer(), nullable=False, comment="bytes"),
        sa.Column("probleem", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.ForeignKeyConstraint(["organisatie"], ["organisaties.code"], name=op.f("fk_weigeringen_organisatie")),
        sa.PrimaryKeyConstraint("organisatie", "id", name=op.f("pk_weigeringen")),
    )
    op.create_table(
        "gebeurtenissen",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("bericht_id", sa.Uuid(), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column(
            "gegevens",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("op", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["gemeente", "bericht_id"],
            ["berichten.gemeente", "berichten.id"],
            name=op.f("fk_gebeurtenissen_gemeente_bericht_id"),
        ),
        sa.PrimaryKeyConstraint("gemeente", "id", name=op.f("pk_gebeurtenissen")),
    )
    op.create_index("ix_gebeurtenissen_bericht", "gebeurtenissen", ["gemeente", "bericht_id"], unique=False)
    op.create_table(
        "leveringen",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("bericht_id", sa.Uuid(), nullable=False),
        sa.Column("ontvanger", sa.Text(), nullable=False),
        sa.Column("kanaal", sa.Text(), nullable=False),
        sa.Column("staat", sa.Text(), server_default="wachtend", nullable=False),
        sa.Column("pogingen", sa.Integer(), server_default="0", nullable=False),
        sa.Column(
            "niet_voor",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="ook de leasetijd",
        ),
        sa.Column("afgerond_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kanaal in ('postvak', 'push')", name=op.f("ck_leveringen_kanaal")),
        sa.CheckConstraint("staat in ('wachtend', 'geleverd')", name=op.f("ck_leveringen_staat")),
        sa.ForeignKeyConstraint(
            ["gemeente", "bericht_id"],
            ["berichten.gemeente", "berichten.id"],
            name=op.f("fk_leveringen_gemeente_bericht_id"),
        ),
        sa.PrimaryKeyConstraint("gemeente", "id", name=op.f("pk_leveringen")),
        sa.UniqueConstraint(
            "gemeente", "bericht_id", "ontvanger", name=op.f("uq_leveringen_gemeente_bericht_id_ontvanger")
        ),
    )
    op.create_index(
        "ix_leveringen_postvak",
        "leveringen",
        ["ontvanger", "id"],
        unique=False,
        postgresql_where=sa.text("staat = 'wachtend'"),
    )
    op.create_index(
        "ix_leveringen_push",
        "leveringen",
        ["niet_voor"],
        unique=False,
        postgresql_where=sa.text("staat = 'wachtend' and kanaal = 'push'"),
    )
    op.create_table(
        "starts",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("aanbieder", sa.Text(), nullable=False),
        sa.Column("toewijzing_nummer", sa.BigInteger(), nullable=True),
        sa.Column("categorie", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("begindatum", sa.Date(), nullable=False),
        sa.Column("toewijzing_ingangsdatum", sa.Date(), nullable=True),
        sa.Column("bericht_id", sa.Uuid(), nullable=False),
        sa.Column("verwijderd_door", sa.Uuid(), nullable=True, comment="het bericht met StatusAanlevering 3"),
        sa.ForeignKeyConstraint(
            ["gemeente", "bericht_id"],
            ["berichten.gemeente", "berichten.id"],
            name=op.f("fk_starts_gemeente_bericht_id"),
        ),
        sa.ForeignKeyConstraint(
            ["gemeente", "client_id"],
            ["clienten.gemeente", "clienten.id"],
            name=op.f("fk_starts_gemeente_client_id"),
        ),
        sa.ForeignKeyConstraint(
            ["gemeente", "verwijderd_door"],
            ["berichten.gemeente", "berichten.id"],
            name=op.f("fk_starts_gemeente_verwijderd_door"),
        ),
        sa.PrimaryKeyConstraint("gemeente", "id", name=op.f("pk_starts")),
    )
    op.create_index(
        "uq_starts_sleutel",
        "starts",
        ["gemeente", "client_id", "aanbieder", "toewijzing_nummer", "categorie", "code", "begindatum"],
        unique=True,
        postgresql_where=sa.text("verwijderd_door is null"),
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "stops",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("aanbieder", sa.Text(), nullable=False),
        sa.Column("toewijzing_nummer", sa.BigInteger(), nullable=True),
        sa.Column("categorie", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("begindatum", sa.Date(), nullable=False),
        sa.Column("reden_beeindiging", sa.Text(), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=False),
        sa.Column("toewijzing_ingangsdatum", sa.Date(), nullable=True),
        sa.Column("bericht_id", sa.Uuid(), nullable=False),
        sa.Column("verwijderd_door", sa.Uuid(), nullable=True, comment="het bericht met StatusAanlevering 3"),
        sa.ForeignKeyConstraint(
            ["gemeente", "bericht_id"],
            ["berichten.gemeente", "berichten.id"],
            name=op.f("fk_stops_gemeente_bericht_id"),
        ),
        sa.ForeignKeyConstraint(
            ["gemeente", "client_id"],
            ["clienten.gemeente", "clienten.id"],
            name=op.f("fk_stops_gemeente_client_id"),
        ),
        sa.ForeignKeyConstraint(
            ["gemeente", "verwijderd_door"],
            ["berichten.gemeente", "berichten.id"],
            name=op.f("fk_stops_gemeente_verwijderd_door"),
        ),
        sa.PrimaryKeyConstraint("gemeente", "id", name=op.f("pk_stops")),
    )
    op.create_index(
        "uq_stops_sleutel",
        "stops",
        [
            "gemeente",
            "client_id",
            "aanbieder",
            "toewijzing_nummer",
            "categorie",
            "code",
            "begindatum",
            "reden_beeindiging",
            "einddatum",
        ],
        unique=True,
        postgresql_where=sa.text("verwijderd_door is null"),
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "toewijzing_versies",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("nummer", sa.BigInteger(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("toewijzingsdatum", sa.Date(), nullable=False),
        sa.Column("toewijzingstijd", sa.Time(), nullable=False),
        sa.Column("categorie", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("ingangsdatum", sa.Date(), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.Column("reden_wijziging", sa.Text(), nullable=True),
        sa.Column("volume", sa.Integer(), nullable=True),
        sa.Column("eenheid", sa.Text(), nullable=True),
        sa.Column("frequentie", sa.Text(), nullable=True),
        sa.Column("budget", sa.Integer(), nullable=True, comment="eurocent"),
        sa.Column("commentaar", sa.Text(), nullable=True),
        sa.Column("referentie_aanbieder", sa.Text(), nullable=True),
        sa.Column("verwijderd", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["gemeente", "nummer"],
            ["toewijzingen.gemeente", "toewijzingen.nummer"],
            name=op.f("fk_toewijzing_versies_gemeente_nummer"),
        ),
        sa.PrimaryKeyConstraint("gemeente", "nummer", "versie", name=op.f("pk_toewijzing_versies")),
    )
    op.create_table(
        "toewijzing_verzendingen",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("nummer", sa.BigInteger(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("bericht_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gemeente", "bericht_id"],
            ["berichten.gemeente", "berichten.id"],
            name=op.f("fk_toewijzing_verzendingen_gemeente_bericht_id"),
        ),
        sa.ForeignKeyConstraint(
            ["gemeente", "nummer", "versie"],
            ["toewijzing_versies.gemeente", "toewijzing_versies.nummer", "toewijzing_versies.versie"],
            name=op.f("fk_toewijzing_verzendingen_gemeente_nummer_versie"),
        ),
        sa.PrimaryKeyConstraint("gemeente", "nummer", "versie", "bericht_id", name=op.f("pk_toewijzing_verzendingen")),
    )
    op.execute(APPEND_ONLY)
    for table in LEDGER:
        op.execute(
            f"create trigger alleen_toevoegen before update or delete or truncate on {table} "
            "for each statement execute function alleen_toevoegen()"
        )


def downgrade() -> None:
    raise RuntimeError("The first migration holds the ledger: drop the database by hand if you mean it.")
