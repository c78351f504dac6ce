"""A model of claims, written a second time and as simply as possible, beside those of requests and of reports.

It takes what one provider claimed of one client in the order of judging, gives the verdict on each, and keeps what
stands. It shares no code with the gateway, so a difference is a fault in one of them.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

Codes = Mapping[str, frozenset[str]]
"""By reference of a line the codes by which it is rejected; none: it is granted."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """One line of a claim on the assignment of its category."""

    reference: str
    key: tuple[str, str]
    """Month and product: of two debits with the same one, only one stands."""
    volume: int
    rate: int = 1
    """Cents for each."""
    former: str | None = None
    """Of a credit the debit that it takes back."""

    @property
    def category(self) -> str:
        """The category of the product, which is that of its assignment."""
        return self.key[1][:2]

    @property
    def cents(self) -> int:
        """What is claimed, without a sign."""
        return self.volume * self.rate

    @property
    def last_day(self) -> date:
        """The last day of its month."""
        year, month = map(int, self.key[0].split("-"))
        return date(year, month, monthrange(year, month)[1])


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim with its lines, in their order."""

    name: str
    """Identificatie of its message."""
    number: str
    month: str
    lines: tuple[Claimed, ...]
    wrong_total: bool = False
    """Its total is a cent more than what its lines come to."""
    data: bytes = b""

    @property
    def balance(self) -> int:
        """What its lines come to: debits less credits."""
        return sum(each.cents if each.former is None else -each.cents for each in self.lines)


@dataclass(frozen=True, slots=True)
class Terms:
    """What an assignment has room for, in the version that was told last."""

    end: date
    budget: int | None = None
    volume: int | None = None
    gone: bool = False
    """It was removed."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What the answer to a claim says."""

    header: frozenset[str] = frozenset()
    """Codes by which its message is refused."""
    claim: frozenset[str] = frozenset()
    """Codes by which the claim is refused as a whole."""
    lines: Codes = field(default_factory=dict)
    granted: int = 0
    """Cents, below zero for a credit."""


@dataclass(slots=True)
class _Debit:
    line: Claimed
    granted: bool
    credited: bool = False


