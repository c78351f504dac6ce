"""A decision keeps who took it, when it was asked for, the evaluations agreed, and whether the provider agrees."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

GROUND = "van meerwerk: de grond, zoals het beleid hem noemt"
GROUND_OF_BOTH = "van meerwerk of verlenging: de grond, zoals het beleid hem noemt"


def upgrade() -> None:
    op.execute(
        "alter table toewijzing_versies add column beslist_door geheim, alter column beslist_door set statistics 0"
    )
    op.execute("comment on column toewijzing_versies.beslist_door is 'wie besloot'")
    op.add_column(
        "toewijzing_versies", sa.Column("aangevraagd_op", sa.Date(), comment="de dag waarop de cliënt het vroeg")
    )
    op.add_column(
        "toewijzing_versies",
        sa.Column(
            "evaluatie_op",
            postgresql.ARRAY(sa.Date()),
            server_default=sa.text("'{}'"),
            nullable=False,
            comment="afgesproken evaluaties",
        ),
    )
    op.add_column(
        "toewijzing_versies",
        sa.Column(
            "instemming_aanbieder",
            sa.Boolean(),
            comment="of de aanbieder het ermee eens is; leeg is niet vastgelegd",
        ),
    )
    op.alter_column("toewijzing_versies", "grond", comment=GROUND_OF_BOTH, existing_comment=GROUND)


def downgrade() -> None:
    op.alter_column("toewijzing_versies", "grond", comment=GROUND, existing_comment=GROUND_OF_BOTH)
    for column in ("instemming_aanbieder", "evaluatie_op", "aangevraagd_op", "beslist_door"):
        op.drop_column("toewijzing_versies", column)
