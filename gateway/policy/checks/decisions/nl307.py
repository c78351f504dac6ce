"""NL-307: a traject that is extended has really started."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.base_traject import base_of, requested_product
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy, ProductKind
from gateway.policy.words import describe, opening

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
    product = requested_product(decision, policy, ProductKind.VERLENGING)
    if product is None or product.basis is None:
        return
    basis = base_of(decision.care, product.basis, care_file.care)
    if basis is not None and basis.gestart_op is None:
        yield Objection(
            text=f"{opening(decision.care)} verlengt {describe(basis)}, en daarop is geen start gemeld.",
            path="product/code",
            values={"Code": product.code},
            other_assignments=() if basis.nummer is None else (basis.nummer,),
        )
