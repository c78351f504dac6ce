"""NL-406: extra work has a ground that the policy accepts."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.base_traject import requested_meerwerk
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy
from gateway.policy.words import opening

card = Card(
    code="NL-406",
    subject="meerwerk",
    statement="Meerwerk heeft een van de gronden die het beleid noemt.",
    remedy=(
        "Geef de grond op die van toepassing is. Is geen van de gronden van toepassing, dan is er geen meerwerk: "
        "langer duren alleen is geen grond."
    ),
    note="Een wijziging die geen dagen toevoegt, heeft geen nieuwe grond nodig.",
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when the extra work has no ground, or one that isn't in the policy."""
    extra_work = requested_meerwerk(decision, policy)
    if extra_work is None or decision.ground in extra_work.rule.gronden:
        return
    given = "heeft geen grond" if decision.ground is None else f"heeft als grond “{decision.ground}”"
    gronden = "; ".join(f"{name} ({meaning})" for name, meaning in extra_work.rule.gronden.items())
    yield Objection(
        text=f"{opening(decision.care)} {given}. Een grond voor meerwerk is: {gronden}.",
        path="grond",
        values={"Grond": decision.ground or ""},
        bron=extra_work.rule.bron,
    )
