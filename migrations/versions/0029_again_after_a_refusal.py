"""Bytes that were refused may be booked again: only of return messages are they unique.

The constraint was also the index by which messages under one Identificatie are found; they have one of their own now.
Going back is impossible once the same bytes were booked twice: the ledger keeps both rows.
"""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

SENT = "(gemeente, verzender, soort, identificatie"


def upgrade() -> None:
    op.execute(f"create index ix_berichten_identificatie on berichten {SENT})")
    op.execute("alter table berichten drop constraint uq_berichten_herhaling")
    op.execute(
        f"create unique index uq_berichten_herhaling on berichten {SENT}, sha256)"
        " where heenbericht_id is not null and oordeel = 'goedgekeurd'"
    )


def downgrade() -> None:
    op.execute("drop index uq_berichten_herhaling")
    op.execute(f"alter table berichten add constraint uq_berichten_herhaling unique {SENT}, sha256)")
    op.execute("drop index ix_berichten_identificatie")
