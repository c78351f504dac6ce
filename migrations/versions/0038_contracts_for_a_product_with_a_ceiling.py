"""A contract may be for one product of its segment, and may have a ceiling in euro cents.

Older code would take such a contract for one of the whole segment, so it may not write beside this.
"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None
expand_only = False


def upgrade() -> None:
    op.drop_constraint("pk_contracten", "contracten", type_="primary")
    op.add_column("contracten", sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False))
    op.create_primary_key(op.f("pk_contracten"), "contracten", ["gemeente", "id"])
    op.add_column("contracten", sa.Column("product", sa.Text(), comment="productcode; leeg is heel het segment"))
    op.add_column(
        "contracten",
        sa.Column("plafond", sa.BigInteger(), comment="eurocent over de hele looptijd; leeg is zonder plafond"),
    )
    op.create_check_constraint(
        op.f("ck_contracten_plafond"), "contracten", "plafond is null or plafond >= 0 and tot is not null"
    )
    op.create_index(
        "uq_contracten_sleutel",
        "contracten",
        ["gemeente", "aanbieder", "segment", "product", "vanaf"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_index("ix_toewijzingen_aanbieder", "toewijzingen", ["gemeente", "aanbieder", "nummer"])


def downgrade() -> None:
    op.drop_index("ix_toewijzingen_aanbieder", "toewijzingen")
    op.drop_index("uq_contracten_sleutel", "contracten")
    op.drop_constraint("ck_contracten_plafond", "contracten", type_="check")
    op.execute("delete from contracten where product is not null")
    op.drop_constraint("pk_contracten", "contracten", type_="primary")
    op.drop_column("contracten", "plafond")
    op.drop_column("contracten", "product")
    op.drop_column("contracten", "id")
    op.create_primary_key(op.f("pk_contracten"), "contracten", ["gemeente", "aanbieder", "segment", "vanaf"])
