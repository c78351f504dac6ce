"""A line to a receiver that was never tried, or whose trial failed, is tried before anything is sent by it."""

import sqlalchemy as sa
from alembic import op

revision = "0075"
down_revision = "0074"
branch_labels = None
depends_on = None
expand_only = True


def upgrade() -> None:
    op.add_column(
        "bestemmingen",
        sa.Column("lijn", sa.Text, comment="onbeproefd: eerst proberen; mislukt: zo bevroren; leeg: zij is bereikt"),
    )
    op.create_check_constraint("lijn", "bestemmingen", "lijn in ('onbeproefd', 'mislukt')")


def downgrade() -> None:
    op.drop_constraint("lijn", "bestemmingen")
    op.drop_column("bestemmingen", "lijn")
