"""The releases of iWmo that the gateway speaks, and the kinds of message in each."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final, Literal

Partij = Literal["gemeente", "aanbieder"]

BASIS_NAMESPACE: Final = "http://www.istandaarden.nl/iwmo/3_2/basisschema/schema"
BASIS_SCHEMA: Final = "basisschema.xsd"


@dataclass(frozen=True, slots=True, kw_only=True)
class BerichtSoort:
    """One kind of message of one release."""

    naam: str
    """"WMO305"."""
    code: str
    """BerichtCode in the header: "418"."""
    namespace: str
    afzender: Partij
    """The party that stands in header element Afzender; the other one stands in Ontvanger."""
    verzender: Partij
    """The party that really sends it: of a return message, the one in Ontvanger."""
    retour: str | None = None
    """The kind that answers this one, None for an answer."""
    heen: str | None = None
    """The kind that this one answers, None for a message that starts an exchange."""
    release: str = "3.2"
    xsd_versie: str = "1.0.0"
    basis_versie: str = "1.0.0"
    xsd_min: str = "1.0.0"
    """The oldest BerichtXsdVersie that a message may give, xsd_max the newest; of the basisschema likewise."""
    xsd_max: str = "1.0.0"
    basis_min: str = "1.0.0"
    basis_max: str = "1.0.0"

    @property
    def prefix(self) -> str:
        """The customary namespace prefix, which is also the stem of the schema file: "wmo305"."""
        return self.naam.lower()

    @property
    def schema(self) -> str:
        """The name of the schema file: "wmo305.xsd"."""
        return f"{self.prefix}.xsd"

    @property
    def is_retour(self) -> bool:
        """True when this kind answers another."""
        return self.heen is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One release of the standard."""

    naam: str
    prefix: str
    """What all its namespaces start with."""
    basis_namespace: str
    berichten: Mapping[str, BerichtSoort]
    """By name ("WMO305"), in the order of the standard."""


def _tegenpartij(partij: Partij) -> Partij:
    return "aanbieder" if partij == "gemeente" else "gemeente"


def _iwmo_3_2() -> Release:
    prefix = "http://www.istandaarden.nl/iwmo/3_2/"
    # forward kind, its code, answering kind, its code, who sends the forward kind
    uitwisselingen: tuple[tuple[str, str, str, str, Partij], ...] = (
        ("WMO301", "414", "WMO302", "415", "gemeente"),
        ("WMO305", "418", "WMO306", "419", "aanbieder"),
        ("WMO307", "420", "WMO308", "421", "aanbieder"),
        ("WMO315", "444", "WMO316", "445", "aanbieder"),
        ("WMO317", "480", "WMO318", "481", "aanbieder"),
        ("WMO319", "482", "WMO320", "483", "gemeente"),
        ("WMO323", "484", "WMO325", "485", "aanbieder"),
    )
    berichten: dict[str, BerichtSoort] = {}
    for heen, heen_code, retour, retour_code, verzender in uitwisselingen:
        antwoorder = _tegenpartij(verzender)
        berichten[heen] = BerichtSoort(
            naam=heen,
            code=heen_code,
            namespace=f"{prefix}{heen.lower()}/schema",
            afzender=verzender,
            verzender=verzender,
            retour=retour,
        )
        berichten[retour] = BerichtSoort(
            naam=retour,
            code=retour_code,
            namespace=f"{prefix}{retour.lower()}/schema",
            # A return message keeps both parties where they were; the claim answer 325 is addressed anew.
            afzender=antwoorder if retour == "WMO325" else verzender,
            verzender=antwoorder,
            heen=heen,
        )
    return Release(naam="3.2", prefix=prefix, basis_namespace=BASIS_NAMESPACE, berichten=MappingProxyType(berichten))


IWMO_3_2: Final = _iwmo_3_2()
RELEASES: Final[tuple[Release, ...]] = (IWMO_3_2,)

_BY_NAMESPACE: Final = {soort.namespace: soort for release in RELEASES for soort in release.berichten.values()}


def soort_van_namespace(namespace: str) -> BerichtSoort | None:
    """Return the kind of message whose root element is in this namespace, or None when no release knows it."""
    return _BY_NAMESPACE.get(namespace)


@cache
def soort_van_code(release: str, code: str) -> BerichtSoort | None:
    """Return the kind of message with this BerichtCode in a release ("3.2"), or None."""
    return next((s for s in _BY_NAMESPACE.values() if s.release == release and s.code == code), None)
