"""NL-102: an assignment has a product code; policy can't be checked without one."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.days import is_new_assignment
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy
from gateway.policy.words import opening

card = Card(
    code="NL-102",
    subject="product",
    statement="De toewijzing heeft een productcode, zodat het beleid kan worden getoetst.",
    remedy="Wijs een productcode toe, of ga zelf na dat deze zorg bij de andere zorg van de cliënt past.",
    note=(
        "Zonder code is het segment onbekend: stapeling, lengte en contract worden dan niet getoetst, ook niet later "
        "bij het besluit over een andere toewijzing. Alleen NL-207 kijkt ook naar toewijzingen zonder code."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when the new assignment has no code."""
    care = decision.care
    if is_new_assignment(decision) and care.code is None:
        yield Objection(
            text=f"{opening(care)} heeft geen productcode: het beleid {policy.naam} kan niet worden getoetst.",
            path="product/code",
        )
