"""Alerts: webhooks to an address of a back office or an operator, with a secret of its own, each attempt on record."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None
expand_only = True

NOW = sa.text("now()")


def upgrade() -> None:
    op.create_table(
        "attenderingsadressen",
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("soorten", postgresql.ARRAY(sa.Text()), nullable=False, comment="van welke gebeurtenissen"),
        sa.Column(
            "afgeschermd", sa.Boolean(), nullable=False, comment="mag in een netwerk van GATEWAY_PUSH_PRIVATE liggen"
        ),
        sa.Column("fouten", sa.Integer(), server_default="0", nullable=False, comment="mislukte pogingen op rij"),
        sa.Column("rust_tot", sa.DateTime(timezone=True), comment="tot dan geen poging, en dan eerst een enkele"),
        sa.Column("aangemaakt_op", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.Column("ingetrokken_op", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("organisatie", "id", name=op.f("pk_attenderingsadressen")),
        sa.ForeignKeyConstraint(
            ["organisatie"], ["organisaties.code"], name=op.f("fk_attenderingsadressen_organisatie")
        ),
    )
    op.create_table(
        "attenderingen",
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False, comment="webhook-id"),
        sa.Column("adres_id", sa.Uuid(), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column(
            "gegevens", postgresql.JSONB(), nullable=False, comment="id's en verwijzingen, geen persoonsgegevens"
        ),
        sa.Column("sleutel", sa.Text(), comment="van wat maar een keer wordt verteld"),
        sa.Column("staat", sa.Text(), server_default="wachtend", nullable=False),
        sa.Column("pogingen", sa.Integer(), server_default="0", nullable=False),
        sa.Column("uitkomst", sa.Text(), comment="van de laatste poging"),
        sa.Column(
            "niet_voor", sa.DateTime(timezone=True), server_default=NOW, nullable=False, comment="ook de leasetijd"
        ),
        sa.Column("ontstaan_op", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.Column("afgerond_op", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("organisatie", "id", name=op.f("pk_attenderingen")),
        sa.ForeignKeyConstraint(
            ["organisatie", "adres_id"],
            ["attenderingsadressen.organisatie", "attenderingsadressen.id"],
            name=op.f("fk_attenderingen_organisatie"),
        ),
        sa.CheckConstraint("staat in ('wachtend', 'geleverd', 'opgegeven')", name=op.f("ck_attenderingen_staat")),
    )
    for name, columns, where in (
        ("beurt", ["organisatie", "adres_id", "niet_voor", "id"], "staat = 'wachtend'"),
        ("lijst", ["organisatie", "ontstaan_op", "id"], None),
        ("staat", ["organisatie", "staat", "ontstaan_op", "id"], None),
        ("afgerond", ["afgerond_op"], "afgerond_op is not null"),
    ):
        condition = None if where is None else sa.text(where)
        op.create_index(f"ix_attenderingen_{name}", "attenderingen", columns, postgresql_where=condition)
    op.create_index(
        "uq_attenderingen_sleutel",
        "attenderingen",
        ["organisatie", "adres_id", "soort", "sleutel"],
        unique=True,
        postgresql_where=sa.text("sleutel is not null"),
    )
    op.create_table(
        "attendering_pogingen",
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("attendering_id", sa.Uuid(), nullable=False),
        sa.Column("poging", sa.Integer(), nullable=False),
        sa.Column("uitkomst", sa.Text(), nullable=False),
        sa.Column("geleverd", sa.Boolean(), nullable=False),
        sa.Column("duur_ms", sa.Integer(), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.PrimaryKeyConstraint("organisatie", "id", name=op.f("pk_attendering_pogingen")),
        sa.ForeignKeyConstraint(
            ["organisatie", "attendering_id"],
            ["attenderingen.organisatie", "attenderingen.id"],
            name=op.f("fk_attendering_pogingen_organisatie"),
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_attendering_pogingen_attendering", "attendering_pogingen", ["organisatie", "attendering_id"])
    op.add_column("push_geheimen", sa.Column("adres_id", sa.Uuid(), comment="leeg: van pushes van berichten"))


def downgrade() -> None:
    op.execute("delete from push_geheimen where adres_id is not null")
    op.drop_column("push_geheimen", "adres_id")
    for table in ("attendering_pogingen", "attenderingen", "attenderingsadressen"):
        op.drop_table(table)
