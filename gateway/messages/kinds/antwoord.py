"""WMO319, by which a municipality refuses a request or tells that it looks into it, and its answer WMO320."""

from dataclasses import dataclass
from typing import ClassVar

from gateway.messages.common import Header, Node
from gateway.standard.releases import IWMO_3_2, MessageKind


@dataclass(frozen=True, kw_only=True)
class Antwoord(Node):
    """What the municipality says to the request with this reference; a grant is a WMO301, not an Antwoord."""

    referentie_aanbieder: str
    verzoek_antwoord: str
    reden_afwijzing_verzoek: str | None = None
    retour_codes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Wmo319(Node):
    """Antwoord op een verzoek: from municipality to provider."""

    soort: ClassVar[MessageKind] = IWMO_3_2.kinds["WMO319"]
    header: Header
    antwoord: Antwoord


@dataclass(frozen=True, kw_only=True)
class Wmo320(Node):
    """The provider's answer to a WMO319; the Antwoord only when it is at fault."""

    soort: ClassVar[MessageKind] = IWMO_3_2.kinds["WMO320"]
    header: Header
    antwoord: Antwoord | None = None
