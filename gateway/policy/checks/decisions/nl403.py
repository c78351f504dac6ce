"""NL-403: extra work lasts a whole number of months, at most as many as the policy allows."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.base_traject import product_of
from gateway.policy.care.duration import becomes_longer_than, length_text, whole_month_fault
from gateway.policy.care.months import last_day
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy, ProductKind
from gateway.policy.words import months_text, opening

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
    care, product = decision.care, product_of(decision.care, policy)
    if product is None or product.soort is not ProductKind.MEERWERK:
        return
    fault = whole_month_fault(decision, product)
    hoogstens = product.hoogstens
    if (
        fault is None
        and care.einddatum is not None
        and hoogstens is not None
        and becomes_longer_than(decision, hoogstens)
    ):
        fault = (
            f"{opening(care)} duurt {length_text(care)}; het meeste is {months_text(hoogstens)}, dus t/m "
            f"{last_day(care.ingangsdatum, hoogstens)}."
        )
    if fault is not None:
        yield Objection(
            text=fault,
            path="einddatum",
            values={"Ingangsdatum": str(care.ingangsdatum), "Einddatum": str(care.einddatum or "")},
            bron=product.bron,
        )
