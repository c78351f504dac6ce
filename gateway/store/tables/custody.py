"""Guards of the ledger and of personal data: seals, keys, read records, and holds against erasure."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from gateway.store.tables.common import NOW, Encrypted, metadata

zegels = Table(
    "zegels",
    metadata,
    Column("gemeente", Text, nullable=False),
    Column("nummer", Integer, nullable=False),
    Column("aantal", Integer, nullable=False, comment="rijen onder het zegel"),
    Column("wortel", LargeBinary, nullable=False, comment="van de Merkle-boom over die rijen"),
    Column("vorige", LargeBinary, nullable=False, comment="hash van het zegel ervoor"),
    Column("op", DateTime(timezone=True), nullable=False),
    Column("tot_gebeurtenis", BigInteger, nullable=False, comment="hoogste id uit gebeurtenissen tot nu toe"),
    Column("tot_inzage", BigInteger, nullable=False, server_default="0", comment="hoogste id uit inzages tot nu toe"),
    Column("tot_levering", BigInteger, comment="hoogste id uit leveringen tot nu toe"),
    Column("vorm", SmallInteger, nullable=False, server_default="1", comment="waarin de rijen eronder zijn verzegeld"),
    PrimaryKeyConstraint("gemeente", "nummer"),
)

zegelbladen = Table(
    "zegelbladen",
    metadata,
    Column("gemeente", Text, nullable=False),
    Column("zegel", Integer, nullable=False),
    Column("positie", Integer, nullable=False, comment="vanaf 0"),
    Column("tabel", Text, nullable=False),
    Column("sleutel", Text, nullable=False, comment="id van de rij"),
    Column("hash", LargeBinary, nullable=False),
    PrimaryKeyConstraint("gemeente", "zegel", "positie"),
    UniqueConstraint("gemeente", "tabel", "sleutel"),
    ForeignKeyConstraint(["gemeente", "zegel"], ["zegels.gemeente", "zegels.nummer"]),
)

sleutelring = Table(
    "sleutelring",
    metadata,
    Column("naam", Text, primary_key=True, comment="zoek, of het nummer van de sleutel"),
    Column("vingerafdruk", LargeBinary, nullable=False),
    Column("sinds", DateTime(timezone=True), nullable=False, server_default=NOW),
)

herversleutelingen = Table(
    "herversleutelingen",
    metadata,
    Column("gemeente", Text, nullable=False),
    Column("naar", LargeBinary, nullable=False, comment="SHA-256 van wat er nu staat"),
    Column("van", LargeBinary, nullable=False, comment="SHA-256 van wat er eerst stond"),
    Column("sleutel", SmallInteger, nullable=False, comment="waarmee dat was versleuteld"),
    Column("met", SmallInteger, nullable=False, comment="sleutel van het bewijs"),
    Column("bewijs", LargeBinary, nullable=False, comment="dat alleen wie die sleutel heeft kan maken"),
    Column("op", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
    PrimaryKeyConstraint("gemeente", "naar"),
)

inzages = Table(
    "inzages",
    metadata,
    Column("gemeente", Text, nullable=False, comment="van wie de gegevens zijn; anders wie ernaar vroeg"),
    Column("id", BigInteger, Identity(always=True), nullable=False),
    Column("op", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
    Column("organisatie", Text, nullable=False, comment="wie het zag, of namens wie"),
    Column("via", Text, comment="de intermediair die het voor haar deed"),
    Column("ingang", Text, nullable=False, comment="met welke sleutel, welk token of certificaat"),
    Column("actie", Text, nullable=False, comment="methode en route"),
    Column("soort", Text, nullable=False, comment="van het onderwerp"),
    Column("onderwerp", Text, comment="id van het onderwerp; leeg: een lijst, of wat niet bestaat"),
    Column("clienten", ARRAY(Uuid), nullable=False, comment="over wie het ging"),
    Column("doel", Text, nullable=False),
    Column("uitkomst", Text, nullable=False),
    Column("aanvraag", Text, nullable=False, comment="X-Request-ID"),
    PrimaryKeyConstraint("gemeente", "id"),
    CheckConstraint("uitkomst in ('toegestaan', 'geweigerd')", name="uitkomst"),
    Index("ix_inzages_clienten", "clienten", postgresql_using="gin"),
)

bewaarplichten = Table(
    "bewaarplichten",
    metadata,
    Column("gemeente", Text, nullable=False),
    Column("id", BigInteger, Identity(always=True), nullable=False),
    Column("client_id", Uuid, nullable=False),
    Column("reden", Encrypted, nullable=False),
    Column("sinds", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("opgeheven_op", DateTime(timezone=True)),
    Column("vastgelegd_door", Text),
    Column("opgeheven_door", Text),
    PrimaryKeyConstraint("gemeente", "id"),
    ForeignKeyConstraint(["gemeente", "client_id"], ["clienten.gemeente", "clienten.id"]),
    Index(
        "uq_bewaarplichten_client",
        "gemeente",
        "client_id",
        unique=True,
        postgresql_where=text("opgeheven_op is null"),
    ),
)

tijdstempels = Table(
    "tijdstempels",
    metadata,
    Column("nummer", BigInteger, primary_key=True, autoincrement=False),
    Column("wortel", LargeBinary, nullable=False, comment="over de nieuwste zegels van alle gemeenten"),
    Column("zegels", JSONB, nullable=False, comment="per gemeente het nummer van dat zegel"),
    Column("tijd", DateTime(timezone=True), nullable=False, comment="waarvoor de instantie tekende"),
    Column("antwoord", LargeBinary, nullable=False, comment="van de instantie (RFC 3161, DER)"),
    Column("op", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
    Index("ix_tijdstempels_op", "op"),
)

herkomst = Table(
    "herkomst",
    metadata,
    Column("soort", Text, nullable=False),
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("systeem", Text, nullable=False, comment="van de server, gegeven toen hij werd gemaakt"),
    Column("tijdlijn", Text, nullable=False, comment="van zijn log: elke overname begint een nieuwe"),
    Column("database", BigInteger, nullable=False, comment="nummer op die server"),
    Column("plaats", DateTime(timezone=True), comment="sinds wanneer de bestanden staan waar zij staan"),
    Column("door", Text, nullable=False),
    Column("gegevens", JSONB, nullable=False, server_default=text("'{}'")),
    Column("op", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
    CheckConstraint("soort in ('begin', 'hersteld', 'verhuisd', 'standby', 'overgenomen')", name="soort"),
)
