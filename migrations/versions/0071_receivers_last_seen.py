"""When a receiver was last seen, and until when its certificate is good."""

import sqlalchemy as sa
from alembic import op

revision = "0071"
down_revision = "0070"
branch_labels = None
depends_on = None
expand_only = True


def upgrade() -> None:
    op.add_column(
        "bestemmingen",
        sa.Column("gezien_op", sa.DateTime(timezone=True), comment="wanneer zij het laatst antwoordde, op de minuut"),
    )
    op.add_column(
        "bestemmingen",
        sa.Column(
            "certificaat_tot", sa.DateTime(timezone=True), comment="einde van haar certificaat, bij de laatste proef"
        ),
    )


def downgrade() -> None:
    op.drop_column("bestemmingen", "certificaat_tot")
    op.drop_column("bestemmingen", "gezien_op")
