"""The deliveries of all municipalities are paged by an index, in the order in which they were made."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_leveringen_id", "leveringen", ["id"])


def downgrade() -> None:
    op.drop_index("ix_leveringen_id", "leveringen")
