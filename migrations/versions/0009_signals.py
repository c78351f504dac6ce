"""Signals on dates, what happened to them, and how far each municipality's round of them has come."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "signalen",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False, comment="van de bewaking: NL-801"),
        sa.Column("sleutel", sa.Text(), nullable=False, comment="waar de oorzaak over gaat, binnen gemeente en code"),
        sa.Column("client_id", sa.Uuid(), comment="leeg: geen cliënt van de gemeente"),
        sa.Column("aanbieder", sa.Text(), nullable=False),
        sa.Column("toewijzing_nummer", sa.BigInteger()),
        sa.Column("bericht_id", sa.Uuid()),
        sa.Column("uiterlijk", sa.Date(), nullable=False),
        sa.Column("tekst", sa.Text(), nullable=False),
        sa.Column("bron", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False, server_default="open"),
        sa.Column("ontstaan_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("afgehandeld_op", sa.DateTime(timezone=True)),
        sa.Column("afgehandeld_door", sa.Text(), comment="wie de gemeente noemde, of anders de gemeente"),
        sa.Column("notitie", sa.Text()),
        sa.Column(
            "vervallen_op", sa.DateTime(timezone=True), comment="wanneer de oorzaak weg was; leeg: zij duurt voort"
        ),
        sa.CheckConstraint(
            "case status when 'open' then afgehandeld_op is null and vervallen_op is null"
            " when 'afgehandeld' then afgehandeld_op is not null"
            " when 'vervallen' then afgehandeld_op is null and vervallen_op is not null else false end",
            name=op.f("ck_signalen_status"),
        ),
        sa.ForeignKeyConstraint(
            ["gemeente", "client_id"],
            ["clienten.gemeente", "clienten.id"],
            name=op.f("fk_signalen_gemeente_client_id"),
        ),
        sa.ForeignKeyConstraint(
            ["gemeente", "toewijzing_nummer"],
            ["toewijzingen.gemeente", "toewijzingen.nummer"],
            name=op.f("fk_signalen_gemeente_toewijzing_nummer"),
        ),
        sa.ForeignKeyConstraint(
            ["gemeente", "bericht_id"],
            ["berichten.gemeente", "berichten.id"],
            name=op.f("fk_signalen_gemeente_bericht_id"),
        ),
        sa.PrimaryKeyConstraint("gemeente", "id", name=op.f("pk_signalen")),
    )
    op.create_index(
        "uq_signalen_oorzaak",
        "signalen",
        ["gemeente", "code", "sleutel"],
        unique=True,
        postgresql_where=sa.text("vervallen_op is null"),
    )
    op.create_index(
        "ix_signalen_open",
        "signalen",
        ["gemeente", "uiterlijk", "id"],
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_index("ix_signalen_uiterlijk", "signalen", ["gemeente", "uiterlijk", "id"])
    op.create_index("ix_signalen_client", "signalen", ["gemeente", "client_id"])
    op.create_index("ix_signalen_toewijzing", "signalen", ["gemeente", "toewijzing_nummer"])
    op.create_table(
        "signaal_gebeurtenissen",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("signaal_id", sa.Uuid(), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("gegevens", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "soort in ('ontstaan', 'verplaatst', 'afgehandeld', 'vervallen')",
            name=op.f("ck_signaal_gebeurtenissen_soort"),
        ),
        sa.ForeignKeyConstraint(
            ["gemeente", "signaal_id"],
            ["signalen.gemeente", "signalen.id"],
            name=op.f("fk_signaal_gebeurtenissen_gemeente_signaal_id"),
        ),
        sa.PrimaryKeyConstraint("gemeente", "id", name=op.f("pk_signaal_gebeurtenissen")),
    )
    op.create_index("ix_signaal_gebeurtenissen_signaal", "signaal_gebeurtenissen", ["gemeente", "signaal_id"])
    op.execute(
        "create trigger alleen_toevoegen before update or delete or truncate on signaal_gebeurtenissen "
        "for each statement execute function alleen_toevoegen()"
    )
    op.create_table(
        "signaal_rondes",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("dag", sa.Date(), nullable=False),
        sa.Column("maatstaf", sa.LargeBinary(), nullable=False, comment="hash van beleid en bewaking"),
        sa.Column("sinds", sa.Date(), nullable=False, comment="wiens zorg eerder eindigde wordt overgeslagen"),
        sa.Column("tot_client", sa.Uuid(), comment="leeg: de ronde is rond"),
        sa.Column("tot_bericht", sa.Uuid(), nullable=False, comment="latere berichten zijn nog te bekijken"),
        sa.ForeignKeyConstraint(["gemeente"], ["organisaties.code"], name=op.f("fk_signaal_rondes_gemeente")),
        sa.PrimaryKeyConstraint("gemeente", name=op.f("pk_signaal_rondes")),
    )


def downgrade() -> None:
    op.drop_table("signaal_rondes")
    op.drop_table("signaal_gebeurtenissen")
    op.drop_table("signalen")
