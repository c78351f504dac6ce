"""WMO307, by which a provider reports that care ended, and its answer WMO308."""

from dataclasses import dataclass
from typing import ClassVar

from gateway.messages.common import Geboortedatum, Header, Node, Product, VerkorteNaam
from gateway.standard.releases import IWMO_3_2, MessageKind


@dataclass(frozen=True, kw_only=True)
class StopProduct(Node):
    """Care that ended, for now or for good: `reden_beeindiging` tells."""

    toewijzing_nummer: str | None = None
    product: Product | None = None
    toewijzing_ingangsdatum: str | None = None
    begindatum: str
    reden_beeindiging: str
    einddatum: str
    status_aanlevering: str
    retour_codes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StopClient(Node):
    """The client whose care ended."""

    bsn: str
    geboortedatum: Geboortedatum
    geslacht: str
    naam: VerkorteNaam
    stop_producten: tuple[StopProduct, ...]
    retour_codes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Wmo307(Node):
    """Stop: from provider to municipality."""

    soort: ClassVar[MessageKind] = IWMO_3_2.kinds["WMO307"]
    header: Header
    client: StopClient


@dataclass(frozen=True, kw_only=True)
class Wmo308(Node):
    """The municipality's answer to a WMO307; the client only when one of its classes is at fault."""

    soort: ClassVar[MessageKind] = IWMO_3_2.kinds["WMO308"]
    header: Header
    client: StopClient | None = None
