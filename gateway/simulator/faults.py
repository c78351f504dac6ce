"""Which of the faults of a scenario hits a message: decided by its rules and by a seed, and by nothing else."""

from collections.abc import Sequence
from random import Random
from typing import Final

from gateway.simulator.scenario import Mishap, Storing
from gateway.standard.stuf.messages import Envelope

AT_RECEIPT: Final = frozenset({Mishap.ONBEREIKBAAR, Mishap.DRUK, Mishap.ANTWOORD_KWIJT})
"""Faults that each request may meet; all others meet a message once, when it was taken."""


class Faults:
    """The faults of one run. Each rule has a row of chances of its own, so that one doesn't change another."""

    def __init__(self, rules: Sequence[Storing], seed: int) -> None:
        self._seed = seed
        self._rules: list[_Rule] = []
        self.add(rules)

    def add(self, rules: Sequence[Storing]) -> None:
        """Have these rules too."""
        for each in rules:
            self._rules.append(_Rule(each, Random(f"{self._seed}-{len(self._rules)}")))  # noqa: S311 - it is a game

    def clear(self) -> None:
        """Have no faults any more."""
        self._rules.clear()

    def at_receipt(self, envelope: Envelope) -> Storing | None:
        """Return what happens to this request; None: nothing."""
        return next(iter(self._hits(envelope, at_receipt=True)), None)

    def on_the_way(self, envelope: Envelope) -> list[Storing]:
        """Return what happens to this message further on, in the order of the rules."""
        return self._hits(envelope, at_receipt=False)

    def _hits(self, envelope: Envelope, *, at_receipt: bool) -> list[Storing]:
        return [
            each.storing
            for each in self._rules
            if (each.storing.wat in AT_RECEIPT) == at_receipt and each.matches(envelope) and each.hits()
        ]


class _Rule:
    """One rule, and how often it was looked at and hit."""

    def __init__(self, storing: Storing, random: Random) -> None:
        self.storing = storing
        self._random = random
        self._seen = self._hit = 0

    def matches(self, envelope: Envelope) -> bool:
        storing = self.storing
        return (
            storing.functie in (None, envelope.functie)
            and storing.van in (None, envelope.zender.organisatie)
            and storing.naar in (None, envelope.ontvanger.organisatie)
        )

    def hits(self) -> bool:
        """Return True when the fault hits the message that was found to match now."""
        storing = self.storing
        self._seen += 1
        if self._seen <= storing.na or (storing.keer is not None and self._hit >= storing.keer):
            return False
        if self._random.random() >= storing.kans:
            return False
        self._hit += 1
        return True
