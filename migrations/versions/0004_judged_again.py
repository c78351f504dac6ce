"""A parked message can be judged again; each later verdict is a row of its own."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "beoordelingen",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bericht_id", sa.Uuid(), nullable=False),
        sa.Column(
            "oordeel",
            sa.Text(),
            nullable=False,
            comment="vervangt dat van het geparkeerde bericht; het laatste geldt",
        ),
        sa.Column("bevindingen", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column(
            "door",
            sa.Text(),
            nullable=False,
            comment="code van de organisatie die erom vroeg, of de opdrachtregel",
        ),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "oordeel in ('goedgekeurd', 'afgekeurd', 'geparkeerd')", name=op.f("ck_beoordelingen_oordeel")
        ),
        sa.ForeignKeyConstraint(
            ["gemeente", "bericht_id"],
            ["berichten.gemeente", "berichten.id"],
            name=op.f("fk_beoordelingen_gemeente_bericht_id"),
        ),
        sa.ForeignKeyConstraint(
            ["gemeente", "client_id"],
            ["clienten.gemeente", "clienten.id"],
            name=op.f("fk_beoordelingen_gemeente_client_id"),
        ),
        sa.PrimaryKeyConstraint("gemeente", "id", name=op.f("pk_beoordelingen")),
    )
    op.create_index("ix_beoordelingen_bericht", "beoordelingen", ["gemeente", "bericht_id"], unique=False)
    op.create_index(
        "uq_beoordelingen_eindoordeel",
        "beoordelingen",
        ["gemeente", "bericht_id"],
        unique=True,
        postgresql_where=sa.text("oordeel <> 'geparkeerd'"),
    )
    op.create_index(
        "ix_berichten_geparkeerd",
        "berichten",
        ["id"],
        unique=False,
        postgresql_where=sa.text("oordeel = 'geparkeerd'"),
    )
    op.execute(
        "create trigger alleen_toevoegen before update or delete or truncate on beoordelingen "
        "for each statement execute function alleen_toevoegen()"
    )


def downgrade() -> None:
    op.drop_index("ix_berichten_geparkeerd", "berichten")
    op.drop_table("beoordelingen")
