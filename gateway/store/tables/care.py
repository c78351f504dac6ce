"""Clients and their care: assignments, their sending, starts and stops; and contracts."""

from typing import Any

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
    Time,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from gateway.store.tables.common import NOW, Encrypted, metadata

_HASH = "hash met sleutel van doel, gemeente"

clienten = Table(
    "clienten",
    metadata,
    Column("gemeente", Text, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("bsn", Encrypted, nullable=False),
    Column("bsn_zoek", LargeBinary, comment="hash met sleutel van doel, gemeente en bsn"),
    Column("gegevens", Encrypted, nullable=False, comment="de klasse Client van WMO301 in JSON, zonder producten"),
    Column("aangemaakt_op", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("gewijzigd_op", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("naam_zoek", LargeBinary, comment=f"{_HASH}, geslachtsnaam en geboortedatum"),
    Column("partnernaam_zoek", LargeBinary, comment=f"{_HASH}, geslachtsnaam van de partner en geboortedatum"),
    PrimaryKeyConstraint("gemeente", "id"),
    UniqueConstraint("gemeente", "bsn_zoek"),
    Index("ix_clienten_naam_zoek", "gemeente", "naam_zoek", postgresql_where=text("naam_zoek is not null")),
    Index(
        "ix_clienten_partnernaam_zoek",
        "gemeente",
        "partnernaam_zoek",
        postgresql_where=text("partnernaam_zoek is not null"),
    ),
    Index("ix_clienten_open", "gemeente", "id", postgresql_where=text("bsn_zoek is null")),
)

toewijzingen = Table(
    "toewijzingen",
    metadata,
    Column("gemeente", Text, nullable=False),
    Column("nummer", BigInteger, nullable=False),
    Column("client_id", Uuid, nullable=False),
    Column("aanbieder", Text, ForeignKey("organisaties.code"), nullable=False),
    Column("aanvraag_sleutel", Text, comment="Idempotency-Key van de aanvraag"),
    Column("aanvraag_hash", LargeBinary, comment="SHA-256 van de aanvraag"),
    Column("aangemaakt_op", DateTime(timezone=True), nullable=False, server_default=NOW),
    PrimaryKeyConstraint("gemeente", "nummer"),
    ForeignKeyConstraint(["gemeente", "client_id"], ["clienten.gemeente", "clienten.id"]),
    UniqueConstraint("gemeente", "aanvraag_sleutel"),
    Index("ix_toewijzingen_client", "gemeente", "client_id", "aanbieder"),
    Index("ix_toewijzingen_aanbieder", "gemeente", "aanbieder", "nummer"),
)

toewijzing_versies = Table(
    "toewijzing_versies",
    metadata,
    Column("gemeente", Text, nullable=False),
    Column("nummer", BigInteger, nullable=False),
    Column("versie", Integer, nullable=False),
    Column("toewijzingsdatum", Date, nullable=False),
    Column("toewijzingstijd", Time, nullable=False),
    Column("categorie", Text),
    Column("code", Text),
    Column("ingangsdatum", Date, nullable=False),
    Column("einddatum", Date),
    Column("reden_wijziging", Text),
    Column("volume", Integer),
    Column("eenheid", Text),
    Column("frequentie", Text),
    Column("budget", Integer, comment="eurocent"),
    Column("commentaar", Encrypted),
    Column("referentie_aanbieder", Encrypted),
    Column("verwijderd", Boolean, nullable=False, server_default=text("false")),
    Column("vastgelegd_op", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("grond", Text, comment="van meerwerk of verlenging: de grond, zoals het beleid hem noemt"),
    Column("beslist_door", Encrypted, comment="wie besloot"),
    Column("aangevraagd_op", Date, comment="de dag waarop de cliënt het vroeg"),
    Column("evaluatie_op", ARRAY(Date), nullable=False, server_default=text("'{}'"), comment="afgesproken evaluaties"),
    Column("instemming_aanbieder", Boolean, comment="of de aanbieder het ermee eens is; leeg is niet vastgelegd"),
    Column("overrule", Encrypted, comment="wie wat waarom doorliet: consulent, reden, bevindingen"),
    Column("aanvraag_sleutel", Text, comment="Idempotency-Key van de wijziging"),
    Column("aanvraag_hash", LargeBinary, comment="SHA-256 van de wijziging"),
    Column(
        "begonnen",
        Boolean,
        nullable=False,
        server_default=text("false"),
        comment="of er een start is die staat; door een trigger",
    ),
    Column("aanbieder", Text, nullable=False, comment="van de toewijzing; door een trigger"),
    PrimaryKeyConstraint("gemeente", "nummer", "versie"),
    ForeignKeyConstraint(["gemeente", "nummer"], ["toewijzingen.gemeente", "toewijzingen.nummer"]),
    UniqueConstraint("gemeente", "nummer", "aanvraag_sleutel"),
    # What tells most apart comes first. An index on an expression takes its column too, to be enough without the rows.
    Index(
        "ix_toewijzing_versies_lijst",
        *("gemeente", "nummer", "versie", text("coalesce(einddatum, 'infinity'::date)"), "ingangsdatum", "code"),
        *("begonnen", "verwijderd", "categorie", "einddatum"),
    ),
    Index(
        "ix_toewijzing_versies_aanbieder",
        *("gemeente", "aanbieder", "nummer", "versie", text("coalesce(einddatum, 'infinity'::date)"), "ingangsdatum"),
        *("code", "begonnen", "verwijderd", "categorie", "einddatum"),
    ),
    Index(
        "ix_toewijzing_versies_overrule",
        "gemeente",
        "nummer",
        "versie",
        postgresql_where=text("overrule is not null"),
    ),
    Index(
        "ix_toewijzing_versies_open",
        "gemeente",
        "nummer",
        "versie",
        postgresql_where=text("(referentie_aanbieder).sleutel = 0"),
    ),
)

besluiten = Table(
    "besluiten",
    metadata,
    Column("gemeente", Text, nullable=False),
    Column("aanvraag_sleutel", Text, nullable=False, comment="Idempotency-Key van de aanvraag, als hash"),
    Column("aanvraag_hash", LargeBinary, nullable=False, comment="SHA-256 van de aanvraag"),
    Column("bericht_ids", ARRAY(Uuid), nullable=False, comment="de WMO301's die het besluit meldden"),
    Column("nummers", ARRAY(BigInteger), nullable=False, comment="de toewijzingen, in de volgorde van de aanvraag"),
    Column("vastgelegd_op", DateTime(timezone=True), nullable=False, server_default=NOW),
    PrimaryKeyConstraint("gemeente", "aanvraag_sleutel"),
)

toewijzing_verzendingen = Table(
    "toewijzing_verzendingen",
    metadata,
    Column("gemeente", Text, nullable=False),
    Column("nummer", BigInteger, nullable=False),
    Column("versie", Integer, nullable=False),
    Column("bericht_id", Uuid, nullable=False),
    PrimaryKeyConstraint("gemeente", "nummer", "versie", "bericht_id"),
    ForeignKeyConstraint(
        ["gemeente", "nummer", "versie"],
        ["toewijzing_versies.gemeente", "toewijzing_versies.nummer", "toewijzing_versies.versie"],
    ),
    ForeignKeyConstraint(["gemeente", "bericht_id"], ["berichten.gemeente", "berichten.id"]),
)


def _reported_care(naam: str, *extra: Column[Any]) -> Table:
    """Return a table of starts or stops: what providers reported and did not take back."""
    sleutel = ("client_id", "aanbieder", "toewijzing_nummer", "categorie", "code", "begindatum")
    return Table(
        naam,
        metadata,
        Column("gemeente", Text, nullable=False),
        Column("id", BigInteger, Identity(always=True), nullable=False),
        Column("client_id", Uuid, nullable=False),
        Column("aanbieder", Text, nullable=False),
        Column("toewijzing_nummer", BigInteger),
        Column("categorie", Text),
        Column("code", Text),
        Column("begindatum", Date, nullable=False),
        *extra,
        Column("toewijzing_ingangsdatum", Date),
        Column("bericht_id", Uuid, nullable=False),
        Column("verwijderd_door", Uuid, comment="het bericht met StatusAanlevering 3"),
        PrimaryKeyConstraint("gemeente", "id"),
        ForeignKeyConstraint(["gemeente", "client_id"], ["clienten.gemeente", "clienten.id"]),
        ForeignKeyConstraint(["gemeente", "bericht_id"], ["berichten.gemeente", "berichten.id"]),
        ForeignKeyConstraint(["gemeente", "verwijderd_door"], ["berichten.gemeente", "berichten.id"]),
        Index(
            f"uq_{naam}_sleutel",
            "gemeente",
            *sleutel,
            *(kolom.name for kolom in extra),
            unique=True,
            postgresql_where=text("verwijderd_door is null"),
            postgresql_nulls_not_distinct=True,
        ),
    )


starts = _reported_care("starts")

stops = _reported_care(
    "stops", Column("reden_beeindiging", Text, nullable=False), Column("einddatum", Date, nullable=False)
)

contracten = Table(
    "contracten",
    metadata,
    Column("gemeente", Text, ForeignKey("organisaties.code"), nullable=False),
    Column("id", BigInteger, Identity(always=True), nullable=False),
    Column("aanbieder", Text, nullable=False, comment="AGB-code; hoeft niet aangesloten te zijn"),
    Column("segment", Text, nullable=False),
    Column("product", Text, comment="productcode; leeg is heel het segment"),
    Column("soort", Text, comment="soort aanbieder; leeg waar het beleid die niet kent"),
    Column("plafond", BigInteger, comment="eurocent over de hele looptijd; leeg is zonder plafond"),
    Column("vanaf", Date, nullable=False),
    Column("tot", Date, comment="laatste dag; leeg is zonder einde"),
    PrimaryKeyConstraint("gemeente", "id"),
    CheckConstraint("tot >= vanaf", name="periode"),
    CheckConstraint("plafond is null or plafond >= 0 and tot is not null", name="plafond"),
    Index(
        "uq_contracten_sleutel",
        *("gemeente", "aanbieder", "segment", "product", "vanaf"),
        unique=True,
        postgresql_nulls_not_distinct=True,
    ),
)

tarieven = Table(
    "tarieven",
    metadata,
    Column("gemeente", Text, ForeignKey("organisaties.code"), nullable=False),
    Column("id", BigInteger, Identity(always=True), nullable=False),
    Column("categorie", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("aanbieder", Text, comment="AGB-code; leeg is elke aanbieder zonder eigen tarief"),
    Column("eenheid", Text, nullable=False, comment="WJ756"),
    Column("bedrag", Integer, nullable=False, comment="eurocent per eenheid"),
    Column("vanaf", Date, nullable=False),
    Column("tot", Date, comment="laatste dag; leeg is zonder einde"),
    PrimaryKeyConstraint("gemeente", "id"),
    CheckConstraint("tot >= vanaf", name="periode"),
    CheckConstraint("bedrag >= 0", name="bedrag"),
    Index(
        "uq_tarieven_sleutel",
        *("gemeente", "categorie", "code", "aanbieder", "eenheid", "vanaf"),
        unique=True,
        postgresql_nulls_not_distinct=True,
    ),
)
