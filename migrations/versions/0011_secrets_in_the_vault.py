"""The secrets by which pushes are signed are kept encrypted. What was there stays readable, as without a key."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table push_geheimen alter column geheim type geheim using row(0, geheim)::geheim")


def downgrade() -> None:
    raise RuntimeError("What is encrypted can't be read without the keys, which a migration doesn't have.")
