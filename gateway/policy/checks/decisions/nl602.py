"""NL-602: an assignment is stretched before its Einddatum has passed."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from gateway.policy.card import Card, Objection
from gateway.policy.care.base_traject import product_of
from gateway.policy.care.duration import is_stretched
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy
from gateway.policy.words import opening

card = Card(
    code="NL-602",
    subject="wijzigen",
    statement="Een toewijzing wordt verlengd voordat haar Einddatum voorbij is.",
    remedy="Ken voor de dagen erna een nieuwe toewijzing toe.",
    note=(
        "Op de Einddatum zelf kan verlengen nog. Na de Einddatum eist OP380 geen verlenging meer, en heeft de "
        "aanbieder de zorg al kunnen afsluiten. Van een product dat niet meer wordt toegewezen, zegt NL-407 het."
    ),
)


_ONE_DAY: Final = timedelta(days=1)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when an assignment is stretched after its Einddatum."""
    care, was = decision.care, decision.was
    product = product_of(care, policy)
    if was is None or was.einddatum is None or not is_stretched(decision):
        return
    if product is not None and product.nieuw_tot is not None and decision.decision_day >= product.nieuw_tot:
        return
    if was.einddatum < decision.decision_day:
        yield Objection(
            text=(
                f"{opening(was)} was op de beslisdag {decision.decision_day} al voorbij en kan niet worden verlengd. "
                f"Er is een nieuwe toewijzing nodig vanaf {was.einddatum + _ONE_DAY}."
            ),
            path="einddatum",
            values={"Einddatum": str(care.einddatum or "")},
        )
