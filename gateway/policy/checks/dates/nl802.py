"""NL-802: an extension ends with an evaluation."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from gateway.policy.card import Card
from gateway.policy.care.months import add_months
from gateway.policy.checks.dates.term import signal_on, watched_care
from gateway.policy.model import ProductKind
from gateway.policy.watch_file import PolicyOn, Signal, WatchFile
from gateway.policy.words import describe

MONTHS_KEPT: Final = 12
"""Months after the end in which the evaluation is still asked for."""

card = Card(
    code="NL-802",
    subject="evaluatie verlenging",
    statement="Aan het einde van een verlenging is er een evaluatie.",
    remedy="Plan de evaluatie, of handel het signaal af als zij is geweest.",
    note=(
        "Het einde is de Einddatum, of een eerdere definitieve stop. Het signaal komt zoveel dagen eerder als het "
        "beleid zegt (termijn) en blijft tot een jaar erna. Een ander einde is een andere evaluatie, met een eigen "
        "signaal. Dat er is geëvalueerd staat in geen bericht: wie het afhandelt zegt dat."
    ),
    has_term=True,
)


def check(watch_file: WatchFile, policy_on: PolicyOn, today: date) -> Iterator[Signal]:
    """Yield a signal for each extension that ends within `termijn` days, or ended at most `MONTHS_KEPT` months ago.

    Both bounds are inclusive.
    """
    for care, product, bewaking, _ in watched_care(card.code, watch_file, policy_on):
        end = care.last_day
        if product.soort is not ProductKind.VERLENGING or end > today + timedelta(days=bewaking.termijn):
            continue
        if end >= today or today <= add_months(end, MONTHS_KEPT):
            text = f"Evalueer de verlenging met {describe(care)}: zij eindigt op {end}."
            yield signal_on(card.code, care, end, text, bewaking.bron, str(end))
