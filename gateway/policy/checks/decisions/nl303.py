"""NL-303: an extension lasts at most as long as the policy allows."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.base_traject import product_of
from gateway.policy.care.duration import becomes_longer_than, length_text
from gateway.policy.care.months import last_day
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy, ProductKind
from gateway.policy.words import months_text, opening

card = Card(
    code="NL-303",
    subject="verlenging",
    statement="Een verlenging duurt niet langer dan het beleid toestaat (1A: 12 maanden).",
    remedy="Kies een eerdere Einddatum, of laat de consulent besluiten dat het langer moet.",
    note=(
        "Wie een verlenging verlengt, telt vanaf haar eerste Ingangsdatum. Verkorten tot een lengte die nog te "
        "lang is, mag."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when the decision makes the extension longer than `hoogstens` of its product."""
    care, product = decision.care, product_of(decision.care, policy)
    if product is None or product.soort is not ProductKind.VERLENGING or product.hoogstens is None:
        return
    if care.einddatum is not None and becomes_longer_than(decision, product.hoogstens):
        yield Objection(
            text=(
                f"{opening(care)} duurt {length_text(care)}; het meeste is {months_text(product.hoogstens)}, dus t/m "
                f"{last_day(care.ingangsdatum, product.hoogstens)}."
            ),
            path="einddatum",
            values={"Ingangsdatum": str(care.ingangsdatum), "Einddatum": str(care.einddatum)},
            bron=product.bron,
        )
