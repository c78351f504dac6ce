"""What a region's policy says, in the form the checks read it in: one `Policy` for each text that came into force."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from gateway.standard.findings import Severity


class ProductKind(StrEnum):
    """What kind of product it is."""

    TRAJECT = "traject"
    JAARTRAJECT = "jaartraject"
    VERLENGING = "verlenging"
    """A separate assignment that follows its base traject."""
    MEERWERK = "meerwerk"
    """Extra work on a base traject."""
    VERVOER = "vervoer"
    """Accessory: there only beside a carrier."""
    VERBLIJF = "verblijf"


class Permission(StrEnum):
    """Whether two segments may run for one client on the same day."""

    JA = "ja"
    NEE = "nee"
    STRIJDIG = "strijdig"
    """The documents contradict each other: a person has to look."""
    MET_DRAGER = "met-drager"
    """Of vervoer and another segment: forbidden, but only worth a look on days when a carrier runs too."""
    ONBEPAALD = "onbepaald"
    """The documents say nothing."""


class EndDateUse(StrEnum):
    """Whether an assignment of the product has a last day."""

    VERPLICHT = "verplicht"
    GEBRUIKELIJK = "gebruikelijk"
    """Without one a person has to look."""
    OPEN = "open"
    """Open-ended unless there is cause for a last day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A part of the contracts: products that follow the same rules."""

    id: str
    """"1A2"."""
    naam: str
    drager: bool
    """Vervoer may be assigned beside it."""
    bron: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product that the region contracts. All lengths are whole months."""

    code: str
    naam: str
    segment: str
    soort: ProductKind
    categorie: str
    basis: str | None
    """Of an extension or extra work: code of the product it belongs to."""
    eenheid: str | None
    """WJ756/WMO757 that the gateway takes as usual; None: the contract says."""
    einddatum: EndDateUse
    gemiddeld: int | None
    """A guide, not a limit."""
    minstens: int | None
    """Shortest length, inclusive; with it the length is a whole number of months."""
    hoogstens: int | None
    """Longest length, inclusive."""
    nieuw_tot: date | None
    """From this day on no assignment of it is decided any more, nor is one stretched."""
    bron: str

    @property
    def needs_whole_months(self) -> bool:
        """True when the length has to be a whole number of months."""
        return self.minstens is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stapeling:
    """What holds for two segments, or for one segment twice, on the same day."""

    mag: Permission
    bron: tuple[str, ...]
    """The texts it rests on; two when they contradict each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeerwerkRule:
    """When extra work may be assigned beside the bounds of its product."""

    per_traject: int
    """Assignments at most for one traject."""
    aanvragen_binnen: int
    """Months after the traject really started; the last day counts."""
    gestart_binnen: int
    """Weeks after the Ingangsdatum of the traject within which it must have started; the last day counts."""
    gronden: Mapping[str, str]
    """What each accepted ground means (Dutch), by its name."""
    bron: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderKindRule:
    """Which kinds of provider a municipality uses for some segments."""

    gemeenten: frozenset[str]
    segmenten: frozenset[str]
    toegestaan: frozenset[str]
    """Kinds, by their names."""
    bron: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchSetting:
    """A date to watch. Which cause it has is in the check of the same code; here what may differ by policy."""

    segmenten: frozenset[str]
    """Empty: all."""
    termijn: int
    """In the unit that the check names."""
    bron: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSetting:
    """What a check leads to under this policy."""

    gevolg: Severity | None
    """None: the check is switched off."""
    overrulebaar: bool
    """A consulent may let it pass with a name and a reason; only of a blokkade."""
    bron: str
    open_vraag: str
    """What the documents leave open here, and what we do by default (Dutch); "" when they are clear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The policy of one region from one day on, until the next one comes into force."""

    regio: str
    """Name of its folder: "noord-limburg"."""
    naam: str
    geldig_vanaf: date
    bron: str
    gemeenten: Mapping[str, str]
    """Names by CBS code."""
    segmenten: Mapping[str, Segment]
    producten: Mapping[str, Product]
    stapeling: Mapping[frozenset[str], Stapeling]
    """By the two segments; a set of one is that segment twice. Every pair is there."""
    meerwerk: Mapping[str, MeerwerkRule]
    """By code of the extra-work product; one without an entry has no rules but its lengths."""
    soorten: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What each kind of provider is, by its name as a contract has it: "strategisch-regionaal", "basis-lokaal"."""
    aanbiedersoorten: tuple[ProviderKindRule, ...]
    bewaking: Mapping[str, WatchSetting]
    """By code of the check."""
    toetsen: Mapping[str, CheckSetting]
    """By code of the check; every check is there."""
    elders: Mapping[str, Product] = field(default_factory=lambda: MappingProxyType({}))
    """Products, of segments that this text has, which only other texts of the region know: care that was assigned
    under those may run on the same days."""

    def product(self, code: str | None) -> Product | None:
        """What the policy knows about a product, in this text or else in another; None: nothing."""
        if code is None:
            return None
        return self.producten.get(code) or self.elders.get(code)

    def segment_of(self, code: str | None) -> str | None:
        """Return the segment that a product counts for; None for a product the policy doesn't know."""
        product = self.product(code)
        return None if product is None else product.segment
