"""What a provider asked of all municipalities is listed in its order, and found, by index."""

from alembic import op

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None
expand_only = True


def upgrade() -> None:
    columns = ["aanbieder", "ontvangen_op", "id", "gemeente", "soort", "code"]
    op.create_index("ix_verzoeken_aanbieder", "verzoeken", columns)
    op.create_index("ix_verzoeken_id", "verzoeken", ["id"])


def downgrade() -> None:
    op.drop_index("ix_verzoeken_id", "verzoeken")
    op.drop_index("ix_verzoeken_aanbieder", "verzoeken")
