"""Prestaties of a product and of a period are found by an index of their own.

A product or a period that few or none have was looked for in the index of the whole list, row by row. Code that writes
claims waits while the indexes are made: with a million Prestaties some seconds.
"""

from alembic import op

revision = "0078"
down_revision = "0077"
branch_labels = None
depends_on = None
expand_only = True

TABLE = "prestaties"


def upgrade() -> None:
    op.create_index("ix_prestaties_product", TABLE, ["code", "bericht_id", "regel", "gemeente", "aanbieder"])
    op.create_index("ix_prestaties_begin", TABLE, ["begindatum", "gemeente"])


def downgrade() -> None:
    op.drop_index("ix_prestaties_begin", TABLE)
    op.drop_index("ix_prestaties_product", TABLE)
