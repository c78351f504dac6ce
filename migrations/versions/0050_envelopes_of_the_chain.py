"""Messages go through the GGK: a channel, and the envelopes that went and came."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None
expand_only = False

CHANNELS = "kanaal in ('postvak', 'push', 'map'{})"
ADDRESSED = (
    "kanaal = 'postvak' or kanaal = 'push' and afleveradres is not null or kanaal = 'map' and aflevermap is not null{}"
)


def upgrade() -> None:
    _allow(" or kanaal = 'ggk' and afleveradres is not null", ", 'ggk'")
    op.alter_column("organisaties", "afleveradres", comment="URL, bij kanaal push of ggk")
    op.create_table(
        "enveloppen_uit",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("referentie", sa.Uuid(), nullable=False, comment="het referentienummer"),
        sa.Column("levering_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "gemaakt_op",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="het tijdstipBericht",
        ),
        sa.Column("geweigerd_op", sa.DateTime(timezone=True), comment="wanneer de keten haar weigerde, met een Fo01"),
        sa.Column("foutcode", sa.Text()),
        sa.PrimaryKeyConstraint("gemeente", "referentie", name=op.f("pk_enveloppen_uit")),
        sa.ForeignKeyConstraint(
            ["gemeente", "levering_id"],
            ["leveringen.gemeente", "leveringen.id"],
            name=op.f("fk_enveloppen_uit_gemeente_levering_id"),
        ),
        comment="per keer dat een bericht de keten in gaat; dezelfde bij elke poging",
    )
    op.create_index("ix_enveloppen_uit_referentie", "enveloppen_uit", ["referentie"])
    op.create_index("ix_enveloppen_uit_levering", "enveloppen_uit", ["gemeente", "levering_id", "gemaakt_op"])
    op.create_table(
        "enveloppen_in",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column(
            "zender",
            sa.LargeBinary(),
            nullable=False,
            comment="hash van wie haar stuurde, met applicatie en administratie",
        ),
        sa.Column("referentie", sa.Uuid(), nullable=False, comment="het referentienummer"),
        sa.Column("sha256", sa.LargeBinary(), nullable=False, comment="van het bericht erin"),
        sa.Column("antwoord", sa.Uuid(), nullable=False, comment="het referentienummer van de Bv03"),
        sa.Column("ontvangen_op", sa.DateTime(timezone=True), nullable=False, comment="ook het tijdstip van de Bv03"),
        sa.PrimaryKeyConstraint("gemeente", "zender", "referentie", name=op.f("pk_enveloppen_in")),
    )
    op.create_index("ix_enveloppen_in_bericht", "enveloppen_in", ["gemeente", "sha256"])


def downgrade() -> None:
    op.drop_table("enveloppen_in")
    op.drop_table("enveloppen_uit")
    op.execute("update leveringen set kanaal = 'postvak' where kanaal = 'ggk'")
    op.execute("update organisaties set kanaal = 'postvak' where kanaal = 'ggk'")
    _allow("", "")
    op.alter_column("organisaties", "afleveradres", comment="URL, bij kanaal push")


def _allow(addressed: str, channels: str) -> None:
    for table, condition in (("organisaties", ADDRESSED.format(addressed)), ("leveringen", CHANNELS.format(channels))):
        op.drop_constraint(op.f(f"ck_{table}_kanaal"), table)
        op.create_check_constraint("kanaal", table, condition)
