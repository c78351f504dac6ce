"""CS100: nothing is claimed of before 2021."""

from collections.abc import Iterator
from typing import Final

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import day_number, quote
from gateway.rules.parts.claim import describe, periods

card = Card(
    code="CS100",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO323"}),
    element=(
        "Declaratie/DeclaratiePeriode/Begindatum; "
        "Declaratie/Clienten/Client/Prestaties/Prestatie/ProductPeriode/Begindatum"
    ),
    source="iWmo 3.2, constraint CS100",
    statement="De declaratieperiode en de periodes van de prestaties beginnen niet voor 1 januari 2021.",
    remedy="Verbeter de Begindatum. Wat voor 2021 is geleverd, kan niet met deze release worden gedeclareerd.",
    note="De regel spreekt van de periode, de officiële controle kijkt alleen naar de Begindatum.",
)

_FIRST: Final = 20210101


def check(message: Wmo323) -> Iterator[Fault]:
    """Yield every period that begins before 2021."""
    for periode, prestatie in periods(message):
        if day_number(periode.begindatum) < _FIRST:
            yield fault(
                periode,
                f"Begindatum {quote(periode.begindatum)} van {describe(prestatie)} ligt voor 2021-01-01.",
                {"Begindatum": periode.begindatum},
            )
