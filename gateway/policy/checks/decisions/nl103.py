"""NL-103: a product is issued only before the day from which the policy no longer issues it."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.base_traject import product_of
from gateway.policy.care.days import is_new_assignment
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy
from gateway.policy.words import opening

card = Card(
    code="NL-103",
    subject="product",
    statement="Op de dag van het besluit wordt het product nog toegewezen.",
    remedy="Kies een product dat nog wel wordt toegewezen, zoals de verlenging in plaats van het oude meerwerk.",
    note=(
        "Het gaat om de dag van het besluit, niet om de Ingangsdatum: wat eerder is besloten, loopt door tot zijn "
        "Einddatum. Of het nog mag worden verlengd, zegt NL-407."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when a new assignment is decided on or after `nieuw_tot` of its product."""
    care = decision.care
    product = product_of(care, policy)
    if not is_new_assignment(decision) or product is None or product.nieuw_tot is None:
        return
    if decision.decision_day >= product.nieuw_tot:
        yield Objection(
            text=(
                f"{opening(care)}: {product.code} ({product.naam}) wordt vanaf {product.nieuw_tot} niet meer "
                f"toegewezen en het besluit is van {decision.decision_day}."
            ),
            path="product/code",
            values={"Code": product.code},
            bron=product.bron,
        )
