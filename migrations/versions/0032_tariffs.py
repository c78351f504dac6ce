"""A municipality keeps tariffs: what one unit of a product costs, for all providers or one, from when until when."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tarieven",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("categorie", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("aanbieder", sa.Text(), comment="AGB-code; leeg is elke aanbieder zonder eigen tarief"),
        sa.Column("eenheid", sa.Text(), nullable=False, comment="WJ756"),
        sa.Column("bedrag", sa.Integer(), nullable=False, comment="eurocent per eenheid"),
        sa.Column("vanaf", sa.Date(), nullable=False),
        sa.Column("tot", sa.Date(), comment="laatste dag; leeg is zonder einde"),
        sa.CheckConstraint("tot >= vanaf", name=op.f("ck_tarieven_periode")),
        sa.CheckConstraint("bedrag >= 0", name=op.f("ck_tarieven_bedrag")),
        sa.ForeignKeyConstraint(["gemeente"], ["organisaties.code"], name=op.f("fk_tarieven_gemeente")),
        sa.PrimaryKeyConstraint("gemeente", "id", name=op.f("pk_tarieven")),
    )
    op.create_index(
        "uq_tarieven_sleutel",
        "tarieven",
        ["gemeente", "categorie", "code", "aanbieder", "eenheid", "vanaf"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )


def downgrade() -> None:
    op.drop_table("tarieven")
