"""NL-302: an extension lasts a whole number of months."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.base_traject import product_of
from gateway.policy.care.duration import whole_month_fault
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy, ProductKind

card = Card(
    code="NL-302",
    subject="verlenging",
    statement=(
        "Een verlenging heeft een Einddatum, en die ligt een heel aantal maanden na de Ingangsdatum, min een dag."
    ),
    remedy="Kies als Einddatum een van de genoemde dagen.",
    note=(
        "Een maand later is dezelfde dag van de volgende maand, of de laatste dag van die maand als die dag er "
        "niet is. In dat geval tellen twee dagen als Einddatum: 31 januari t/m 27 februari en 31 januari t/m 28 "
        "februari zijn allebei 1 maand. Wie verkort na een definitieve stop, of om een reden die niet over de duur "
        "gaat (RedenWijziging anders dan 04, 05 of 14, zoals 02 overleden of 07 verhuizing), mag op elke dag "
        "eindigen."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when the decision gives the extension a length that is no whole number of months."""
    product = product_of(decision.care, policy)
    if product is None or product.soort is not ProductKind.VERLENGING:
        return
    fault = whole_month_fault(decision, product)
    if fault is not None:
        yield Objection(
            text=fault,
            path="einddatum",
            values={"Ingangsdatum": str(decision.care.ingangsdatum), "Einddatum": str(decision.care.einddatum or "")},
            bron=product.bron,
        )
