"""NL-403: extra work lasts a whole number of months, at most as many as the policy allows."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.extra_work import extra_work_of_wrong_length
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy

card = Card(
    code="NL-403",
    subject="meerwerk",
    statement=("Meerwerk duurt een heel aantal maanden, niet meer dan het beleid toestaat (1B: 1 tot en met 4)."),
    remedy="Kies als Einddatum een van de genoemde dagen.",
    note=(
        "Maanden tellen als bij NL-302, ook wat verkorten na een stop of om een reden buiten de duur betreft. "
        "Verkorten tot een lengte die nog te lang is, mag."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when the decided length of the extra work is no whole number of months, or too many."""
    yield from extra_work_of_wrong_length(decision, care_file, policy)
