"""What a person noted with a signal is kept encrypted. What was there stays readable, as without a key."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "alter table signalen alter column notitie type geheim"
        " using case when notitie is not null then row(0, convert_to(notitie, 'UTF8'))::geheim end"
    )


def downgrade() -> None:
    raise RuntimeError("What is encrypted can't be read without the keys, which a migration doesn't have.")
