"""NL-304: a traject is extended once."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.extension import traject_extended_again
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy

card = Card(
    code="NL-304",
    subject="verlenging",
    statement="Een basistraject wordt één keer verlengd.",
    remedy=(
        "Verleng de bestaande verlenging als die nog loopt en het binnen de grens past, of leg met naam en reden vast "
        "waarom de consulent besluit dat het nog een keer mag."
    ),
    note=(
        "Een verlenging hoort bij het laatste basistraject dat op haar Ingangsdatum begonnen was, bij welke "
        "aanbieder ook; na een nieuw traject mag er weer een. Een verwijderde verlenging telt niet, een gestopte "
        "wel. Verlengingen zonder traject ervoor horen bij elkaar. Dezelfde verlenging langer maken is geen "
        "tweede; wie een tweede langer maakt, heeft er opnieuw een besluit voor nodig."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield one objection that lists the other extensions of the same traject."""
    yield from traject_extended_again(decision, care_file, policy)
