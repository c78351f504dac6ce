"""NL-303: an extension lasts at most as long as the policy allows."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.extension import extension_too_long
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy

card = Card(
    code="NL-303",
    subject="verlenging",
    statement="Een verlenging duurt niet langer dan het beleid toestaat (1A: 12 maanden).",
    remedy="Kies een eerdere Einddatum, of leg met naam en reden vast waarom de consulent besluit dat het langer moet.",
    note=(
        "Wie een verlenging verlengt, telt vanaf haar eerste Ingangsdatum. Verkorten tot een lengte die nog te "
        "lang is, mag."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when the decision makes the extension longer than `hoogstens` of its product."""
    yield from extension_too_long(decision, care_file, policy)
