"""TR373: another Budget or total holds for the whole term."""

from collections.abc import Iterator
from typing import Final

from gateway.messages.kinds.verzoek import TeWijzigenProduct, Wmo317
from gateway.rules.card import Card
from gateway.rules.case import CaseFile, Toewijzing
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.requested import changes, size_of
from gateway.standard.lexical import as_date, as_int

card = Card(
    code="TR373",
    retourcode="9373",
    level=3,
    messages=frozenset({"WMO317"}),
    element="Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct/GewensteIngangsdatum",
    source="iWmo 3.2, technische regel TR373",
    statement=(
        "Wijzigt het Budget, of een Omvang met Frequentie 6 (totaal binnen de geldigheidsduur), dan is "
        "GewensteIngangsdatum de Ingangsdatum van de toewijzing."
    ),
    remedy="Vraag de wijziging vanaf de Ingangsdatum van de toewijzing; de Einddatum mag mee wijzigen.",
    note="De tekst van retourcode 9373 noemt alleen het Budget; de regel noemt ook het totaal.",
)

_TOTAL: Final = "6"


def check(message: Wmo317, case: CaseFile) -> Iterator[Fault]:
    """Yield every change of a Budget or total that doesn't begin with the assignment."""
    for product, assigned in changes(message, case):
        what = _changed_total(product, assigned)
        if what is not None and as_date(product.gewenste_ingangsdatum) != assigned.ingangsdatum:
            yield fault(
                product,
                f"{what} van toewijzing {assigned.toewijzing_nummer} wijzigt voor de hele looptijd, dus vanaf "
                f"{assigned.ingangsdatum}; gevraagd is vanaf {product.gewenste_ingangsdatum}.",
                {"GewensteIngangsdatum": product.gewenste_ingangsdatum},
            )


def _changed_total(product: TeWijzigenProduct, assigned: Toewijzing) -> str | None:
    """Return what changes that holds for the whole term (Dutch); None: nothing does."""
    if product.budget is not None and as_int(product.budget) != assigned.budget:
        return "Het Budget"
    asked = size_of(product.omvang)
    if asked is not None and asked != assigned.size and _TOTAL in (asked[2], assigned.frequentie):
        return "De Omvang (Frequentie 6)"
    return None
