"""A seal notes the last delivery so far: messages under ids of a clock that was behind are found by theirs."""

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None
expand_only = True


def upgrade() -> None:
    op.add_column("zegels", sa.Column("tot_levering", sa.BigInteger, comment="hoogste id uit leveringen tot nu toe"))


def downgrade() -> None:
    op.drop_column("zegels", "tot_levering")
