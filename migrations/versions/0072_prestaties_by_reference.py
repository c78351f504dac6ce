"""A Prestatie is looked up by its reference alone, by the one index that begins with it.

Beside an index that begins with the provider, PostgreSQL went through all that the provider ever claimed for each
reference, as long as it had no figures of the table.
"""

from alembic import op

revision = "0072"
down_revision = "0071"
expand_only = True
branch_labels = None
depends_on = None

NAME, TABLE = "ix_prestaties_referentie", "prestaties"


def upgrade() -> None:
    op.drop_index(NAME, TABLE)
    op.create_index(NAME, TABLE, ["referentie", "aanbieder"])


def downgrade() -> None:
    op.drop_index(NAME, TABLE)
    op.create_index(NAME, TABLE, ["aanbieder", "referentie"])
