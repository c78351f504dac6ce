"""The ledger is sealed in batches, each chained to the one before."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = ("zegels", "zegelbladen")


def upgrade() -> None:
    op.create_table(
        "zegels",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.Column("aantal", sa.Integer(), nullable=False, comment="rijen onder het zegel"),
        sa.Column("wortel", sa.LargeBinary(), nullable=False, comment="van de Merkle-boom over die rijen"),
        sa.Column("vorige", sa.LargeBinary(), nullable=False, comment="hash van het zegel ervoor"),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "tot_gebeurtenis", sa.BigInteger(), nullable=False, comment="hoogste id uit gebeurtenissen tot nu toe"
        ),
        sa.PrimaryKeyConstraint("gemeente", "nummer", name=op.f("pk_zegels")),
    )
    op.create_table(
        "zegelbladen",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("zegel", sa.Integer(), nullable=False),
        sa.Column("positie", sa.Integer(), nullable=False, comment="vanaf 0"),
        sa.Column("tabel", sa.Text(), nullable=False),
        sa.Column("sleutel", sa.Text(), nullable=False, comment="id van de rij"),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gemeente", "zegel"], ["zegels.gemeente", "zegels.nummer"], name=op.f("fk_zegelbladen_gemeente_zegel")
        ),
        sa.PrimaryKeyConstraint("gemeente", "zegel", "positie", name=op.f("pk_zegelbladen")),
        sa.UniqueConstraint("gemeente", "tabel", "sleutel", name=op.f("uq_zegelbladen_gemeente_tabel_sleutel")),
    )
    for table in TABLES:
        op.execute(
            f"create trigger alleen_toevoegen before update or delete or truncate on {table} "
            "for each statement execute function alleen_toevoegen()"
        )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
