"""NL-407: an assignment is stretched only while its product is still issued."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.base_traject import product_of
from gateway.policy.care.duration import is_stretched
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy
from gateway.policy.words import opening

card = Card(
    code="NL-407",
    subject="meerwerk",
    statement=(
        "Een toewijzing van een product dat niet meer wordt toegewezen, wordt niet verlengd; zij loopt tot haar "
        "Einddatum."
    ),
    remedy=(
        "Laat de Einddatum staan. Is er daarna nog zorg nodig, ken dan een product toe dat het beleid nu heeft, "
        "zoals een verlenging."
    ),
    note=(
        "Het geldt voor elk product met een laatste dag van toewijzen, en dat zijn nu 02M02 en 07M02. Het gaat om "
        "de beslisdag. Verkorten en verwijderen mogen."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when an assignment is stretched on or after `nieuw_tot` of its product."""
    care, was, product = decision.care, decision.was, product_of(decision.care, policy)
    if was is None or product is None or product.nieuw_tot is None or not is_stretched(decision):
        return
    if decision.decision_day >= product.nieuw_tot:
        yield Objection(
            text=(
                f"{opening(care)} liep t/m {was.einddatum} en wordt verlengd, maar {product.code} wordt vanaf "
                f"{product.nieuw_tot} niet meer toegewezen of verlengd."
            ),
            path="einddatum",
            values={"Code": product.code, "Einddatum": str(care.einddatum or "")},
            bron=product.bron,
        )
