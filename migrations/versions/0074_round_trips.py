"""A trial message through the chain to a receiver: under which reference it went, and the code that came back."""

import sqlalchemy as sa
from alembic import op

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None
expand_only = True


def upgrade() -> None:
    op.add_column(
        "bestemmingen",
        sa.Column("proef_referentie", sa.Uuid, comment="van de laatste rondreis door de keten"),
    )
    op.add_column("bestemmingen", sa.Column("proef_code", sa.Text, comment="van de Fo01 op die rondreis"))


def downgrade() -> None:
    op.drop_column("bestemmingen", "proef_code")
    op.drop_column("bestemmingen", "proef_referentie")
