"""A municipality may work on a day that the Algemene termijnenwet makes a holiday: terms count it then."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "organisaties",
        sa.Column(
            "gewerkte_feestdagen",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
            comment="van een gemeente: feestdagen van de Algemene termijnenwet die zij als werkdag telt",
        ),
    )


def downgrade() -> None:
    op.drop_column("organisaties", "gewerkte_feestdagen")
