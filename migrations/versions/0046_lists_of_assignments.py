"""Indexes for the list of assignments, by provider, product and days, and for that of overrides."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None
expand_only = True


def upgrade() -> None:
    for name, columns in (
        ("categorie", ["gemeente", "categorie", "nummer"]),
        ("code", ["gemeente", "code", "nummer"]),
        ("ingangsdatum", ["gemeente", "ingangsdatum", "nummer"]),
        ("einddatum", ["gemeente", "einddatum", "nummer"]),
    ):
        op.create_index(f"ix_toewijzing_versies_{name}", "toewijzing_versies", columns)
    op.create_index(
        "ix_toewijzing_versies_overrule",
        "toewijzing_versies",
        ["gemeente", "nummer", "versie"],
        postgresql_where=sa.text("overrule is not null"),
    )


def downgrade() -> None:
    for name in ("overrule", "einddatum", "ingangsdatum", "code", "categorie"):
        op.drop_index(f"ix_toewijzing_versies_{name}", "toewijzing_versies")
