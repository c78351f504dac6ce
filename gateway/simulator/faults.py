"""Which of the faults of a scenario hits a message: decided by its rules and by a seed, and by nothing else."""

from collections.abc import Callable, Sequence
from enum import Enum, auto
from random import Random
from typing import Final

from gateway.simulator.mishaps import At, Flaw, Mishap, Storing
from gateway.standard.stuf.answers import SoapAnswer
from gateway.standard.stuf.messages import Envelope

_AT_RECEIPT: Final = frozenset({Mishap.ONBEREIKBAAR, Mishap.DRUK, Mishap.ANTWOORD_KWIJT})
"""Faults that each request may meet; those that are not named here meet a message once, when it was taken."""


class Moment(Enum):
    """When a rule is looked at."""

    CONNECTION = auto()
    RECEIPT = auto()
    WAY = auto()
    DELIVERY = auto()
    PULL = auto()


class Faults:
    """The faults of one run. Each rule has a row of chances of its own, so that one doesn't change another."""

    def __init__(self, rules: Sequence[Storing], seed: int) -> None:
        self._seed = seed
        self._rules: dict[int, _Rule] = {}
        self._count = 0
        self.add(rules)

    def add(self, rules: Sequence[Storing]) -> None:
        """Have these rules too."""
        for each in rules:
            self._rules[self._count] = _Rule(each, Random(f"{self._seed}-{self._count}"))  # noqa: S311 - it is a game
            self._count += 1

    def clear(self) -> None:
        """Have no faults any more."""
        self._rules.clear()
        self._count = 0

    def remove(self, number: int) -> None:
        """Have this rule no more, if it is there."""
        self._rules.pop(number, None)

    def at_receipt(self, envelope: Envelope) -> Storing | None:
        """Return what happens to this request; None: nothing."""
        return next(iter(self._hits(Moment.RECEIPT, _matching(envelope))), None)

    def on_the_way(self, envelope: Envelope) -> list[Storing]:
        """Return what happens to this message further on, in the order of the rules."""
        return self._hits(Moment.WAY, _matching(envelope))

    def at_delivery(self, envelope: Envelope) -> Flaw | None:
        """Return what is wrong with the certificate that is shown where this message is brought; None: nothing."""
        return next((each.gebrek for each in self._hits(Moment.DELIVERY, _matching(envelope))), None)

    def at_connection(self) -> Flaw | None:
        """Return what is wrong with the certificates of this connection; None: nothing."""
        return next((each.gebrek for each in self._hits(Moment.CONNECTION, lambda _: True)), None)

    def at_pull(self, code: str) -> Storing | None:
        """Return what happens to this request of a provider to VECOZO; None: nothing."""
        return next(iter(self._hits(Moment.PULL, lambda storing: storing.naar in (None, code))), None)

    @property
    def rules(self) -> list[tuple[int, Storing, int]]:
        """Return each rule with its number, and how often it hit."""
        return [(number, each.storing, each.hit) for number, each in self._rules.items()]

    def _hits(self, moment: Moment, matches: Callable[[Storing], bool]) -> list[Storing]:
        return [
            each.storing
            for each in self._rules.values()
            if _moment(each.storing) is moment and matches(each.storing) and each.hits()
        ]


class _Rule:
    """One rule, and how often it was looked at and hit."""

    def __init__(self, storing: Storing, random: Random) -> None:
        self.storing = storing
        self._random = random
        self._seen = self.hit = 0

    def hits(self) -> bool:
        """Return True when the fault hits what was found to match now."""
        storing = self.storing
        self._seen += 1
        if self._seen <= storing.na or (storing.keer is not None and self.hit >= storing.keer):
            return False
        if self._random.random() >= storing.kans:
            return False
        self.hit += 1
        return True


def busy(storing: Storing) -> SoapAnswer:
    """Return the answer of an exchange that keeps nothing now."""
    return SoapAnswer(429 if storing.wat is Mishap.DRUK else 503, b"", storing.seconden)


def _moment(storing: Storing) -> Moment:
    if storing.bij is At.OPHALEN:
        return Moment.PULL
    if storing.wat is Mishap.CERTIFICAAT:
        return Moment.CONNECTION if storing.bij is At.ONTVANGST else Moment.DELIVERY
    return Moment.RECEIPT if storing.wat in _AT_RECEIPT else Moment.WAY


def _matching(envelope: Envelope) -> Callable[[Storing], bool]:
    """Return what tells that a rule is about messages such as this one."""
    return lambda storing: (
        storing.functie in (None, envelope.functie)
        and storing.van in (None, envelope.zender.organisatie)
        and storing.naar in (None, envelope.ontvanger.organisatie)
    )
