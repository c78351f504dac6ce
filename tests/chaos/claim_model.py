"""A model of requests and claims, written a second time and as simply as possible, beside that of starts and stops.

It takes what one provider and its municipality sent each other about one client in the order of judging, gives the
verdict on each, and keeps what stands. It shares no code with the gateway, so a difference is a fault in one of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Codes = Mapping[str, frozenset[str]]
"""By reference of a line the codes by which it is rejected; none: it is granted."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """One line of a claim, in euros on the assignment of its category."""

    reference: str
    key: tuple[str, str]
    """Month and product: of two debits with the same one, only one stands."""
    cents: int
    former: str | None = None
    """Of a credit the debit that it takes back."""

    @property
    def category(self) -> str:
        """The category of the product, which is that of its assignment."""
        return self.key[1][:2]


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
    """What stands as claimed on some assignments with a budget, of a category each."""

    budgets: dict[str, int]
    """By category the cents, in the version that was told last."""
    numbers: set[str] = field(default_factory=set)
    references: set[str] = field(default_factory=set)
    debits: dict[str, _Debit] = field(default_factory=dict)

    @property
    def standing(self) -> dict[tuple[str, str], _Debit]:
        """The debits that were granted and not credited, by their key."""
        return {each.line.key: each for each in self.debits.values() if each.granted and not each.credited}

    def cents(self, category: str) -> int:
        """Return what those of this category come to."""
        return sum(each.line.cents for each in self.standing.values() if each.line.category == category)

    def change_budget(self, category: str, budget: int) -> None:
        """Take a new budget, which leaves room for all that was granted."""
        assert 0 <= self.cents(category) <= budget, "no change takes away what was granted"
        self.budgets[category] = budget

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
        self._judge_room(debits, stands.values(), codes)
        self._keep(claim, codes, back)
        return {reference: frozenset(each) for reference, each in codes.items()}

    def _judge_room(self, debits: list[Claimed], stands: Iterable[_Debit], codes: Mapping[str, set[str]]) -> None:
        """Add the code of each debit that exceeds what its budget has left, in the order of the claim."""
        left = dict(self.budgets)
        for standing in stands:
            left[standing.line.category] -= standing.line.cents
        for each in debits:
            if each.cents > left[each.category]:
                codes[each.reference].add("9369")
            elif not codes[each.reference]:
                left[each.category] -= each.cents

    def _keep(self, claim: Claim, codes: Mapping[str, set[str]], back: list[_Debit]) -> None:
        self.numbers.add(claim.number)
        self.references.update(codes)
        for former in back:
            former.credited = True
        for each in claim.lines:
            if each.former is None and each.reference not in self.debits:
                self.debits[each.reference] = _Debit(each, granted=not codes[each.reference])
        for category, budget in self.budgets.items():
            assert 0 <= self.cents(category) <= budget


@dataclass
class RequestBooks:
    """The requests of one provider for one client, and what was answered to each."""

    states: dict[str, str] = field(default_factory=dict)
    """By reference "open", "in-onderzoek", "toegekend" or "afgewezen"."""
    current: set[int] = field(default_factory=set)
    """The assignments that the provider was told of."""

    def ask(self, reference: str) -> frozenset[str]:
        """Return the codes by which a WMO315 with this reference is refused; when there are none it is open."""
        return self._take(reference, set())

    def ask_change(self, reference: str, named: set[int]) -> frozenset[str]:
        """Do the same for a WMO317 that names these assignments, which has to name all."""
        return self._take(reference, {"TR349"} if self.current - named else set())

    def _take(self, reference: str, codes: set[str]) -> frozenset[str]:
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
