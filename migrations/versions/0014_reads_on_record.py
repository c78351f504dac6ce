"""Who looked at what is personal, and why."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "inzages",
        sa.Column("gemeente", sa.Text(), nullable=False, comment="van wie de gegevens zijn; anders wie ernaar vroeg"),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("organisatie", sa.Text(), nullable=False, comment="wie het zag, of namens wie"),
        sa.Column("via", sa.Text(), comment="de intermediair die het voor haar deed"),
        sa.Column("ingang", sa.Text(), nullable=False, comment="met welke sleutel, welk token of certificaat"),
        sa.Column("actie", sa.Text(), nullable=False, comment="methode en route"),
        sa.Column("soort", sa.Text(), nullable=False, comment="van het onderwerp"),
        sa.Column("onderwerp", sa.Text(), comment="id van het onderwerp; leeg: een lijst, of wat niet bestaat"),
        sa.Column("clienten", postgresql.ARRAY(sa.Uuid()), nullable=False, comment="over wie het ging"),
        sa.Column("doel", sa.Text(), nullable=False),
        sa.Column("uitkomst", sa.Text(), nullable=False),
        sa.Column("aanvraag", sa.Text(), nullable=False, comment="X-Request-ID"),
        sa.CheckConstraint("uitkomst in ('toegestaan', 'geweigerd')", name=op.f("ck_inzages_uitkomst")),
        sa.PrimaryKeyConstraint("gemeente", "id", name=op.f("pk_inzages")),
    )
    op.create_index("ix_inzages_clienten", "inzages", ["clienten"], postgresql_using="gin")
    op.execute(
        "create trigger alleen_toevoegen before update or delete or truncate on inzages "
        "for each statement execute function alleen_toevoegen()"
    )


def downgrade() -> None:
    op.drop_table("inzages")
