"""The calendar of freezes: periods in which nothing goes by a channel, or nothing is taken in."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None
expand_only = True


def upgrade() -> None:
    op.create_table(
        "stilstanden",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("kanaal", sa.Text(), nullable=False, comment="een kanaal, of binnenkomst"),
        sa.Column("soorten", ARRAY(sa.Text()), nullable=False, comment="soorten bericht; leeg: alle"),
        sa.Column("van", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tot", sa.DateTime(timezone=True), nullable=False, comment="voor van: ingetrokken"),
        sa.Column("reden", sa.Text()),
        sa.Column("door", sa.Text(), nullable=False, comment="code van wie het deed, of de opdrachtregel"),
        sa.Column("ingang", sa.Text(), nullable=False),
        sa.Column("beeindigd_door", sa.Text()),
        sa.Column("beeindigd_ingang", sa.Text()),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stilstanden")),
        comment="wanneer er niets langs een kanaal gaat, of niets wordt aangenomen",
    )


def downgrade() -> None:
    op.drop_table("stilstanden")
