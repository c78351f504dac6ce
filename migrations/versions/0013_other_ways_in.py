"""Who calls may also be known by a token or a certificate, and an intermediary may act for who mandated it."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

SOORT = "soort in ('gemeente', 'aanbieder', 'beheerder', 'intermediair')"
SOORT_VOORHEEN = "soort in ('gemeente', 'aanbieder', 'beheerder')"


def upgrade() -> None:
    op.drop_constraint("ck_organisaties_soort", "organisaties")
    op.create_check_constraint("soort", "organisaties", SOORT)
    op.create_table(
        "toegangen",
        sa.Column("weg", sa.Text(), nullable=False),
        sa.Column(
            "kenmerk",
            sa.Text(),
            nullable=False,
            comment="naam bij de identiteitsprovider, of SHA-256 van het certificaat",
        ),
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("omschrijving", sa.Text(), nullable=False),
        sa.Column("sinds", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("weg in ('oidc', 'certificaat')", name=op.f("ck_toegangen_weg")),
        sa.ForeignKeyConstraint(["organisatie"], ["organisaties.code"], name=op.f("fk_toegangen_organisatie")),
        sa.PrimaryKeyConstraint("weg", "kenmerk", name=op.f("pk_toegangen")),
    )
    op.create_table(
        "machtigingen",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("intermediair", sa.Text(), nullable=False),
        sa.Column("partij", sa.Text(), nullable=False, comment="namens wie"),
        sa.Column("berichtsoort", sa.Text(), nullable=False),
        sa.Column("vanaf", sa.Date(), nullable=False),
        sa.Column("tot", sa.Date(), nullable=True, comment="laatste dag"),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("ingetrokken_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("tot is null or tot >= vanaf", name=op.f("ck_machtigingen_periode")),
        sa.ForeignKeyConstraint(["intermediair"], ["organisaties.code"], name=op.f("fk_machtigingen_intermediair")),
        sa.ForeignKeyConstraint(["partij"], ["organisaties.code"], name=op.f("fk_machtigingen_partij")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_machtigingen")),
    )
    op.create_index("ix_machtigingen_partijen", "machtigingen", ["intermediair", "partij"], unique=False)


def downgrade() -> None:
    op.drop_table("machtigingen")
    op.drop_table("toegangen")
    op.drop_constraint("ck_organisaties_soort", "organisaties")
    op.create_check_constraint("soort", "organisaties", SOORT_VOORHEEN)
