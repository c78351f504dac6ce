"""What operators did to all organisations is listed in its order by index."""

from alembic import op

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None
expand_only = True


def upgrade() -> None:
    op.create_index("ix_organisatie_gebeurtenissen_id", "organisatie_gebeurtenissen", ["id"])


def downgrade() -> None:
    op.drop_index("ix_organisatie_gebeurtenissen_id", "organisatie_gebeurtenissen")
