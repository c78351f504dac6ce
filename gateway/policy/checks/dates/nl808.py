"""NL-808: an evaluation that was agreed is held."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from gateway.policy.card import Card
from gateway.policy.checks.dates.term import LEAD_TIME, signal_on
from gateway.policy.watch_file import PolicyOn, Signal, WatchFile
from gateway.policy.words import describe

NATIONAL: Final = True
SOURCE: Final = "het besluit van de gemeente"

card = Card(
    code="NL-808",
    subject="afgesproken evaluatie",
    statement="Op de dag die bij het besluit is afgesproken, is er geëvalueerd.",
    remedy="Plan de evaluatie, of handel het signaal af als zij is geweest.",
    note=(
        "Elke dag die bij het besluit staat heeft een eigen signaal, vanaf veertien dagen ervoor. Het vervalt als een "
        "later besluit die dag niet meer noemt, of als de toewijzing is verwijderd."
    ),
)


def check(watch_file: WatchFile, policy_on: PolicyOn, today: date) -> Iterator[Signal]:
    """Yield a signal for each agreed day that is within `LEAD_TIME` or past."""
    for care in watch_file.care:
        for agreed in watch_file.evaluations.get(care.nummer or 0, ()):
            if agreed <= today + LEAD_TIME:
                text = f"Evalueer {describe(care)} op {agreed}, zoals bij het besluit is afgesproken."
                yield signal_on(card.code, care, agreed, text, SOURCE, str(agreed))
