"""Who overruled policy or handled a signal, and what was remarked on an assignment, are kept encrypted.

What was there stays readable, as without a key; versions of assignments and events of messages are never rewritten.
"""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, columns in (("toewijzing_versies", ("overrule", "commentaar")), ("signalen", ("afgehandeld_door",))):
        changes = (
            f"alter column {column} type geheim"
            f" using case when {column} is not null then row(0, convert_to({column}::text, 'UTF8'))::geheim end"
            for column in columns
        )
        op.execute(f"alter table {table} {', '.join(changes)}")


def downgrade() -> None:
    raise RuntimeError("What is encrypted can't be read without the keys, which a migration doesn't have.")
