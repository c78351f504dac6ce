"""Indexes for the list of messages: by municipality, provider or all, in the order of booking, and for each filter.

The index on the Identificatie has another order of columns: it serves who knows no sender too. Old code finds by it
what it found by the one before.
"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None
expand_only = True

PROVIDER = "(case richting when 'in' then verzender else ontvanger end)"


def upgrade() -> None:
    op.create_index("ix_berichten_lijst", "berichten", ["gemeente", "vastgelegd_op", "id", "soort"])
    op.create_index("ix_berichten_lijst_aanbieder", "berichten", [sa.text(PROVIDER), "vastgelegd_op", "id", "soort"])
    op.create_index("ix_berichten_lijst_alle", "berichten", ["vastgelegd_op", "id", "soort"])
    op.create_index(
        "ix_berichten_client",
        "berichten",
        ["gemeente", "client_id"],
        postgresql_where=sa.text("client_id is not null"),
    )
    op.create_index(
        "ix_berichten_niet_goed",
        "berichten",
        ["vastgelegd_op", "id", "gemeente"],
        postgresql_where=sa.text("oordeel = any (array['afgekeurd', 'geparkeerd'])"),
    )
    op.create_index(
        "ix_berichten_uitkomst",
        "berichten",
        ["gemeente", "id", "heenbericht_id"],
        postgresql_where=sa.text("uitkomst = 'afgekeurd'"),
    )
    op.create_index("ix_beoordelingen_client", "beoordelingen", ["gemeente", "client_id"])
    op.create_index("ix_berichten_kenmerk", "berichten", ["identificatie", "gemeente", "verzender", "soort"])
    op.drop_index("ix_berichten_identificatie", "berichten")


def downgrade() -> None:
    op.create_index("ix_berichten_identificatie", "berichten", ["gemeente", "verzender", "soort", "identificatie"])
    op.drop_index("ix_berichten_kenmerk", "berichten")
    op.drop_index("ix_beoordelingen_client", "beoordelingen")
    op.drop_index("ix_berichten_uitkomst", "berichten")
    op.drop_index("ix_berichten_niet_goed", "berichten")
    op.drop_index("ix_berichten_client", "berichten")
    op.drop_index("ix_berichten_lijst_alle", "berichten")
    op.drop_index("ix_berichten_lijst_aanbieder", "berichten")
    op.drop_index("ix_berichten_lijst", "berichten")
