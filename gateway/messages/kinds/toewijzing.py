"""WMO301, by which a municipality assigns care to a provider, and its answer WMO302."""

from dataclasses import dataclass
from typing import ClassVar

from gateway.messages.common import (
    Adres,
    Communicatie,
    Geboortedatum,
    Header,
    Node,
    Omvang,
    OpenPeriode,
    Product,
    Telefoonnummers,
    VolledigeNaam,
)
from gateway.standard.releases import IWMO_3_2, MessageKind


@dataclass(frozen=True, kw_only=True)
class Contact(Node):
    """One way to reach the client, or someone related to the client."""

    soort: str
    adres: Adres | None = None
    organisatie: str | None = None
    telefoon: Telefoonnummers | None = None
    emailadres: str | None = None
    periode: OpenPeriode | None = None
    retour_codes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Relatie(Node):
    """Someone who matters to the client."""

    nummer: str
    volgorde: str | None = None
    soort: str
    geboortedatum: Geboortedatum | None = None
    geslacht: str | None = None
    naam: VolledigeNaam
    contact: Contact
    retour_codes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ToegewezenProduct(Node):
    """One assignment: this care, from then until then, so much of it."""

    toewijzing_nummer: str
    referentie_aanbieder: str | None = None
    product: Product | None = None
    toewijzingsdatum: str
    toewijzingstijd: str
    ingangsdatum: str
    einddatum: str | None = None
    reden_wijziging: str | None = None
    omvang: Omvang | None = None
    budget: str | None = None
    commentaar: str | None = None
    retour_codes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ToewijzingClient(Node):
    """The client with everything the provider needs to know, and the assignments."""

    bsn: str
    geboortedatum: Geboortedatum
    geslacht: str
    naam: VolledigeNaam
    communicatie: Communicatie | None = None
    juridische_status: str | None = None
    wettelijke_vertegenwoordiging: str | None = None
    commentaar: str | None = None
    relaties: tuple[Relatie, ...] = ()
    contactgegevens: tuple[Contact, ...]
    toegewezen_producten: tuple[ToegewezenProduct, ...]
    retour_codes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Wmo301(Node):
    """Toewijzing: from municipality to provider."""

    soort: ClassVar[MessageKind] = IWMO_3_2.kinds["WMO301"]
    header: Header
    client: ToewijzingClient


@dataclass(frozen=True, kw_only=True)
class Wmo302(Node):
    """The provider's answer to a WMO301; the client only when one of its classes is at fault."""

    soort: ClassVar[MessageKind] = IWMO_3_2.kinds["WMO302"]
    header: Header
    client: ToewijzingClient | None = None
