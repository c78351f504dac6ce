"""The tables, as alembic compares them with the migrations.

Tenant is the gemeentecode, first column of every key, so that each table can be partitioned or distributed by it;
only `workers`, `organisaties` and what hangs on the latter (keys, secrets, how its deliveries fare) stand above the
tenants. `berichten`, `beoordelingen` and `gebeurtenissen` are the ledger, `inzages` tells who looked, `zegels` and
`zegelbladen` seal them: a trigger refuses UPDATE and DELETE on all of these. Two sequences, which alembic does not
compare, stand in the first migration: `toewijzing_nummers` (at most 999 999 999, the bound of the standard) and
`identificaties`.
"""

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
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    Time,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.dialects.postgresql.base import ischema_names
from sqlalchemy.types import UserDefinedType

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

NU = func.now()


class Geheim(UserDefinedType[bytes]):
    """Encrypted; see `gateway.store.kluis`."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """The name of the type."""
        return "geheim"


ischema_names["geheim"] = Geheim


organisaties = Table(
    "organisaties",
    metadata,
    Column("code", Text, primary_key=True, comment="gemeentecode, AGB-code of eigen naam van een beheerder"),
    Column("soort", Text, nullable=False),
    Column("naam", Text, nullable=False),
    Column("kanaal", Text, nullable=False, server_default="postvak", comment="hoe zij haar berichten krijgt"),
    Column("afleveradres", Text, comment="URL, bij kanaal push"),
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
    Column("aangemaakt_op", DateTime(timezone=True), nullable=False, server_default=NU),
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
        "kanaal = 'postvak' or kanaal = 'push' and afleveradres is not null"
        " or kanaal = 'map' and aflevermap is not null",
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
)

push_geheimen = Table(
    "push_geheimen",
    metadata,
    Column("organisatie", Text, ForeignKey("organisaties.code"), nullable=False),
    Column("id", BigInteger, Identity(always=True), nullable=False),
    Column("geheim", Geheim, nullable=False, comment="waarmee een push wordt ondertekend"),
    Column("aangemaakt_op", DateTime(timezone=True), nullable=False, server_default=NU),
    Column("vervalt_op", DateTime(timezone=True), comment="van een geheim dat een opvolger heeft"),
    PrimaryKeyConstraint("organisatie", "id"),
)

bestemmingen = Table(
    "bestemmingen",
    metadata,
    Column("ontvanger", Text, ForeignKey("organisaties.code"), primary_key=True),
    Column("fouten", Integer, nullable=False, server_default="0", comment="mislukte pogingen op rij"),
    Column("rust_tot", DateTime(timezone=True), comment="tot dan geen poging, en dan eerst een enkele"),
    comment="hoe het gaat met wie berichten krijgt toegestuurd, voor alle workers samen",
)

workers = Table(
    "workers",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("machine", Text, nullable=False),
    Column("gestart_op", DateTime(timezone=True), nullable=False, server_default=NU),
    Column("gezien_op", DateTime(timezone=True), nullable=False, server_default=NU),
)

api_sleutels = Table(
    "api_sleutels",
    metadata,
    Column("hash", LargeBinary, primary_key=True, comment="SHA-256 van de sleutel"),
    Column("naam", Text, nullable=False, comment="wat in de sleutel achter gw_ staat"),
    Column("organisatie", Text, ForeignKey("organisaties.code"), nullable=False),
    Column("omschrijving", Text, nullable=False),
    Column("aangemaakt_op", DateTime(timezone=True), nullable=False, server_default=NU),
    Column("geldig_tot", DateTime(timezone=True), comment="vanaf dan opent hij niets meer"),
    Column("laatst_gebruikt_op", DateTime(timezone=True), comment="op de minuut"),
    Column("ingetrokken_op", DateTime(timezone=True)),
    UniqueConstraint("organisatie", "naam"),
)

clienten = Table(
    "clienten",
    metadata,
    Column("gemeente", Text, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("bsn", Geheim, nullable=False),
    Column("bsn_zoek", LargeBinary, comment="HMAC van het bsn"),
    Column("gegevens", Geheim, nullable=False, comment="de klasse Client van WMO301 in JSON, zonder producten"),
    Column("aangemaakt_op", DateTime(timezone=True), nullable=False, server_default=NU),
    Column("gewijzigd_op", DateTime(timezone=True), nullable=False, server_default=NU),
    PrimaryKeyConstraint("gemeente", "id"),
    UniqueConstraint("gemeente", "bsn_zoek"),
    Index("ix_clienten_open", "gemeente", "id", postgresql_where=text("bsn_zoek is null")),
)

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
    Column("identificatie", Text, nullable=False, comment="bij een retourbericht IdentificatieRetour"),
    Column("inhoud", Geheim, nullable=False),
    Column("sha256", LargeBinary, nullable=False),
    Column("oordeel", Text, nullable=False),
    Column("bevindingen", Geheim, nullable=False, server_default=text("row(0, '[]')::geheim"), comment="in JSON"),
    Column("heenbericht_id", Uuid, comment="van een retourbericht: waarop het antwoord is"),
    Column("uitkomst", Text, comment="van een retourbericht: of het heenbericht is goedgekeurd"),
    Column("client_id", Uuid),
    Column("vastgelegd_op", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
    PrimaryKeyConstraint("gemeente", "id"),
    ForeignKeyConstraint(["gemeente", "client_id"], ["clienten.gemeente", "clienten.id"]),
    CheckConstraint("richting in ('in', 'uit')", name="richting"),
    CheckConstraint("oordeel in ('goedgekeurd', 'afgekeurd', 'geparkeerd')", name="oordeel"),
    CheckConstraint("uitkomst in ('goedgekeurd', 'afgekeurd')", name="uitkomst"),
    UniqueConstraint("gemeente", "verzender", "soort", "identificatie", "sha256", name="uq_berichten_herhaling"),
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
    Index("ix_berichten_id", "id"),
    Index(
        "ix_berichten_heenbericht",
        "gemeente",
        "heenbericht_id",
        postgresql_where=text("heenbericht_id is not null"),
    ),
    Index("ix_berichten_geparkeerd", "id", postgresql_where=text("oordeel = 'geparkeerd'")),
)

beoordelingen = Table(
    "beoordelingen",
    metadata,
    Column("gemeente", Text, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("bericht_id", Uuid, nullable=False),
    Column("oordeel", Text, nullable=False, comment="vervangt dat van het geparkeerde bericht; het laatste geldt"),
    Column("bevindingen", Geheim, nullable=False, comment="in JSON"),
    Column("client_id", Uuid),
    Column("door", Text, nullable=False, comment="code van de organisatie die erom vroeg, of de opdrachtregel"),
    Column("op", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("gemeente", "id"),
    ForeignKeyConstraint(["gemeente", "bericht_id"], ["berichten.gemeente", "berichten.id"]),
    ForeignKeyConstraint(["gemeente", "client_id"], ["clienten.gemeente", "clienten.id"]),
    CheckConstraint("oordeel in ('goedgekeurd', 'afgekeurd', 'geparkeerd')", name="oordeel"),
    Index("ix_beoordelingen_bericht", "gemeente", "bericht_id"),
    Index(
        "uq_beoordelingen_eindoordeel",
        "gemeente",
        "bericht_id",
        unique=True,
        postgresql_where=text("oordeel <> 'geparkeerd'"),
    ),
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

_TE_BEZORGEN = "staat = 'wachtend' and kanaal <> 'postvak'"
_IN_POSTVAK = "staat = 'opgegeven' or staat = 'wachtend' and kanaal = 'postvak'"

leveringen = Table(
    "leveringen",
    metadata,
    Column("gemeente", Text, nullable=False),
    Column("id", BigInteger, Identity(always=True), nullable=False),
    Column("bericht_id", Uuid, nullable=False),
    Column("ontvanger", Text, nullable=False),
    Column("reeks", Uuid, nullable=False, comment="binnen een reeks op volgorde; meestal de client"),
    Column("kanaal", Text, nullable=False, comment="dat van de ontvanger"),
    Column("staat", Text, nullable=False, server_default="wachtend"),
    Column("pogingen", Integer, nullable=False, server_default="0"),
    Column("sinds", DateTime(timezone=True), nullable=False, server_default=NU, comment="begin van de bezorgtermijn"),
    Column("niet_voor", DateTime(timezone=True), nullable=False, server_default=NU, comment="ook de leasetijd"),
    Column("onderweg", Boolean, nullable=False, server_default=text("false"), comment="niet_voor is een leasetijd"),
    Column("wacht_op", BigInteger, comment="de eerdere levering die voorgaat, zodra dat is gezien"),
    Column("afgerond_op", DateTime(timezone=True)),
    PrimaryKeyConstraint("gemeente", "id"),
    UniqueConstraint("gemeente", "bericht_id", "ontvanger"),
    ForeignKeyConstraint(["gemeente", "bericht_id"], ["berichten.gemeente", "berichten.id"]),
    CheckConstraint("kanaal in ('postvak', 'push', 'map')", name="kanaal"),
    CheckConstraint("staat in ('wachtend', 'geleverd', 'opgegeven')", name="staat"),
    Index("ix_leveringen_postvak", "ontvanger", "id", postgresql_where=text(_IN_POSTVAK)),
    Index(
        "ix_leveringen_beurt",
        "ontvanger",
        "niet_voor",
        "id",
        postgresql_where=text(f"{_TE_BEZORGEN} and wacht_op is null"),
    ),
    Index(
        "ix_leveringen_volgorde",
        "gemeente",
        "ontvanger",
        "reeks",
        "id",
        postgresql_where=text(_TE_BEZORGEN),
    ),
    Index("ix_leveringen_id", "id"),
    Index("ix_leveringen_wacht_op", "gemeente", "wacht_op", postgresql_where=text("wacht_op is not null")),
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
    Column("aangemaakt_op", DateTime(timezone=True), nullable=False, server_default=NU),
    PrimaryKeyConstraint("gemeente", "nummer"),
    ForeignKeyConstraint(["gemeente", "client_id"], ["clienten.gemeente", "clienten.id"]),
    UniqueConstraint("gemeente", "aanvraag_sleutel"),
    Index("ix_toewijzingen_client", "gemeente", "client_id", "aanbieder"),
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
    Column("commentaar", Geheim),
    Column("referentie_aanbieder", Text),
    Column("verwijderd", Boolean, nullable=False, server_default=text("false")),
    Column("vastgelegd_op", DateTime(timezone=True), nullable=False, server_default=NU),
    Column("grond", Text, comment="van meerwerk: de grond, zoals het beleid hem noemt"),
    Column("overrule", Geheim, comment="wie wat waarom doorliet: consulent, reden, bevindingen"),
    Column("aanvraag_sleutel", Text, comment="Idempotency-Key van de wijziging"),
    Column("aanvraag_hash", LargeBinary, comment="SHA-256 van de wijziging"),
    PrimaryKeyConstraint("gemeente", "nummer", "versie"),
    ForeignKeyConstraint(["gemeente", "nummer"], ["toewijzingen.gemeente", "toewijzingen.nummer"]),
    UniqueConstraint("gemeente", "nummer", "aanvraag_sleutel"),
)

contracten = Table(
    "contracten",
    metadata,
    Column("gemeente", Text, ForeignKey("organisaties.code"), nullable=False),
    Column("aanbieder", Text, nullable=False, comment="AGB-code; hoeft niet aangesloten te zijn"),
    Column("segment", Text, nullable=False),
    Column("soort", Text, comment="soort aanbieder; leeg waar het beleid die niet kent"),
    Column("vanaf", Date, nullable=False),
    Column("tot", Date, comment="laatste dag; leeg is zonder einde"),
    PrimaryKeyConstraint("gemeente", "aanbieder", "segment", "vanaf"),
    CheckConstraint("tot >= vanaf", name="periode"),
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


def _levering(naam: str, *extra: Column[Any]) -> Table:
    """A table of starts or stops: what providers reported and did not take back."""
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


starts = _levering("starts")
stops = _levering("stops", Column("reden_beeindiging", Text, nullable=False), Column("einddatum", Date, nullable=False))

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
    Column("afgehandeld_door", Geheim, comment="wie de gemeente noemde, of anders de gemeente"),
    Column("notitie", Geheim),
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
    Column("reden", Geheim, nullable=False),
    Column("sinds", DateTime(timezone=True), nullable=False, server_default=NU),
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

sleutelring = Table(
    "sleutelring",
    metadata,
    Column("naam", Text, primary_key=True, comment="zoek, of het nummer van de sleutel"),
    Column("vingerafdruk", LargeBinary, nullable=False),
    Column("sinds", DateTime(timezone=True), nullable=False, server_default=NU),
)

toegangen = Table(
    "toegangen",
    metadata,
    Column("weg", Text, nullable=False),
    Column("kenmerk", Text, nullable=False, comment="naam bij de identiteitsprovider, of SHA-256 van het certificaat"),
    Column("organisatie", Text, ForeignKey("organisaties.code"), nullable=False),
    Column("omschrijving", Text, nullable=False),
    Column("sinds", DateTime(timezone=True), nullable=False, server_default=NU),
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
    Column("vastgelegd_op", DateTime(timezone=True), nullable=False, server_default=NU),
    Column("ingetrokken_op", DateTime(timezone=True)),
    CheckConstraint("tot is null or tot >= vanaf", name="periode"),
    Index("ix_machtigingen_partijen", "intermediair", "partij"),
)
