"""Timestamps of an outside authority over the root of all seals, which are only ever added to."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0044"
down_revision = "0043"
expand_only = True
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tijdstempels",
        sa.Column("nummer", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("wortel", sa.LargeBinary(), nullable=False, comment="over de nieuwste zegels van alle gemeenten"),
        sa.Column("zegels", JSONB(), nullable=False, comment="per gemeente het nummer van dat zegel"),
        sa.Column("tijd", sa.DateTime(timezone=True), nullable=False, comment="waarvoor de instantie tekende"),
        sa.Column("antwoord", sa.LargeBinary(), nullable=False, comment="van de instantie (RFC 3161, DER)"),
        sa.Column("op", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.PrimaryKeyConstraint("nummer", name=op.f("pk_tijdstempels")),
    )
    op.create_index(op.f("ix_tijdstempels_op"), "tijdstempels", ["op"])
    op.execute(
        "create trigger alleen_toevoegen before update or delete or truncate on tijdstempels "
        "for each statement execute function alleen_toevoegen()"
    )


def downgrade() -> None:
    op.drop_table("tijdstempels")
