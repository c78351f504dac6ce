"""What a claim is judged on: the assignments it names, and what the provider claimed before.

The store fills it with what the claim asks about: assignments by client and number, earlier claim lines by reference.
A claim that was refused as a whole counts as never sent (OP286) and left nothing here. Amounts are whole euro cents.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple


class DebitKey(NamedTuple):
    """By what two debits are the same claim: at most one of them may stand (TR389)."""

    toewijzing_nummer: int
    categorie: str
    code: str
    begindatum: date
    einddatum: date


class RateKey(NamedTuple):
    """A product in a unit on a day, of which the contract has a rate."""

    code: str
    eenheid: str
    day: date


Rates = Mapping[RateKey, int]
"""The contract's rate in cents per unit; a product that is not in it has none that is known here."""

NO_RATES: Final[Rates] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Omvang:
    """How much care is assigned: volume, its unit and the period it is meant for."""

    volume: int
    eenheid: str
    frequentie: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedAssignment:
    """An assignment in the version that the provider knows, and what of it stands as claimed."""

    toewijzing_nummer: int
    categorie: str | None
    """None: a generic assignment, without Product."""
    code: str | None
    """None: an aspecific assignment, of a whole category."""
    ingangsdatum: date
    einddatum: date | None = None
    """Last day, inclusive; None: open."""
    verwijderd: bool = False
    """Removed again with RedenWijziging 13."""
    omvang: Omvang | None = None
    budget: int | None = None
    claimed_volumes: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """By Eenheid the volume of the debits that were granted and not credited."""
    claimed_amount: int = 0
    """The cents of those debits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierDebit:
    """A debit that this provider claimed before from this municipality."""

    bsn: str | None
    """None: of none of the clients in the claim."""
    toewijzing_nummer: int
    categorie: str
    code: str
    begindatum: date
    einddatum: date
    volume: int
    eenheid: str
    tarief: int | None
    bedrag: int
    granted: bool
    """Granted in a WMO325 that was sent; otherwise rejected."""
    credited: bool
    """A credit that was granted took it back."""

    @property
    def key(self) -> DebitKey:
        """By what it is told from another debit."""
        return DebitKey(self.toewijzing_nummer, self.categorie, self.code, self.begindatum, self.einddatum)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFile:
    """What stands between a municipality and a provider before a claim, as far as the claim asks about it."""

    known_clients: frozenset[str] = frozenset()
    """The BSNs in the claim of clients about whom these two exchanged messages before."""
    assignments: Mapping[tuple[str, int], ClaimedAssignment] = field(default_factory=lambda: MappingProxyType({}))
    """By BSN and ToewijzingNummer, those that were sent to this provider and not refused by it."""
    number_used: bool = False
    """The provider used this DeclaratieNummer before."""
    latest_period: date | None = None
    """The first day of the latest month that the provider claimed of this municipality; None: it never did."""
    used_references: frozenset[str] = frozenset()
    """The ReferentieNummers in the claim that the provider used before, for debits and credits alike."""
    debits: Mapping[str, EarlierDebit] = field(default_factory=lambda: MappingProxyType({}))
    """By ReferentieNummer the debits that credits in the claim name."""
    standing: Mapping[DebitKey, str] = field(default_factory=lambda: MappingProxyType({}))
    """Debits on the assignments in the claim that were granted and not credited, with their ReferentieNummer."""
    rates: Rates = field(default_factory=lambda: NO_RATES)
