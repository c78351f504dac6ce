"""CS337: a Prestatie lies within one month."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import quote
from gateway.rules.kit_calendar import month_digits, year_digits
from gateway.rules.parts.claim import describe, prestaties

card = Card(
    code="CS337",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO323"}),
    element="Declaratie/Clienten/Client/Prestaties/Prestatie/ProductPeriode",
    source="iWmo 3.2, constraint CS337",
    statement="De periode van een prestatie ligt binnen één kalendermaand.",
    remedy="Splits de prestatie per kalendermaand.",
    note=(
        "De officiële controle vergelijkt jaar en maand apart; een periode over een jaargrens naar een andere "
        "maand geeft daarom twee bevindingen."
    ),
)


def check(message: Wmo323) -> Iterator[Fault]:
    """Yield every period that ends in another year, and every one that ends in another month of the year."""
    for prestatie in prestaties(message):
        periode = prestatie.product_periode
        for what, digits in (("jaar", year_digits), ("maand", month_digits)):
            if digits(periode.begindatum) != digits(periode.einddatum):
                yield fault(
                    periode,
                    f"Begindatum {quote(periode.begindatum)} en Einddatum {quote(periode.einddatum)} van "
                    f"{describe(prestatie)} hebben een verschillend{'e' if what == 'maand' else ''} {what}.",
                    {"Begindatum": periode.begindatum, "Einddatum": periode.einddatum},
                )
