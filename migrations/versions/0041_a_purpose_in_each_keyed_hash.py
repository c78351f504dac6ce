"""Purpose and municipality go into keyed hashes: a BSN has another one in each municipality, and as Idempotency-Key.

Older hashes are still found, until `vault rewrap` has gone over those of clients. Older code doesn't find the new ones.
"""

from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None
expand_only = False


def upgrade() -> None:
    op.execute("comment on column clienten.bsn_zoek is 'hash met sleutel van doel, gemeente en bsn'")


def downgrade() -> None:
    raise RuntimeError("What was hashed for its purpose would not be found any more.")
