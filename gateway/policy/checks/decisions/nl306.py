"""NL-306: an extension has a ground that the policy accepts, and says who decided it."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.base_traject import requested_product
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy, ProductKind
from gateway.policy.words import join_words, opening

card = Card(
    code="NL-306",
    subject="verlenging",
    statement="Een verlenging heeft een van de gronden die het beleid noemt, en noemt de consulent die besloot.",
    remedy="Geef bij het besluit de grond en de naam van de consulent die besloot.",
    note="Een wijziging die geen dagen toevoegt, heeft geen nieuwe grond nodig; een grond blijft gelden.",
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield one objection that names the ground or the person that is missing, or the ground that isn't known."""
    product = requested_product(decision, policy, ProductKind.VERLENGING)
    rule = None if product is None else policy.verlenging.get(product.code)
    if rule is None:
        return
    faults = []
    if decision.ground not in rule.gronden:
        given = "heeft geen grond" if decision.ground is None else f"heeft als grond “{decision.ground}”"
        gronden = "; ".join(f"{name} ({meaning})" for name, meaning in rule.gronden.items())
        faults.append(f"{given} (een grond is: {gronden})")
    if decision.decided_by is None:
        faults.append("noemt niet wie besloot")
    if faults:
        yield Objection(
            text=f"{opening(decision.care)} {join_words(faults)}.",
            path="grond" if decision.ground not in rule.gronden else "beslistDoor",
            values={"Grond": decision.ground or ""},
            bron=rule.bron,
        )
