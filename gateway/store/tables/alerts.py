"""Alerts: addresses that want them, those that wait or were sent, and every attempt."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from gateway.store.tables.common import NOW, metadata

attenderingsadressen = Table(
    "attenderingsadressen",
    metadata,
    Column("organisatie", Text, ForeignKey("organisaties.code"), nullable=False),
    Column("id", Uuid, nullable=False),
    Column("url", Text, nullable=False),
    Column("soorten", ARRAY(Text), nullable=False, comment="van welke gebeurtenissen"),
    Column("afgeschermd", Boolean, nullable=False, comment="mag in een netwerk van GATEWAY_PUSH_PRIVATE liggen"),
    Column("fouten", Integer, nullable=False, server_default="0", comment="mislukte pogingen op rij"),
    Column("rust_tot", DateTime(timezone=True), comment="tot dan geen poging, en dan eerst een enkele"),
    Column("aangemaakt_op", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("ingetrokken_op", DateTime(timezone=True)),
    PrimaryKeyConstraint("organisatie", "id"),
)

attenderingen = Table(
    "attenderingen",
    metadata,
    Column("organisatie", Text, nullable=False),
    Column("id", Uuid, nullable=False, comment="webhook-id"),
    Column("adres_id", Uuid, nullable=False),
    Column("soort", Text, nullable=False),
    Column("gegevens", JSONB, nullable=False, comment="id's en verwijzingen, geen persoonsgegevens"),
    Column("sleutel", Text, comment="van wat maar een keer wordt verteld"),
    Column("staat", Text, nullable=False, server_default="wachtend"),
    Column("pogingen", Integer, nullable=False, server_default="0"),
    Column("uitkomst", Text, comment="van de laatste poging"),
    Column("niet_voor", DateTime(timezone=True), nullable=False, server_default=NOW, comment="ook de leasetijd"),
    Column("ontstaan_op", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("afgerond_op", DateTime(timezone=True)),
    PrimaryKeyConstraint("organisatie", "id"),
    ForeignKeyConstraint(["organisatie", "adres_id"], ["attenderingsadressen.organisatie", "attenderingsadressen.id"]),
    CheckConstraint("staat in ('wachtend', 'geleverd', 'opgegeven')", name="staat"),
    Index(
        "ix_attenderingen_beurt",
        *("organisatie", "adres_id", "niet_voor", "id"),
        postgresql_where=text("staat = 'wachtend'"),
    ),
    Index("ix_attenderingen_lijst", "organisatie", "ontstaan_op", "id"),
    Index("ix_attenderingen_staat", "organisatie", "staat", "ontstaan_op", "id"),
    Index("ix_attenderingen_afgerond", "afgerond_op", postgresql_where=text("afgerond_op is not null")),
    Index(
        "uq_attenderingen_sleutel",
        *("organisatie", "adres_id", "soort", "sleutel"),
        unique=True,
        postgresql_where=text("sleutel is not null"),
    ),
)

attendering_pogingen = Table(
    "attendering_pogingen",
    metadata,
    Column("organisatie", Text, nullable=False),
    Column("id", BigInteger, Identity(always=True), nullable=False),
    Column("attendering_id", Uuid, nullable=False),
    Column("poging", Integer, nullable=False),
    Column("uitkomst", Text, nullable=False),
    Column("geleverd", Boolean, nullable=False),
    Column("duur_ms", Integer, nullable=False),
    Column("op", DateTime(timezone=True), nullable=False, server_default=NOW),
    PrimaryKeyConstraint("organisatie", "id"),
    ForeignKeyConstraint(
        ["organisatie", "attendering_id"], ["attenderingen.organisatie", "attenderingen.id"], ondelete="CASCADE"
    ),
    Index("ix_attendering_pogingen_attendering", "organisatie", "attendering_id"),
)
