"""The envelopes in which messages travel through the chain of GGK and VECOZO."""

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    Uuid,
    text,
)

from gateway.store.tables.common import NOW, Encrypted, metadata

enveloppen_uit = Table(
    "enveloppen_uit",
    metadata,
    Column("gemeente", Text, nullable=False),
    Column("referentie", Uuid, nullable=False, comment="het referentienummer"),
    Column("levering_id", BigInteger, nullable=False),
    Column("gemaakt_op", DateTime(timezone=True), nullable=False, server_default=NOW, comment="het tijdstipBericht"),
    Column("geweigerd_op", DateTime(timezone=True), comment="wanneer de keten haar weigerde, met een Fo01"),
    Column("foutcode", Text),
    Column("status", Text, comment="wat VECOZO het laatst van haar zei"),
    Column("navraag_op", DateTime(timezone=True), comment="wanneer VECOZO naar haar wordt gevraagd; leeg: niet"),
    PrimaryKeyConstraint("gemeente", "referentie"),
    ForeignKeyConstraint(["gemeente", "levering_id"], ["leveringen.gemeente", "leveringen.id"]),
    Index("ix_enveloppen_uit_referentie", "referentie"),
    Index("ix_enveloppen_uit_navraag", "navraag_op", postgresql_where=text("navraag_op is not null")),
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
    Column("conversatie", Uuid, comment="van een bericht dat bij VECOZO lag: het ConversatieID"),
    PrimaryKeyConstraint("gemeente", "zender", "referentie"),
    Index("ix_enveloppen_in_bericht", "gemeente", "sha256"),
)

ophaalbronnen = Table(
    "ophaalbronnen",
    metadata,
    Column("adres", Text, primary_key=True),
    Column(
        "volgende_op", DateTime(timezone=True), nullable=False, server_default=NOW, comment="voor dan vraagt niemand"
    ),
    Column("gelukt_op", DateTime(timezone=True), comment="wanneer het laatst alles was gevraagd"),
    Column("uitkomst", Text, comment="waarom dat sindsdien niet lukte"),
    comment="waar berichten worden opgehaald, voor alle workers samen",
)

ophalingen = Table(
    "ophalingen",
    metadata,
    Column("gemeente", Text, nullable=False, comment="de afzender zoals VECOZO hem noemt; leeg: zonder"),
    Column("id", Uuid, nullable=False, comment="het TraceerID"),
    Column("adres", Text, nullable=False),
    Column("conversatie", Uuid, nullable=False, comment="het ConversatieID"),
    Column("soort", Text, comment="zoals VECOZO het noemt"),
    Column("probleem", Text, nullable=False),
    Column("toelichting", Text, nullable=False),
    Column("inhoud", Encrypted, comment="de payload; leeg zolang die bij VECOZO ligt"),
    Column("sinds", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("pogingen", Integer, nullable=False, server_default="1"),
    Column("volgende_op", DateTime(timezone=True), nullable=False),
    Column("losgelaten_op", DateTime(timezone=True), comment="een beheerder gaf het op"),
    Column("losgelaten_door", Text),
    Column("losgelaten_ingang", Text),
    PrimaryKeyConstraint("gemeente", "id"),
    Index("ix_ophalingen_adres", "adres", "volgende_op"),
    comment="berichten die bij VECOZO lagen en niet konden worden ontvangen",
)
