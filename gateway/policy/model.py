"""A region's policy as the checks read it: one `Policy` for each text that came into force.

Fields are named as the keys of the TOML file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from gateway.policy.insight.targets import IndicatorRules
from gateway.standard.findings import Severity


class ProductKind(StrEnum):
    """The kind of a product."""

    TRAJECT = "traject"
    JAARTRAJECT = "jaartraject"
    VERLENGING = "verlenging"
    """A separate assignment that follows its base traject."""
    MEERWERK = "meerwerk"
    """Extra work on a base traject."""
    VERVOER = "vervoer"
    """Transport: runs only beside a carrier."""
    VERBLIJF = "verblijf"


class Permission(StrEnum):
    """The answer of the policy to: may two segments run for one client on the same day?"""

    JA = "ja"
    NEE = "nee"
    STRIJDIG = "strijdig"
    """The documents contradict each other: a person has to decide."""
    MET_DRAGER = "met-drager"
    """For vervoer beside another segment: not allowed on days without a carrier, to be looked at on days with one."""
    ONBEPAALD = "onbepaald"
    """The documents say nothing."""


class EndDateUse(StrEnum):
    """The rule on the Einddatum of an assignment of the product."""

    VERPLICHT = "verplicht"
    GEBRUIKELIJK = "gebruikelijk"
    """Without an Einddatum a person has to look."""
    OPEN = "open"
    """Open-ended, unless there is cause for an Einddatum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A part of the contracts: products that follow the same rules."""

    id: str
    """"1A2"."""
    naam: str
    drager: bool
    """True when vervoer may be assigned beside it."""
    bron: str
    leeftijd: int | None = None
    """Years that the client has at least on the first day; None: any age."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product that the region contracts. All lengths are whole months."""

    code: str
    naam: str
    segment: str
    soort: ProductKind
    categorie: str
    basis: str | None
    """Code of the product that an extension or extra work belongs to; None for other kinds."""
    eenheid: str | None
    """Usual Eenheid (WJ756, WMO757); None: the contract says."""
    einddatum: EndDateUse
    gemiddeld: int | None
    """Average length, a guide and no limit."""
    minstens: int | None
    """Shortest length, inclusive; a product that has it lasts a whole number of months."""
    hoogstens: int | None
    """Longest length, inclusive."""
    nieuw_tot: date | None
    """First day on which the product is no longer assigned and its assignments are no longer stretched."""
    bron: str

    @property
    def needs_whole_months(self) -> bool:
        """True when the length has to be a whole number of months."""
        return self.minstens is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stapeling:
    """The rule for two segments, or for one segment twice, on the same day."""

    mag: Permission
    bron: tuple[str, ...]
    """The texts behind the rule; at least two when they contradict each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeerwerkRule:
    """The conditions for extra work, beside the lengths of its product."""

    per_traject: int
    """Most assignments for one traject."""
    aanvragen_binnen: int
    """Months after the start of the traject; the last day counts."""
    gestart_binnen: int
    """Weeks after the Ingangsdatum of the traject within which it must have started; the last day counts."""
    gronden: Mapping[str, str]
    """Meaning of each accepted ground (Dutch), by name."""
    bron: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRule:
    """The conditions for an extension, beside the lengths of its product."""

    vroeger: int
    """Months before the end of the guide time of the traject from which an extension isn't early; the day counts."""
    gronden: Mapping[str, str]
    """Meaning of each accepted ground (Dutch), by name."""
    bron: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InflowRule:
    """The care from which a client may step on to a traject of a segment; one without earlier care always may."""

    van: frozenset[str]
    """Segments; without the segment itself a traject may not follow on one of its own."""
    wel_na: frozenset[str]
    """Codes of products of other segments than `van`, or of its own, from which the step is foreseen all the same."""
    niet_na: frozenset[str]
    """Codes of products in `van` from which it isn't."""
    binnen: int
    """Months after the end of the earlier care within which a new traject is a step on from it; the last day counts."""
    bron: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderKindRule:
    """The kinds of provider that some municipalities use for some segments."""

    gemeenten: frozenset[str]
    segmenten: frozenset[str]
    toegestaan: frozenset[str]
    """Names of kinds of provider."""
    bron: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchSetting:
    """The term of a check, and the segments to watch, as far as policy decides them."""

    segmenten: frozenset[str]
    """Empty: all."""
    termijn: int
    """In the unit that the check names."""
    bron: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSetting:
    """The effect of a check under this policy."""

    gevolg: Severity | None
    """None: the check is switched off."""
    overrulebaar: bool
    """True when a consulent may overrule it with a name and a reason; for a blokkade only."""
    bron: str
    open_vraag: str
    """What the documents leave open, and what the gateway does by default (Dutch); "" when they are clear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The policy of a region from one day on, until the next text comes into force."""

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
    """By pair of segments; a set of one is that segment twice. All pairs are present."""
    meerwerk: Mapping[str, MeerwerkRule]
    """By code of the extra work; a product without an entry has only its lengths as rules."""
    verlenging: Mapping[str, ExtensionRule] = field(default_factory=lambda: MappingProxyType({}))
    """By code of the extension; a product without an entry has only its lengths as rules."""
    instroom: Mapping[str, InflowRule] = field(default_factory=lambda: MappingProxyType({}))
    """By segment; steps to and from segments without an entry aren't judged."""
    soorten: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Meaning of each kind of provider (Dutch), by its name in contracts: "strategisch-regionaal", "basis-lokaal"."""
    aanbiedersoorten: tuple[ProviderKindRule, ...]
    bewaking: Mapping[str, WatchSetting]
    """By code of the check."""
    toetsen: Mapping[str, CheckSetting]
    """By code of the check; all checks are present."""
    indicatoren: IndicatorRules | None = None
    """None: care isn't counted for indicators in this region."""
    elders: Mapping[str, Product] = field(default_factory=lambda: MappingProxyType({}))
    """Products that only other texts of the region have, in segments of this text. Care that was assigned under another
    text may run on days of this one."""

    def product(self, code: str | None) -> Product | None:
        """Return the product with this code, from this text or else another; None when no text has it."""
        if code is None:
            return None
        return self.producten.get(code) or self.elders.get(code)

    def segment_of(self, code: str | None) -> str | None:
        """Return the segment of the product with this code; None when no text has the product."""
        product = self.product(code)
        return None if product is None else product.segment
