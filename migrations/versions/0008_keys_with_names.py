"""An API key has a name to point at it, may expire, and shows when it was last used."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "api_sleutels", sa.Column("naam", sa.Text(), nullable=True, comment="wat in de sleutel achter gw_ staat")
    )
    # Of a key from before nobody knows how it begins: the head of its hash serves as well.
    op.execute("update api_sleutels set naam = left(encode(hash, 'hex'), 8)")
    op.alter_column("api_sleutels", "naam", nullable=False)
    op.create_unique_constraint("uq_api_sleutels_organisatie_naam", "api_sleutels", ["organisatie", "naam"])
    op.add_column(
        "api_sleutels",
        sa.Column("geldig_tot", sa.DateTime(timezone=True), nullable=True, comment="vanaf dan opent hij niets meer"),
    )
    op.add_column(
        "api_sleutels",
        sa.Column("laatst_gebruikt_op", sa.DateTime(timezone=True), nullable=True, comment="op de minuut"),
    )


def downgrade() -> None:
    for column in ("laatst_gebruikt_op", "geldig_tot", "naam"):
        op.drop_column("api_sleutels", column)
