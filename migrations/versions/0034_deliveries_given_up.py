"""When a delivery was given up, until it is made after all; and refused messages about nobody the municipality knows.

Code from before this leaves the moment out: then the delivery counts from the day of its message.
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "leveringen",
        sa.Column(
            "opgegeven_op", sa.DateTime(timezone=True), comment="wanneer de levering is opgegeven, tot zij alsnog lukt"
        ),
    )
    op.create_index(
        "ix_leveringen_opgegeven",
        "leveringen",
        ["gemeente", "bericht_id"],
        postgresql_where=sa.text("staat = 'opgegeven' or staat = 'wachtend' and opgegeven_op is not null"),
    )
    op.create_index(
        "ix_berichten_afgekeurd_zonder_client",
        "berichten",
        ["gemeente", "id"],
        postgresql_where=sa.text("oordeel = 'afgekeurd' and client_id is null"),
    )


def downgrade() -> None:
    op.drop_index("ix_berichten_afgekeurd_zonder_client", "berichten")
    op.drop_index("ix_leveringen_opgegeven", "leveringen")
    op.drop_column("leveringen", "opgegeven_op")
