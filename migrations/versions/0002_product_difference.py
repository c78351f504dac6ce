"""A municipality may let a product that differs from the assigned one (IV075) be a signal."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "organisaties",
        sa.Column(
            "productverschil_is_signaal",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
            comment="van een gemeente: een ander product dan toegewezen (IV075) is geen reden tot afkeur",
        ),
    )


def downgrade() -> None:
    op.drop_column("organisaties", "productverschil_is_signaal")
