"""Signals on dates, and the progress of the rounds that make them."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from gateway.store.tables.common import Encrypted, metadata

signalen = Table(
    "signalen",
    metadata,
    Column("gemeente", Text, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("code", Text, nullable=False, comment="van de bewaking: NL-801"),
    Column("sleutel", Text, nullable=False, comment="waar de oorzaak over gaat, binnen gemeente en code"),
    Column("client_id", Uuid, comment="leeg: geen cliënt van de gemeente"),
    Column("aanbieder", Text, nullable=False),
    Column("toewijzing_nummer", BigInteger),
    Column("bericht_id", Uuid),
    Column("uiterlijk", Date, nullable=False),
    Column("tekst", Text, nullable=False),
    Column("bron", Text, nullable=False),
    Column("status", Text, nullable=False, server_default="open"),
    Column("ontstaan_op", DateTime(timezone=True), nullable=False),
    Column("afgehandeld_op", DateTime(timezone=True)),
    Column("afgehandeld_door", Encrypted, comment="wie de gemeente noemde, of anders de gemeente"),
    Column("notitie", Encrypted),
    Column("vervallen_op", DateTime(timezone=True), comment="wanneer de oorzaak weg was; leeg: zij duurt voort"),
    PrimaryKeyConstraint("gemeente", "id"),
    ForeignKeyConstraint(["gemeente", "client_id"], ["clienten.gemeente", "clienten.id"]),
    ForeignKeyConstraint(["gemeente", "toewijzing_nummer"], ["toewijzingen.gemeente", "toewijzingen.nummer"]),
    ForeignKeyConstraint(["gemeente", "bericht_id"], ["berichten.gemeente", "berichten.id"]),
    CheckConstraint(
        "case status when 'open' then afgehandeld_op is null and vervallen_op is null"
        " when 'afgehandeld' then afgehandeld_op is not null"
        " when 'vervallen' then afgehandeld_op is null and vervallen_op is not null else false end",
        name="status",
    ),
    Index(
        "uq_signalen_oorzaak", "gemeente", "code", "sleutel", unique=True, postgresql_where=text("vervallen_op is null")
    ),
    Index("ix_signalen_open", "gemeente", "uiterlijk", "id", postgresql_where=text("status = 'open'")),
    Index("ix_signalen_uiterlijk", "gemeente", "uiterlijk", "id"),
    Index("ix_signalen_client", "gemeente", "client_id"),
    Index("ix_signalen_toewijzing", "gemeente", "toewijzing_nummer"),
    Index("ix_signalen_code", "gemeente", "code", "uiterlijk", "id"),
    Index("ix_signalen_aanbieder", "gemeente", "aanbieder", "uiterlijk", "id"),
    Index("ix_signalen_bericht", "gemeente", "bericht_id", postgresql_where=text("bericht_id is not null")),
    Index(
        "ix_signalen_niet_open",
        *("gemeente", "status", "uiterlijk", "id"),
        postgresql_where=text("status <> 'open'"),
    ),
)

signaal_gebeurtenissen = Table(
    "signaal_gebeurtenissen",
    metadata,
    Column("gemeente", Text, nullable=False),
    Column("id", BigInteger, Identity(always=True), nullable=False),
    Column("signaal_id", Uuid, nullable=False),
    Column("soort", Text, nullable=False),
    Column("gegevens", JSONB, nullable=False, server_default=text("'{}'")),
    Column("op", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("gemeente", "id"),
    ForeignKeyConstraint(["gemeente", "signaal_id"], ["signalen.gemeente", "signalen.id"]),
    CheckConstraint("soort in ('ontstaan', 'verplaatst', 'afgehandeld', 'vervallen')", name="soort"),
    Index("ix_signaal_gebeurtenissen_signaal", "gemeente", "signaal_id"),
)

signaal_rondes = Table(
    "signaal_rondes",
    metadata,
    Column("gemeente", Text, ForeignKey("organisaties.code"), primary_key=True),
    Column("dag", Date, nullable=False),
    Column("maatstaf", LargeBinary, nullable=False, comment="hash van beleid en bewaking"),
    Column("sinds", Date, nullable=False, comment="wiens zorg eerder eindigde wordt overgeslagen"),
    Column("tot_client", Uuid, comment="leeg: de ronde is rond"),
    Column("tot_bericht", Uuid, nullable=False, comment="latere berichten zijn nog te bekijken"),
)
