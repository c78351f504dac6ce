"""WMO315 and WMO317, by which a provider asks for care or for a change of it, and their answers WMO316 and WMO318."""

from dataclasses import dataclass
from typing import ClassVar

from gateway.messages.common import Composite, Geboortedatum, Header, Node, Omvang, Product, VerkorteNaam
from gateway.standard.releases import IWMO_3_2, MessageKind


@dataclass(frozen=True, kw_only=True)
class Verwijzer(Composite):
    """The person or body that referred the client to the provider."""

    type: str
    naam: str | None = None
    zorgverlener_code: str | None = None


@dataclass(frozen=True, kw_only=True)
class AangevraagdProduct(Node):
    """Care that the provider asks the municipality to assign."""

    referentie_aanbieder: str
    beschikking_nummer: str | None = None
    product: Product | None = None
    beschikking_ingangsdatum: str | None = None
    toewijzing_ingangsdatum: str
    toewijzing_einddatum: str | None = None
    omvang: Omvang | None = None
    budget: str | None = None
    verwijzer: Verwijzer
    raamcontract: str | None = None
    commentaar: str | None = None
    retour_codes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AanvraagClient(Node):
    """The client for whom care is asked."""

    bsn: str
    geboortedatum: Geboortedatum
    geslacht: str
    naam: VerkorteNaam
    commentaar: str | None = None
    aangevraagde_producten: tuple[AangevraagdProduct, ...]
    retour_codes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Wmo315(Node):
    """Verzoek om toewijzing: from provider to municipality."""

    soort: ClassVar[MessageKind] = IWMO_3_2.kinds["WMO315"]
    header: Header
    client: AanvraagClient


@dataclass(frozen=True, kw_only=True)
class Wmo316(Node):
    """The municipality's answer to a WMO315; the client only when one of its classes is at fault."""

    soort: ClassVar[MessageKind] = IWMO_3_2.kinds["WMO316"]
    header: Header
    client: AanvraagClient | None = None


@dataclass(frozen=True, kw_only=True)
class OngewijzigdProduct(Node):
    """An assignment that should stay as it is."""

    toewijzing_nummer: str
    retour_codes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TeWijzigenProduct(Node):
    """An assignment that should change: this much of it from then until then."""

    toewijzing_nummer: str
    gewenste_ingangsdatum: str
    einddatum: str | None = None
    omvang: Omvang | None = None
    budget: str | None = None
    retour_codes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NieuwProduct(Node):
    """Care that should be assigned beside what is."""

    product: Product | None = None
    gewenste_ingangsdatum: str
    einddatum: str | None = None
    omvang: Omvang | None = None
    budget: str | None = None
    retour_codes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Verzoek(Node):
    """What the assignments of a client should become, all of them together."""

    referentie_aanbieder: str
    reden_verzoek: str
    ongewijzigde_producten: tuple[OngewijzigdProduct, ...] = ()
    te_wijzigen_producten: tuple[TeWijzigenProduct, ...] = ()
    nieuwe_producten: tuple[NieuwProduct, ...] = ()
    retour_codes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WijzigingClient(Node):
    """The client for whom a change is asked."""

    bsn: str
    verzoek: Verzoek
    retour_codes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Wmo317(Node):
    """Verzoek om wijziging: from provider to municipality."""

    soort: ClassVar[MessageKind] = IWMO_3_2.kinds["WMO317"]
    header: Header
    client: WijzigingClient


@dataclass(frozen=True, kw_only=True)
class Wmo318(Node):
    """The municipality's answer to a WMO317; the client only when one of its classes is at fault."""

    soort: ClassVar[MessageKind] = IWMO_3_2.kinds["WMO318"]
    header: Header
    client: WijzigingClient | None = None
