"""What was done by hand to an organisation, and by whom; and who held or released the data of a client."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "organisatie_gebeurtenissen",
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("door", sa.Text(), nullable=False, comment="code van wie het deed, of de opdrachtregel"),
        sa.Column("ingang", sa.Text(), nullable=False, comment="met welke sleutel, of welke gebruiker van het systeem"),
        sa.Column("gegevens", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisatie"], ["organisaties.code"], name=op.f("fk_organisatie_gebeurtenissen_organisatie")
        ),
        sa.PrimaryKeyConstraint("organisatie", "id", name=op.f("pk_organisatie_gebeurtenissen")),
    )
    op.execute(
        "create trigger alleen_toevoegen before update or delete or truncate on organisatie_gebeurtenissen "
        "for each statement execute function alleen_toevoegen()"
    )
    for column in ("vastgelegd_door", "opgeheven_door"):
        op.add_column("bewaarplichten", sa.Column(column, sa.Text()))


def downgrade() -> None:
    for column in ("opgeheven_door", "vastgelegd_door"):
        op.drop_column("bewaarplichten", column)
    op.drop_table("organisatie_gebeurtenissen")
