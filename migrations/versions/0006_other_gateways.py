"""A municipality may use another gateway: what it and the providers here send each other is passed on."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

APPROVED = "oordeel = 'goedgekeurd' and heenbericht_id is null"


def upgrade() -> None:
    op.add_column(
        "organisaties",
        sa.Column(
            "extern",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
            comment="van een gemeente: zij gebruikt een andere gateway; berichten worden doorgegeven",
        ),
    )
    op.create_check_constraint(op.f("ck_organisaties_extern"), "organisaties", "not extern or soort = 'gemeente'")
    _unique(f"{APPROVED} and client_id is not null")


def downgrade() -> None:
    _unique(APPROVED)
    op.drop_constraint("ck_organisaties_extern", "organisaties", type_="check")
    op.drop_column("organisaties", "extern")


def _unique(where: str) -> None:
    op.drop_index("uq_berichten_identificatie", "berichten")
    op.create_index(
        "uq_berichten_identificatie",
        "berichten",
        ["gemeente", "verzender", "soort", "identificatie"],
        unique=True,
        postgresql_where=sa.text(where),
    )
