"""A message that was delivered and is not answered in time is silent, as a state of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None
expand_only = False

STATES = "staat in ('wachtend', 'geleverd', 'opgegeven'{})"
TROUBLED = "{} or staat = 'wachtend' and opgegeven_op is not null"


def upgrade() -> None:
    op.add_column(
        "leveringen",
        sa.Column(
            "antwoord_voor",
            sa.DateTime(timezone=True),
            comment="komt er voor dan geen retourbericht, dan is het stil",
        ),
    )
    _allow(", 'stil'", "staat in ('opgegeven', 'stil')")
    op.create_index(
        "ix_leveringen_antwoord_voor",
        "leveringen",
        ["antwoord_voor"],
        postgresql_where=sa.text("antwoord_voor is not null"),
    )
    op.create_index(
        "ix_leveringen_stil", "leveringen", ["gemeente", "bericht_id"], postgresql_where=sa.text("staat = 'stil'")
    )


def downgrade() -> None:
    op.drop_index("ix_leveringen_stil", "leveringen")
    op.drop_index("ix_leveringen_antwoord_voor", "leveringen")
    op.execute("update leveringen set staat = 'geleverd' where staat = 'stil'")
    _allow("", "staat = 'opgegeven'")
    op.drop_column("leveringen", "antwoord_voor")


def _allow(states: str, troubled: str) -> None:
    op.drop_index("ix_leveringen_opgegeven", "leveringen")
    op.drop_constraint(op.f("ck_leveringen_staat"), "leveringen")
    op.create_check_constraint("staat", "leveringen", STATES.format(states))
    op.create_index(
        "ix_leveringen_opgegeven",
        "leveringen",
        ["gemeente", "bericht_id"],
        postgresql_where=sa.text(TROUBLED.format(troubled)),
    )
