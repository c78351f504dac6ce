"""A request that decides on several assignments at once is carried out once under its Idempotency-Key."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "besluiten",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("aanvraag_sleutel", sa.Text(), nullable=False, comment="Idempotency-Key van de aanvraag, als hash"),
        sa.Column("aanvraag_hash", sa.LargeBinary(), nullable=False, comment="SHA-256 van de aanvraag"),
        sa.Column(
            "bericht_ids", postgresql.ARRAY(sa.Uuid()), nullable=False, comment="de WMO301's die het besluit meldden"
        ),
        sa.Column(
            "nummers",
            postgresql.ARRAY(sa.BigInteger()),
            nullable=False,
            comment="de toewijzingen, in de volgorde van de aanvraag",
        ),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("gemeente", "aanvraag_sleutel", name=op.f("pk_besluiten")),
    )


def downgrade() -> None:
    op.drop_table("besluiten")
