"""NL-308: a traject is extended near the end of its guide time, not long before."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.base_traject import base_of, requested_product
from gateway.policy.care.months import add_months
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy, ProductKind
from gateway.policy.words import describe, months_text, opening

card = Card(
    code="NL-308",
    subject="verlenging",
    statement="Een verlenging begint niet lang voor het eind van de richttijd van haar traject (1A: 12 maanden).",
    remedy="Ga na waarom de verlenging al nodig is; binnen de richttijd loopt het traject zelf nog door.",
    note=(
        "De richttijd telt vanaf de gemelde start, en zonder start vanaf de Ingangsdatum. Hoeveel maanden ervoor nog "
        "past, staat in het beleid (vroeger)."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when a new extension begins more than `vroeger` months before the guide time is over."""
    product = requested_product(decision, policy, ProductKind.VERLENGING)
    rule = None if product is None else policy.verlenging.get(product.code)
    if product is None or product.basis is None or rule is None or decision.was is not None:
        return
    basis, traject = base_of(decision.care, product.basis, care_file.care), policy.product(product.basis)
    if basis is None or traject is None or traject.gemiddeld is None:
        return
    guide_end = add_months(basis.gestart_op or basis.ingangsdatum, traject.gemiddeld)
    earliest = add_months(guide_end, -rule.vroeger)
    if decision.care.ingangsdatum < earliest:
        yield Objection(
            text=(
                f"{opening(decision.care)} begint voor {earliest}; de richttijd van {describe(basis)} is "
                f"{months_text(traject.gemiddeld)} en duurt tot {guide_end}."
            ),
            path="ingangsdatum",
            values={"Ingangsdatum": str(decision.care.ingangsdatum), "Richttijd": str(guide_end)},
            other_assignments=() if basis.nummer is None else (basis.nummer,),
            bron=rule.bron,
        )
