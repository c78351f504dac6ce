"""The ledger: every message with what became of it, and what was refused before it became one."""

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
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from gateway.store.tables.common import Encrypted, metadata

REFERENCE_COMMENT = "bij een retourbericht IdentificatieRetour; met een BSN erin een schuilnaam"

_PROVIDER = "\nCASE richting\n    WHEN 'in'::text THEN verzender\n    ELSE ontvanger\nEND"
"""The provider that a message is from or for; spelled as PostgreSQL does, or alembic takes it for another."""

berichten = Table(
    "berichten",
    metadata,
    Column("gemeente", Text, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("richting", Text, nullable=False, comment="gezien vanaf de gemeente"),
    Column("soort", Text, nullable=False),
    Column("release", Text, nullable=False),
    Column("verzender", Text, nullable=False, comment="wie het stuurde, ook bij een retourbericht"),
    Column("ontvanger", Text, nullable=False, comment="voor wie het is, ook bij een retourbericht"),
    Column(
        "identificatie",
        Text,
        nullable=False,
        comment=REFERENCE_COMMENT,
    ),
    Column("inhoud", Encrypted, nullable=False),
    Column("sha256", LargeBinary, nullable=False),
    Column("oordeel", Text, nullable=False),
    Column("bevindingen", Encrypted, nullable=False, server_default=text("row(0, '[]')::geheim"), comment="in JSON"),
    Column("heenbericht_id", Uuid, comment="van een retourbericht: waarop het antwoord is"),
    Column("uitkomst", Text, comment="van een retourbericht: of het heenbericht is goedgekeurd"),
    Column("client_id", Uuid),
    Column("vastgelegd_op", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
    PrimaryKeyConstraint("gemeente", "id"),
    ForeignKeyConstraint(["gemeente", "client_id"], ["clienten.gemeente", "clienten.id"]),
    CheckConstraint("richting in ('in', 'uit')", name="richting"),
    CheckConstraint("oordeel in ('goedgekeurd', 'afgekeurd', 'geparkeerd')", name="oordeel"),
    CheckConstraint("uitkomst in ('goedgekeurd', 'afgekeurd')", name="uitkomst"),
    # A message that was refused counts as never sent, so the same bytes may be booked again; a return message is not.
    Index(
        "uq_berichten_herhaling",
        "gemeente",
        "verzender",
        "soort",
        "identificatie",
        "sha256",
        unique=True,
        # Every return message has this verdict. Naming it keeps the planner from looking for answers by this index.
        postgresql_where=text("heenbericht_id is not null and oordeel = 'goedgekeurd'"),
    ),
    Index("ix_berichten_kenmerk", "identificatie", "gemeente", "verzender", "soort"),
    Index("ix_berichten_lijst", "gemeente", "vastgelegd_op", "id", "soort"),
    Index("ix_berichten_lijst_aanbieder", text(f"({_PROVIDER})"), "vastgelegd_op", "id", "soort", "gemeente"),
    Index("ix_berichten_lijst_alle", "vastgelegd_op", "id", "soort"),
    Index("ix_berichten_client", "gemeente", "client_id", postgresql_where=text("client_id is not null")),
    Index(
        "ix_berichten_niet_goed",
        "vastgelegd_op",
        "id",
        "gemeente",
        postgresql_where=text("oordeel = any (array['afgekeurd', 'geparkeerd'])"),
    ),
    Index(
        "ix_berichten_uitkomst",
        *("gemeente", "id", "heenbericht_id"),
        postgresql_where=text("uitkomst = 'afgekeurd'"),
        postgresql_include=["vastgelegd_op", "richting", "verzender", "ontvanger"],
    ),
    Index(
        "uq_berichten_identificatie",
        "gemeente",
        "verzender",
        "soort",
        "identificatie",
        unique=True,
        # What is passed on has no client here: the other side decides whether it counts as sent.
        postgresql_where=text("oordeel = 'goedgekeurd' and heenbericht_id is null and client_id is not null"),
    ),
    Index("ix_berichten_id", "id", postgresql_include=["vastgelegd_op", "gemeente"]),
    Index(
        "ix_berichten_heenbericht",
        "gemeente",
        "heenbericht_id",
        postgresql_where=text("heenbericht_id is not null"),
    ),
    Index("ix_berichten_geparkeerd", "id", postgresql_where=text("oordeel = 'geparkeerd'")),
    Index(
        "ix_berichten_afgekeurd_zonder_client",
        "gemeente",
        "id",
        postgresql_where=text("oordeel = 'afgekeurd' and client_id is null"),
    ),
)

beoordelingen = Table(
    "beoordelingen",
    metadata,
    Column("gemeente", Text, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("bericht_id", Uuid, nullable=False),
    Column("oordeel", Text, nullable=False, comment="vervangt dat van het geparkeerde bericht; het laatste geldt"),
    Column("bevindingen", Encrypted, nullable=False, comment="in JSON"),
    Column("client_id", Uuid),
    Column("door", Text, nullable=False, comment="code van de organisatie die erom vroeg, of de opdrachtregel"),
    Column("op", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("gemeente", "id"),
    ForeignKeyConstraint(["gemeente", "bericht_id"], ["berichten.gemeente", "berichten.id"]),
    ForeignKeyConstraint(["gemeente", "client_id"], ["clienten.gemeente", "clienten.id"]),
    CheckConstraint("oordeel in ('goedgekeurd', 'afgekeurd', 'geparkeerd')", name="oordeel"),
    Index("ix_beoordelingen_bericht", "gemeente", "bericht_id"),
    Index("ix_beoordelingen_client", "gemeente", "client_id"),
    Index(
        "uq_beoordelingen_eindoordeel",
        "gemeente",
        "bericht_id",
        unique=True,
        postgresql_where=text("oordeel <> 'geparkeerd'"),
    ),
)

bevindingcodes = Table(
    "bevindingcodes",
    metadata,
    Column("gemeente", Text, nullable=False),
    Column("bericht_id", Uuid, nullable=False),
    Column("oordeel_id", Uuid, nullable=False, comment="van de beoordeling, of het bericht zelf"),
    Column("code", Text, nullable=False),
    Column("voor_aanbieder", Boolean, nullable=False, comment="of ook de aanbieder de bevinding ziet"),
    Column("vastgelegd_op", DateTime(timezone=True), nullable=False, comment="van het bericht"),
    Column("aanbieder", Text, nullable=False, comment="van wie of voor wie het bericht is"),
    Column("soort", Text, nullable=False, comment="van het bericht"),
    PrimaryKeyConstraint("gemeente", "bericht_id", "oordeel_id", "code"),
    ForeignKeyConstraint(["gemeente", "bericht_id"], ["berichten.gemeente", "berichten.id"]),
    Index("ix_bevindingcodes_lijst", "gemeente", "code", "vastgelegd_op", "bericht_id", "soort"),
    Index(
        "ix_bevindingcodes_lijst_aanbieder",
        *("aanbieder", "code", "vastgelegd_op", "bericht_id", "soort", "gemeente"),
    ),
    Index(
        "ix_bevindingcodes_lijst_alle",
        *("code", "vastgelegd_op", "bericht_id", "soort"),
        postgresql_where=text("voor_aanbieder"),
    ),
)

aanvullingen = Table(
    "aanvullingen",
    metadata,
    Column("taak", Text, primary_key=True),
    Column("gemeente", Text, nullable=False, comment="tot en met deze gemeente en rij is het gedaan"),
    Column("tot", Uuid, nullable=False),
    Column("klaar_op", DateTime(timezone=True)),
    comment="wat oudere rijen nog niet hadden, en tot hoever het er is",
)

gebeurtenissen = Table(
    "gebeurtenissen",
    metadata,
    Column("gemeente", Text, nullable=False),
    Column("id", BigInteger, Identity(always=True), nullable=False),
    Column("bericht_id", Uuid, nullable=False),
    Column("soort", Text, nullable=False),
    Column("gegevens", JSONB, nullable=False, server_default=text("'{}'")),
    Column("op", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
    PrimaryKeyConstraint("gemeente", "id"),
    ForeignKeyConstraint(["gemeente", "bericht_id"], ["berichten.gemeente", "berichten.id"]),
    Index("ix_gebeurtenissen_bericht", "gemeente", "bericht_id"),
)

weigeringen = Table(
    "weigeringen",
    metadata,
    Column("organisatie", Text, ForeignKey("organisaties.code"), nullable=False),
    Column("id", Uuid, nullable=False),
    Column("sha256", LargeBinary, nullable=False),
    Column("omvang", Integer, nullable=False, comment="bytes"),
    Column("probleem", JSONB, nullable=False),
    Column("op", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
    PrimaryKeyConstraint("organisatie", "id"),
)
