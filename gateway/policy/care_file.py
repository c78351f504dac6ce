"""The input of checks on decisions: a decision about one assignment, and the client's other care at every provider."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gateway.policy.tariffs import Tariff


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """An assignment in its present version, with what the provider reported on it."""

    nummer: int | None
    """ToewijzingNummer; None: not issued yet."""
    aanbieder: str
    """AGB code."""
    categorie: str | None
    code: str | None
    ingangsdatum: date
    einddatum: date | None
    """Last day, inclusive; None: open-ended."""
    besloten_op: date
    """The Dutch day of the first decision."""
    volume: int | None = None
    eenheid: str | None = None
    frequentie: str | None = None
    budget: int | None = None
    gestart_op: date | None = None
    """Begindatum of the first start that wasn't removed."""
    gestopt_op: date | None = None
    """Einddatum of the final stop that wasn't removed."""
    reden_beeindiging: str | None = None
    """RedenBeeindiging of that stop."""

    @property
    def last_day(self) -> date:
        """The last day on which the care may run, inclusive: Einddatum or final stop; `date.max` without either."""
        return min(self.einddatum or date.max, self.gestopt_op or date.max)

    @property
    def assigned_days(self) -> tuple[date, date | None]:
        """Ingangsdatum and Einddatum of the assignment, for a person to read."""
        return self.ingangsdatum, self.einddatum

    def overlap(self, other: "Care") -> tuple[date, date] | None:
        """Return the first and the last day on which both run, inclusive; None when there is no such day."""
        first = max(self.ingangsdatum, other.ingangsdatum)
        last = min(self.last_day, other.last_day)
        return (first, last) if first <= last else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """A contract of a provider with the municipality for one segment."""

    aanbieder: str
    segment: str
    soort: str | None
    """"strategisch-regionaal" or "basis-lokaal"; None where the contracts know no kinds."""
    vanaf: date
    tot: date | None
    """Last day, inclusive; None: no end is known."""
    product: str | None = None
    """Code of the only product that it is for; None: all products of the segment."""
    plafond: int | None = None
    """Ceiling: the cents that all care under it may cost, over all its days; None: none is agreed."""

    @property
    def key(self) -> tuple[str, str, str]:
        """Provider, segment and product ("" for all); of one key only one contract holds on a day."""
        return self.aanbieder, self.segment, self.product or ""

    @property
    def terms(self) -> tuple[str | None, int | None]:
        """Return the content beside the days: the kind of provider, and the ceiling."""
        return self.soort, self.plafond


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What the care that stands takes of a ceiling."""

    contract: Contract
    """It has a ceiling."""
    cents: int
    unpriced: int
    """Assignments of which a part has no known price; that part isn't in `cents`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """The ceilings in the contracts of a provider, with what is committed, and the tariffs to count by."""

    commitments: tuple[Commitment, ...]
    tariffs: tuple[Tariff, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractedProvider:
    """A provider with its contracts with the municipality."""

    code: str
    """AGB code."""
    naam: str | None
    """None: it has no account on this gateway."""
    contracts: Sequence[Contract]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An assignment that is to be issued or changed."""

    gemeente: str
    """CBS code."""
    decision_day: date
    """The Dutch day of the decision."""
    care: Care
    """The assignment as it will be."""
    was: Care | None = None
    """The assignment as it is before the change; None: a new assignment."""
    verwijderd: bool = False
    """True for a removal (RedenWijziging 13)."""
    requested_on: date | None = None
    """The day on which the resident asked for the care; None: not given."""
    ground: str | None = None
    """The ground that is given for an extension or extra work, by its name in the policy."""
    decided_by: str | None = None
    """The name of the consulent who decides. Personal data: never in the text of a finding."""
    provider_consent: bool | None = None
    """Whether the provider agrees; None: not given."""
    referentie_aanbieder: str | None = None
    """The reference of a request of the provider; None: none is named."""
    reden_wijziging: str | None = None
    """WMO002, of a change; None: not given."""
    birth_date: date | None = None
    """Of the client; None: not known to the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CareFile:
    """The client's other care, and the provider's contracts, around a decision."""

    care: tuple[Care, ...] = ()
    """The client's other assignments in this municipality at all providers, ended ones too, removed ones not."""
    contracts: tuple[Contract, ...] | None = None
    """The provider's contracts with the municipality; None: the municipality keeps no contracts in the gateway."""
    other_providers: tuple[ContractedProvider, ...] | None = None
    """The others with a contract, to name who may deliver instead; None: it isn't asked."""
    spending: Spending | None = None
    """Of the provider; None: no contract of it has a ceiling."""
