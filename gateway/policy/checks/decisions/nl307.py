"""NL-307: a traject that is extended has really started."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.extension import extension_of_unstarted_traject
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy

card = Card(
    code="NL-307",
    subject="verlenging",
    statement="Het traject dat wordt verlengd, is echt gestart.",
    remedy=(
        "Ga bij de aanbieder na of de zorg is begonnen en laat de start melden. Begon zij niet, dan is er niets te "
        "verlengen."
    ),
    note="De start is wat de aanbieder meldde. Een traject dat op de dag van het besluit nog moet beginnen, telt ook.",
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when no start stands on the traject of the extension."""
    yield from extension_of_unstarted_traject(decision, care_file, policy)
