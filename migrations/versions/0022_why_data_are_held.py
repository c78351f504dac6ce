"""Why the data of a client are held is kept encrypted. What was there stays readable, as without a key."""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "alter table bewaarplichten alter column reden type geheim using row(0, convert_to(reden, 'UTF8'))::geheim"
    )


def downgrade() -> None:
    raise RuntimeError("What is encrypted can't be read without the keys, which a migration doesn't have.")
