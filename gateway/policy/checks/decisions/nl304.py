"""NL-304: a traject is extended once."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.base_traject import base_of, earlier_of_same_base, requested_product
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy, ProductKind
from gateway.policy.words import describe, join_words, opening

card = Card(
    code="NL-304",
    subject="verlenging",
    statement="Een basistraject wordt één keer verlengd.",
    remedy=(
        "Verleng de bestaande verlenging als die nog loopt en het binnen de grens past, of laat de consulent "
        "besluiten dat het nog een keer mag."
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
    product = requested_product(decision, policy, ProductKind.VERLENGING)
    if product is None or product.basis is None:
        return
    others = earlier_of_same_base(decision, product.basis, care_file)
    if others:
        basis = base_of(decision.care, product.basis, care_file.care)
        extended = f"een traject {product.basis} dat hier niet bekend is" if basis is None else describe(basis)
        yield Objection(
            text=(
                f"{opening(decision.care)} verlengt {extended} nog een keer, naast "
                f"{join_words([*map(describe, others)])}."
            ),
            path="product/code",
            values={"Code": product.code},
            betreft=tuple(each.nummer for each in (*others, basis) if each is not None and each.nummer is not None),
        )
