"""Claims are kept: each claim that counts, and each of its Prestaties with what was decided on it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0052"
down_revision = "0051"
expand_only = True
branch_labels = None
depends_on = None

STANDS = "not credit and cardinality(retourcodes) = 0 and gecrediteerd_door is null"


def upgrade() -> None:
    op.create_table(
        "declaraties",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("bericht_id", sa.Uuid(), nullable=False, comment="de WMO323"),
        sa.Column("aanbieder", sa.Text(), nullable=False),
        sa.Column("nummer", sa.Text(), nullable=False, comment="DeclaratieNummer, of een pseudoniem ervoor"),
        sa.Column("periode", sa.Date(), nullable=False, comment="eerste dag van de maand"),
        sa.Column("ingediend", sa.BigInteger(), nullable=False, comment="eurocent; een credit is negatief"),
        sa.Column("toegekend", sa.BigInteger(), nullable=False, comment="eurocent; een credit is negatief"),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["gemeente", "bericht_id"],
            ["berichten.gemeente", "berichten.id"],
            name=op.f("fk_declaraties_gemeente_bericht_id"),
        ),
        sa.PrimaryKeyConstraint("gemeente", "bericht_id", name=op.f("pk_declaraties")),
        sa.UniqueConstraint("aanbieder", "nummer", name=op.f("uq_declaraties_aanbieder_nummer")),
    )
    op.create_index("ix_declaraties_periode", "declaraties", ["gemeente", "aanbieder", "periode"])
    op.create_table(
        "prestaties",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("bericht_id", sa.Uuid(), nullable=False, comment="de WMO323"),
        sa.Column("regel", sa.Integer(), nullable=False, comment="de plaats in de declaratie, vanaf 1"),
        sa.Column("aanbieder", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Uuid(), comment="leeg: de gemeente kent de cliënt niet"),
        sa.Column("referentie", sa.Text(), nullable=False, comment="ReferentieNummer, of een pseudoniem ervoor"),
        sa.Column("vorige", sa.Text(), comment="van een credit: de referentie van het debet"),
        sa.Column("toewijzing_nummer", sa.BigInteger(), nullable=False),
        sa.Column("categorie", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("begindatum", sa.Date(), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=False, comment="laatste dag"),
        sa.Column("volume", sa.Integer(), nullable=False),
        sa.Column("eenheid", sa.Text(), nullable=False, comment="WJ756"),
        sa.Column("tarief", sa.Integer(), comment="eurocent per eenheid"),
        sa.Column("bedrag", sa.Integer(), nullable=False, comment="eurocent, zonder teken"),
        sa.Column("credit", sa.Boolean(), nullable=False),
        sa.Column("retourcodes", postgresql.ARRAY(sa.Text()), nullable=False, comment="leeg: toegekend"),
        sa.Column("gecrediteerd_door", sa.Uuid(), comment="de WMO323 met de credit die is toegekend"),
        sa.CheckConstraint("credit = (vorige is not null)", name=op.f("ck_prestaties_vorige")),
        sa.CheckConstraint("gecrediteerd_door is null or not credit", name=op.f("ck_prestaties_gecrediteerd")),
        sa.ForeignKeyConstraint(
            ["gemeente", "bericht_id"],
            ["declaraties.gemeente", "declaraties.bericht_id"],
            name=op.f("fk_prestaties_gemeente_bericht_id"),
        ),
        sa.ForeignKeyConstraint(
            ["gemeente", "client_id"],
            ["clienten.gemeente", "clienten.id"],
            name=op.f("fk_prestaties_gemeente_client_id"),
        ),
        sa.ForeignKeyConstraint(
            ["gemeente", "gecrediteerd_door"],
            ["declaraties.gemeente", "declaraties.bericht_id"],
            name=op.f("fk_prestaties_gemeente_gecrediteerd_door"),
        ),
        sa.PrimaryKeyConstraint("gemeente", "bericht_id", "regel", name=op.f("pk_prestaties")),
    )
    op.create_index("ix_prestaties_referentie", "prestaties", ["aanbieder", "referentie"])
    op.create_index("ix_prestaties_client", "prestaties", ["gemeente", "client_id"])
    op.create_index(
        "uq_prestaties_toegekend",
        "prestaties",
        ["gemeente", "toewijzing_nummer", "categorie", "code", "begindatum", "einddatum"],
        unique=True,
        postgresql_where=sa.text(STANDS),
    )


def downgrade() -> None:
    op.drop_table("prestaties")
    op.drop_table("declaraties")
