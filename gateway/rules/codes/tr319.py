"""TR319: a Prestatie is of the claim's month or of one before."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import on_or_after, quote
from gateway.rules.parts.claim import describe, prestaties

card = Card(
    code="TR319",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO323"}),
    element="Declaratie/Clienten/Client/Prestaties/Prestatie/ProductPeriode",
    source="iWmo 3.2, technische regel TR319",
    statement="De periode van een prestatie ligt niet na het einde van de declaratieperiode. Dezelfde dag mag.",
    remedy="Declareer de prestatie in de maand waarin zij is geleverd, of in een latere.",
    note=(
        "De lijst van de standaard rekent deze regel tot niveau 3, met retourcode 9319; de officiële controle voert "
        "hem uit binnen het bericht, dus op niveau 2 met retourcode 0001, en die volgen wij. Begindatum en Einddatum "
        "geven elk hun eigen bevinding."
    ),
)


def check(message: Wmo323) -> Iterator[Fault]:
    """Yield every date of a Prestatie that lies after the end of the claim's period."""
    claimed = message.declaratie.declaratie_periode
    for prestatie in prestaties(message):
        periode = prestatie.product_periode
        for name, text in (("Begindatum", periode.begindatum), ("Einddatum", periode.einddatum)):
            if not on_or_after(claimed.einddatum, text):
                yield fault(
                    periode,
                    f"{name} {quote(text)} van {describe(prestatie)} ligt na de declaratieperiode, die op "
                    f"{quote(claimed.einddatum)} eindigt.",
                    {name: text},
                    also_at=((claimed, ("Einddatum",)),),
                )
