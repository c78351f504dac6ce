"""The note of where a database stands may say that it moved there: it is the same database, and no copy."""

from alembic import op

revision = "0037"
down_revision = "0036"
expand_only = True
branch_labels = None
depends_on = None


def upgrade() -> None:
    _kinds("'begin', 'hersteld', 'verhuisd'")


def downgrade() -> None:
    op.execute("update herkomst set soort = 'hersteld' where soort = 'verhuisd'")
    _kinds("'begin', 'hersteld'")


def _kinds(kinds: str) -> None:
    op.drop_constraint(op.f("ck_herkomst_soort"), "herkomst")
    op.create_check_constraint(op.f("ck_herkomst_soort"), "herkomst", f"soort in ({kinds})")
