"""A large message, and long findings, are deflated before they are encrypted; the size of the message is kept apart.

Older code would hand on the deflated bytes as the message, so none may run beside this.
"""

import sqlalchemy as sa
from alembic import op

revision = "0079"
down_revision = "0078"
branch_labels = None
depends_on = None
expand_only = False


def upgrade() -> None:
    op.add_column(
        "leveringen",
        sa.Column("omvang", sa.Integer, comment="in bytes, van een groot bericht: dat wordt samengeperst bewaard"),
    )


def downgrade() -> None:
    op.drop_column("leveringen", "omvang")
