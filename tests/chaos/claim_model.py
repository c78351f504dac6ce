"""A model of requests and claims, written a second time and as simply as possible, beside that of starts and stops.

It takes what one provider and its municipality sent each other about one client in the order of judging, gives the
verdict on each, and keeps what stands. It shares no code with the gateway, so a difference is a fault in one of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Codes = Mapping[str, frozenset[str]]
"""By reference of a line the codes by which it is rejected; none: it is granted."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """One line of a claim, in euros on the one assignment."""

    reference: str
    key: tuple[str, str]
    """Month and product: of two debits with the same one, only one stands."""
    cents: int
    former: str | None = None
    """Of a credit the debit that it takes back."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim with its lines, in their order."""

    number: str
    lines: tuple[Claimed, ...]
    data: bytes = b""


@dataclass(slots=True)
class _Debit:
    line: Claimed
    granted: bool
    credited: bool = False


@dataclass
class ClaimBooks:
    """What stands as claimed on one assignment with a budget."""

    budget: int
    """Cents, in the version that was told last."""
    numbers: set[str] = field(default_factory=set)
    references: set[str] = field(default_factory=set)
    debits: dict[str, _Debit] = field(default_factory=dict)

    @property
    def standing(self) -> dict[tuple[str, str], _Debit]:
        """The debits that were granted and not credited, by their key."""
        return {each.line.key: each for each in self.debits.values() if each.granted and not each.credited}

    @property
    def cents(self) -> int:
        """What those come to."""
        return sum(each.line.cents for each in self.standing.values())

    def change_budget(self, budget: int) -> None:
        """Take a new budget, which leaves room for all that was granted."""
        assert 0 <= self.cents <= budget, "no change takes away what was granted"
        self.budget = budget

    def take(self, claim: Claim) -> Codes | None:
        """Return the codes of each line; None when the claim is refused as a whole. What is granted stands from now."""
        if claim.number in self.numbers:
            return None
        codes: dict[str, set[str]] = {each.reference: set() for each in claim.lines}
        taking_back = [each for each in claim.lines if each.former is not None]
        debits = [each for each in claim.lines if each.former is None]
        for each in claim.lines:
            if each.reference in self.references:
                codes[each.reference].add("8021")
        for each in taking_back:
            former = self.debits.get(each.former or "")
            if former is None or not former.granted or (former.line.key, former.line.cents) != (each.key, each.cents):
                codes[each.reference].add("8017")
            elif former.credited:
                codes[each.reference].add("9390")
        back = [self.debits[each.former or ""] for each in taking_back if not codes[each.reference]]
        stands = {key: each for key, each in self.standing.items() if each not in back}
        for each in debits:
            if each.key in stands:
                codes[each.reference].add("9389")
        left = self.budget - sum(each.line.cents for each in stands.values())
        for each in debits:
            if each.cents > left:
                codes[each.reference].add("9369")
            elif not codes[each.reference]:
                left -= each.cents
        self._keep(claim, codes, back)
        return {reference: frozenset(each) for reference, each in codes.items()}

    def _keep(self, claim: Claim, codes: Mapping[str, set[str]], back: list[_Debit]) -> None:
        self.numbers.add(claim.number)
        self.references.update(codes)
        for former in back:
            former.credited = True
        for each in claim.lines:
            if each.former is None and each.reference not in self.debits:
                self.debits[each.reference] = _Debit(each, granted=not codes[each.reference])
        assert 0 <= self.cents <= self.budget


@dataclass
class RequestBooks:
    """The requests of one provider for one client, and what was answered to each."""

    states: dict[str, str] = field(default_factory=dict)
    """By reference "open", "in-onderzoek", "toegekend" or "afgewezen"."""

    def ask(self, reference: str) -> frozenset[str]:
        """Return the codes by which a WMO315 with this reference is refused; when there are none it is open."""
        codes = set()
        if {"open", "in-onderzoek"} & set(self.states.values()):
            codes.add("TR374")
        if reference in self.states:
            codes.add("TR347")
        if not codes:
            self.states[reference] = "open"
        return frozenset(codes)

    def answer(self, reference: str, state: str) -> None:
        """Take an answer that was sent: each state is reached by its own message, from one that it may follow on."""
        from_ = {"in-onderzoek": ("open",)}.get(state, ("open", "in-onderzoek"))
        assert self.states[reference] in from_, (self.states[reference], state)
        self.states[reference] = state
