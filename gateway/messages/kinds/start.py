"""WMO305, by which a provider reports that care began, and its answer WMO306."""

from dataclasses import dataclass
from typing import ClassVar

from gateway.messages.common import Geboortedatum, Header, Node, Product, VerkorteNaam
from gateway.standard.releases import IWMO_3_2, MessageKind


@dataclass(frozen=True, kw_only=True)
class StartProduct(Node):
    """Care that began, or that did not after all: `status_aanlevering` tells."""

    toewijzing_nummer: str | None = None
    product: Product | None = None
    toewijzing_ingangsdatum: str | None = None
    begindatum: str
    status_aanlevering: str
    retour_codes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StartClient(Node):
    """The client whose care began."""

    bsn: str
    geboortedatum: Geboortedatum
    geslacht: str
    naam: VerkorteNaam
    start_producten: tuple[StartProduct, ...]
    retour_codes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Wmo305(Node):
    """Start: from provider to municipality."""

    soort: ClassVar[MessageKind] = IWMO_3_2.kinds["WMO305"]
    header: Header
    client: StartClient


@dataclass(frozen=True, kw_only=True)
class Wmo306(Node):
    """The municipality's answer to a WMO305; the client only when one of its classes is at fault."""

    soort: ClassVar[MessageKind] = IWMO_3_2.kinds["WMO306"]
    header: Header
    client: StartClient | None = None
