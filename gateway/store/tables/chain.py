"""The envelopes in which messages travel through the chain of GGK and VECOZO."""

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    Uuid,
)

from gateway.store.tables.common import NOW, metadata

enveloppen_uit = Table(
    "enveloppen_uit",
    metadata,
    Column("gemeente", Text, nullable=False),
    Column("referentie", Uuid, nullable=False, comment="het referentienummer"),
    Column("levering_id", BigInteger, nullable=False),
    Column("gemaakt_op", DateTime(timezone=True), nullable=False, server_default=NOW, comment="het tijdstipBericht"),
    Column("geweigerd_op", DateTime(timezone=True), comment="wanneer de keten haar weigerde, met een Fo01"),
    Column("foutcode", Text),
    PrimaryKeyConstraint("gemeente", "referentie"),
    ForeignKeyConstraint(["gemeente", "levering_id"], ["leveringen.gemeente", "leveringen.id"]),
    Index("ix_enveloppen_uit_referentie", "referentie"),
    Index("ix_enveloppen_uit_levering", "gemeente", "levering_id", "gemaakt_op"),
    comment="per keer dat een bericht de keten in gaat; dezelfde bij elke poging",
)

enveloppen_in = Table(
    "enveloppen_in",
    metadata,
    Column("gemeente", Text, nullable=False),
    Column("zender", LargeBinary, nullable=False, comment="hash van wie haar stuurde, met applicatie en administratie"),
    Column("referentie", Uuid, nullable=False, comment="het referentienummer"),
    Column("sha256", LargeBinary, nullable=False, comment="van het bericht erin"),
    Column("antwoord", Uuid, nullable=False, comment="het referentienummer van de Bv03"),
    Column("ontvangen_op", DateTime(timezone=True), nullable=False, comment="ook het tijdstip van de Bv03"),
    PrimaryKeyConstraint("gemeente", "zender", "referentie"),
    Index("ix_enveloppen_in_bericht", "gemeente", "sha256"),
)
