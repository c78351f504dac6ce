"""A municipality chooses a policy and keeps contracts; a decision keeps its ground, its override and its request."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "organisaties", sa.Column("beleid", sa.Text(), comment="van een gemeente: de regio waarvan het beleid geldt")
    )
    op.create_check_constraint(op.f("ck_organisaties_beleid"), "organisaties", "beleid is null or soort = 'gemeente'")
    op.create_table(
        "contracten",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("aanbieder", sa.Text(), nullable=False, comment="AGB-code; hoeft niet aangesloten te zijn"),
        sa.Column("segment", sa.Text(), nullable=False),
        sa.Column("soort", sa.Text(), comment="soort aanbieder; leeg waar het beleid die niet kent"),
        sa.Column("vanaf", sa.Date(), nullable=False),
        sa.Column("tot", sa.Date(), comment="laatste dag; leeg is zonder einde"),
        sa.CheckConstraint("tot >= vanaf", name=op.f("ck_contracten_periode")),
        sa.ForeignKeyConstraint(["gemeente"], ["organisaties.code"], name=op.f("fk_contracten_gemeente")),
        sa.PrimaryKeyConstraint("gemeente", "aanbieder", "segment", "vanaf", name=op.f("pk_contracten")),
    )
    op.add_column(
        "toewijzing_versies",
        sa.Column("grond", sa.Text(), comment="van meerwerk: de grond, zoals het beleid hem noemt"),
    )
    op.add_column(
        "toewijzing_versies",
        sa.Column(
            "overrule",
            postgresql.JSONB(astext_type=sa.Text()),
            comment="wie wat waarom doorliet: consulent, reden, bevindingen",
        ),
    )
    op.add_column(
        "toewijzing_versies", sa.Column("aanvraag_sleutel", sa.Text(), comment="Idempotency-Key van de wijziging")
    )
    op.add_column(
        "toewijzing_versies", sa.Column("aanvraag_hash", sa.LargeBinary(), comment="SHA-256 van de wijziging")
    )
    op.create_unique_constraint(
        op.f("uq_toewijzing_versies_gemeente_nummer_aanvraag_sleutel"),
        "toewijzing_versies",
        ["gemeente", "nummer", "aanvraag_sleutel"],
    )


def downgrade() -> None:
    op.drop_constraint("uq_toewijzing_versies_gemeente_nummer_aanvraag_sleutel", "toewijzing_versies", type_="unique")
    for kolom in ("aanvraag_hash", "aanvraag_sleutel", "overrule", "grond"):
        op.drop_column("toewijzing_versies", kolom)
    op.drop_table("contracten")
    op.drop_constraint("ck_organisaties_beleid", "organisaties", type_="check")
    op.drop_column("organisaties", "beleid")
