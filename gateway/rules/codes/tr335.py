"""TR335: nothing is claimed of more than five years ago."""

from collections.abc import Iterator
from typing import Final

from gateway.messages.common import whole
from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import day_number, quote
from gateway.rules.kit_calendar import YEAR, cut
from gateway.rules.parts.claim import describe, prestaties

card = Card(
    code="TR335",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO323"}),
    element="Declaratie/Clienten/Client/Prestaties/Prestatie/ProductPeriode/Einddatum",
    source="iWmo 3.2, technische regel TR335",
    statement="De periode van een prestatie eindigt hoogstens vijf jaar voor DeclaratieDagtekening.",
    remedy="Verbeter de Einddatum; na vijf jaar kan niet meer worden gedeclareerd.",
    whole_text=True,
    note="Precies vijf jaar mag. Vijf jaar voor 29 februari is 28 februari.",
)

_FIVE_YEARS: Final = 5 * YEAR


def check(message: Wmo323) -> Iterator[Fault]:
    """Yield every Prestatie that ended more than five years before the claim was made up."""
    declaratie = message.declaratie
    dag = whole(declaratie).declaratie_dagtekening
    bound = cut(day_number(dag) - _FIVE_YEARS)
    for prestatie in prestaties(message):
        periode = whole(prestatie.product_periode)
        if day_number(periode.einddatum) < bound:
            yield fault(
                periode,
                f"Einddatum {quote(periode.einddatum)} van {describe(prestatie)} ligt meer dan vijf jaar voor "
                f"DeclaratieDagtekening {quote(dag)}.",
                {"Einddatum": periode.einddatum},
                also_at=((declaratie, ("DeclaratieDagtekening",)),),
            )
