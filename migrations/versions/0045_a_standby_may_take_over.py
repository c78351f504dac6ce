"""The note of where a database stands may say that a standby goes with it, and that one took over: no copy, then."""

from alembic import op

revision = "0045"
down_revision = "0044"
expand_only = True
branch_labels = None
depends_on = None


def upgrade() -> None:
    _kinds("'begin', 'hersteld', 'verhuisd', 'standby', 'overgenomen'")


def downgrade() -> None:
    op.execute("update herkomst set soort = 'hersteld' where soort in ('standby', 'overgenomen')")
    _kinds("'begin', 'hersteld', 'verhuisd'")


def _kinds(kinds: str) -> None:
    op.drop_constraint(op.f("ck_herkomst_soort"), "herkomst")
    op.create_check_constraint(op.f("ck_herkomst_soort"), "herkomst", f"soort in ({kinds})")