@dataclass
class ClaimBooks:
    """What stands as claimed on some assignments, of a category each."""

    terms: dict[str, Terms]
    """By category."""
    names: set[str] = field(default_factory=set)
    numbers: dict[str, tuple[int, int]] = field(default_factory=dict)
    """By number of a claim that counts the cents that it claims and that it was granted."""
    lines: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    """Reference of each line of those, and the codes by which it was rejected."""
    debits: dict[str, _Debit] = field(default_factory=dict)
    latest: str = ""
    """The latest month of a claim that counts."""

    @property
    def standing(self) -> dict[tuple[str, str], _Debit]:
        """The debits that were granted and not credited, by their key."""
        return {each.line.key: each for each in self.debits.values() if each.granted and not each.credited}

    def lines_on(self, category: str) -> list[Claimed]:
        """Return those of this category."""
        return [each.line for each in self.standing.values() if each.line.category == category]

    def cents(self, category: str) -> int:
        """Return what those of this category come to."""
        return sum(each.cents for each in self.lines_on(category))

    def volume(self, category: str) -> int:
        """Return how much those of this category are."""
        return sum(each.volume for each in self.lines_on(category))

    def change(self, category: str, terms: Terms) -> None:
        """Take new terms, which leave room for all that was granted."""
        self.terms[category] = terms
        assert not (terms.gone and self.lines_on(category)), "nothing is removed that was claimed on"
        self._check(category)

    def _check(self, category: str) -> None:
        terms, lines = self.terms[category], self.lines_on(category)
        assert terms.budget is None or 0 <= self.cents(category) <= terms.budget
        assert terms.volume is None or 0 <= self.volume(category) <= terms.volume
        assert all(each.last_day <= terms.end for each in lines), "no change takes away what was granted"

    def take(self, claim: Claim) -> Decided:
        """Return the verdict on this claim; what is granted stands from now."""
        if self._is_wrong(claim):
            return Decided(header=frozenset({"0001"}))
        if claim.name in self.names:
            return Decided(header=frozenset({"9056"}))
        faults = {"9333"} if claim.number in self.numbers else set[str]()
        faults |= {"8214"} if claim.month < self.latest else set()
        if faults:
            return Decided(claim=frozenset(faults))
        codes, back = self._judge(claim)
        granted = [each for each in claim.lines if not codes[each.reference]]
        self._keep(claim, codes, back)
        cents = sum(each.cents if each.former is None else -each.cents for each in granted)
        self.names.add(claim.name)
        self.numbers[claim.number] = (claim.balance, cents)
        self.latest = max(self.latest, claim.month)
        return Decided(lines=codes, granted=cents)

    def _is_wrong(self, claim: Claim) -> bool:
        """Return True for a claim that contradicts itself, so that level 2 refuses it."""
        formers = [each.former for each in claim.lines if each.former is not None]
        own = {each.reference for each in claim.lines}
        later = any(each.key[0] > claim.month for each in claim.lines)
        return claim.wrong_total or later or len(formers) > len(set(formers)) or bool(own & set(formers))

    def _judge(self, claim: Claim) -> tuple[Codes, list[_Debit]]:
        """Return the codes of each line, and the debits that are taken back."""
        codes: dict[str, set[str]] = {each.reference: set() for each in claim.lines}
        used = {reference for reference, _ in self.lines}
        debits = [each for each in claim.lines if each.former is None]
        for each in claim.lines:
            if each.reference in used:
                codes[each.reference].add("8021")
        back = self._judge_credits([each for each in claim.lines if each.former is not None], codes)
        stands = {key: each for key, each in self.standing.items() if each not in back}
        there = []
        for each in debits:
            if self.terms[each.category].gone:
                codes[each.reference].add("9384")
                continue
            there.append(each)
            if each.key in stands:
                codes[each.reference].add("9389")
            if each.last_day > self.terms[each.category].end:
                codes[each.reference].add("9308")
        self._judge_room(there, [each.line for each in stands.values()], codes)
        return {reference: frozenset(each) for reference, each in codes.items()}, back

    def _judge_credits(self, takers: list[Claimed], codes: Mapping[str, set[str]]) -> list[_Debit]:
        for each in takers:
            former = self.debits.get(each.former or "")
            if former is None or not former.granted or (former.line.key, former.line.cents) != (each.key, each.cents):
                codes[each.reference].add("8017")
            elif former.credited:
                codes[each.reference].add("9390")
        return [self.debits[each.former or ""] for each in takers if not codes[each.reference]]

    def _judge_room(self, debits: list[Claimed], stands: Iterable[Claimed], codes: Mapping[str, set[str]]) -> None:
        """Add the codes of each debit that exceeds what is left of its assignment, in the order of the claim."""
        cents = {category: each.budget for category, each in self.terms.items()}
        volumes = {category: each.volume for category, each in self.terms.items()}

        def fits(left: Mapping[str, int | None], category: str, size: int) -> bool:
            room = left[category]
            return room is None or size <= room

        def take(line: Claimed) -> None:
            for left, size in ((cents, line.cents), (volumes, line.volume)):
                room = left[line.category]
                left[line.category] = None if room is None else room - size

        for each in stands:
            take(each)
        for each in debits:
            found = codes[each.reference]
            if not fits(cents, each.category, each.cents):
                found.add("9369")
            if not fits(volumes, each.category, each.volume):
                found.add("9322")
            if each.volume > (self.terms[each.category].volume or each.volume):
                found.add("9321")
            if not found:
                take(each)

    def _keep(self, claim: Claim, codes: Codes, back: list[_Debit]) -> None:
        self.lines += codes.items()
        for former in back:
            former.credited = True
        for each in claim.lines:
            if each.former is None and each.reference not in self.debits:
                self.debits[each.reference] = _Debit(each, granted=not codes[each.reference])
        for category in self.terms:
            self._check(category)
