"""Each filter of the list of signals has an index, in the order of the list."""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None
expand_only = True


def upgrade() -> None:
    for name, columns, where in (
        ("code", ["gemeente", "code", "uiterlijk", "id"], None),
        ("aanbieder", ["gemeente", "aanbieder", "uiterlijk", "id"], None),
        ("bericht", ["gemeente", "bericht_id"], "bericht_id is not null"),
        ("niet_open", ["gemeente", "status", "uiterlijk", "id"], "status <> 'open'"),
    ):
        condition = None if where is None else sa.text(where)
        op.create_index(f"ix_signalen_{name}", "signalen", columns, postgresql_where=condition)


def downgrade() -> None:
    for name in ("niet_open", "bericht", "aanbieder", "code"):
        op.drop_index(f"ix_signalen_{name}", "signalen")
