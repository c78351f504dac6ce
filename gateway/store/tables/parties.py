"""Organisations, their credentials and mandates."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
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
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from gateway.standard.channels import ADDRESS_COLUMNS, MAILBOX
from gateway.store.tables.common import NOW, Encrypted, metadata

_ADDRESSES = ADDRESS_COLUMNS.items()

organisaties = Table(
    "organisaties",
    metadata,
    Column("code", Text, primary_key=True, comment="gemeentecode, AGB-code of eigen naam van een beheerder"),
    Column("soort", Text, nullable=False),
    Column("naam", Text, nullable=False),
    Column("kanaal", Text, nullable=False, server_default=MAILBOX, comment="hoe zij haar berichten krijgt"),
    Column("afleveradres", Text, comment="URL, bij elk kanaal over het web"),
    Column("aflevermap", Text, comment="map op deze machine, bij kanaal map"),
    Column("bevroren_op", DateTime(timezone=True), comment="sindsdien wordt haar niets bezorgd"),
    Column("bevroren_reden", Text),
    Column(
        "productverschil_is_signaal",
        Boolean,
        nullable=False,
        server_default=text("false"),
        comment="van een gemeente: een ander product dan toegewezen (IV075) is geen reden tot afkeur",
    ),
    Column(
        "gewerkte_feestdagen",
        ARRAY(Text),
        nullable=False,
        server_default=text("'{}'"),
        comment="van een gemeente: feestdagen van de Algemene termijnenwet die zij als werkdag telt",
    ),
    Column("aangemaakt_op", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("beleid", Text, comment="van een gemeente: de regio waarvan het beleid geldt"),
    CheckConstraint("soort in ('gemeente', 'aanbieder', 'beheerder', 'intermediair')", name="soort"),
    Column(
        "extern",
        Boolean,
        nullable=False,
        server_default=text("false"),
        comment="van een gemeente: zij gebruikt een andere gateway; berichten worden doorgegeven",
    ),
    CheckConstraint("beleid is null or soort = 'gemeente'", name="beleid"),
    CheckConstraint("not extern or soort = 'gemeente'", name="extern"),
    CheckConstraint(
        " or ".join([f"kanaal = '{MAILBOX}'", *(f"kanaal = '{k}' and {c} is not null" for k, c in _ADDRESSES)]),
        name="kanaal",
    ),
)

organisatie_gebeurtenissen = Table(
    "organisatie_gebeurtenissen",
    metadata,
    Column("organisatie", Text, ForeignKey("organisaties.code"), nullable=False),
    Column("id", BigInteger, Identity(always=True), nullable=False),
    Column("soort", Text, nullable=False),
    Column("door", Text, nullable=False, comment="code van wie het deed, of de opdrachtregel"),
    Column("ingang", Text, nullable=False, comment="met welke sleutel, of welke gebruiker van het systeem"),
    Column("gegevens", JSONB, nullable=False, server_default=text("'{}'")),
    Column("op", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
    PrimaryKeyConstraint("organisatie", "id"),
    Index("ix_organisatie_gebeurtenissen_id", "id"),
)

push_geheimen = Table(
    "push_geheimen",
    metadata,
    Column("organisatie", Text, ForeignKey("organisaties.code"), nullable=False),
    Column("id", BigInteger, Identity(always=True), nullable=False),
    Column("geheim", Encrypted, nullable=False, comment="waarmee een push wordt ondertekend"),
    Column("aangemaakt_op", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("vervalt_op", DateTime(timezone=True), comment="van een geheim dat een opvolger heeft"),
    Column("adres_id", Uuid, comment="leeg: van pushes van berichten"),
    PrimaryKeyConstraint("organisatie", "id"),
)

api_sleutels = Table(
    "api_sleutels",
    metadata,
    Column("hash", LargeBinary, primary_key=True, comment="SHA-256 van de sleutel"),
    Column("naam", Text, nullable=False, comment="wat in de sleutel achter gw_ staat"),
    Column("organisatie", Text, ForeignKey("organisaties.code"), nullable=False),
    Column("omschrijving", Text, nullable=False),
    Column("aangemaakt_op", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("geldig_tot", DateTime(timezone=True), comment="vanaf dan opent hij niets meer"),
    Column("laatst_gebruikt_op", DateTime(timezone=True), comment="op de minuut"),
    Column("ingetrokken_op", DateTime(timezone=True)),
    UniqueConstraint("organisatie", "naam"),
)

toegangen = Table(
    "toegangen",
    metadata,
    Column("weg", Text, nullable=False),
    Column("kenmerk", Text, nullable=False, comment="naam bij de identiteitsprovider, of SHA-256 van het certificaat"),
    Column("organisatie", Text, ForeignKey("organisaties.code"), nullable=False),
    Column("omschrijving", Text, nullable=False),
    Column("sinds", DateTime(timezone=True), nullable=False, server_default=NOW),
    PrimaryKeyConstraint("weg", "kenmerk"),
    CheckConstraint("weg in ('oidc', 'certificaat')", name="weg"),
)

machtigingen = Table(
    "machtigingen",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("intermediair", Text, ForeignKey("organisaties.code"), nullable=False),
    Column("partij", Text, ForeignKey("organisaties.code"), nullable=False, comment="namens wie"),
    Column("berichtsoort", Text, nullable=False),
    Column("vanaf", Date, nullable=False),
    Column("tot", Date, comment="laatste dag"),
    Column("vastgelegd_op", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("ingetrokken_op", DateTime(timezone=True)),
    CheckConstraint("tot is null or tot >= vanaf", name="periode"),
    Index("ix_machtigingen_partijen", "intermediair", "partij"),
)

personen = Table(
    "personen",
    metadata,
    Column("organisatie", Text, ForeignKey("organisaties.code"), nullable=False),
    Column("id", Uuid, nullable=False),
    Column("inlognaam", Text, nullable=False, unique=True, comment="staat in inzages, en wordt niet opnieuw gebruikt"),
    Column("naam", Encrypted, nullable=False),
    Column("rol", Text, nullable=False),
    Column("wachtwoord", Text, nullable=False, comment="Argon2id"),
    Column("totp", Encrypted, comment="geheim van de tweede factor"),
    Column("totp_stap", BigInteger, comment="tijdstap van de laatst gebruikte code"),
    Column("mislukt", Integer, nullable=False, server_default=text("0"), comment="keer achter elkaar"),
    Column("mislukt_op", DateTime(timezone=True)),
    Column("aangemaakt_op", DateTime(timezone=True), nullable=False),
    Column("laatst_ingelogd_op", DateTime(timezone=True)),
    Column("vervallen_op", DateTime(timezone=True), comment="sindsdien kan hij of zij niet meer inloggen"),
    Column("identiteit", LargeBinary, comment="SHA-256 van iss en sub bij een identiteitsprovider"),
    PrimaryKeyConstraint("organisatie", "id"),
    CheckConstraint("rol in ('raadpleger', 'consulent', 'backoffice', 'beheerder')", name="rol"),
    UniqueConstraint("organisatie", "identiteit"),
)

sessies = Table(
    "sessies",
    metadata,
    Column("hash", LargeBinary, primary_key=True, comment="SHA-256 van wat de browser bewaart"),
    Column("organisatie", Text, nullable=False),
    Column("persoon", Uuid, nullable=False),
    Column("doel", Text, comment="waarvoor hij of zij gegevens inziet"),
    Column("begonnen_op", DateTime(timezone=True), nullable=False),
    Column("gezien_op", DateTime(timezone=True), nullable=False, comment="op de minuut"),
    Column("eindigt_op", DateTime(timezone=True), nullable=False),
    Column("identiteitssessie", LargeBinary, comment="SHA-256 van iss en sid bij een identiteitsprovider"),
    ForeignKeyConstraint(["organisatie", "persoon"], ["personen.organisatie", "personen.id"]),
    Index("ix_sessies_organisatie_persoon", "organisatie", "persoon"),
    Index("ix_sessies_eindigt_op", "eindigt_op"),
)

eenmalig = Table(
    "eenmalig",
    metadata,
    Column("hash", LargeBinary, primary_key=True, comment="SHA-256 van een waarde die maar één keer geldt"),
    Column("tot", DateTime(timezone=True), nullable=False, comment="daarna is hij te oud om nog te gelden"),
)
