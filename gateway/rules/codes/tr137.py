"""TR137: a period that is claimed has ended."""

from collections.abc import Iterator

from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import on_or_after, quote
from gateway.rules.parts.claim import ClaimMessage, describe, periods
from gateway.rules.parts.shared import dagtekening

card = Card(
    code="TR137",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO323", "WMO325"}),
    element=(
        "Declaratie/DeclaratiePeriode/Einddatum; "
        "Declaratie/Clienten/Client/Prestaties/Prestatie/ProductPeriode/Einddatum; "
        "DeclaratieAntwoord/Clienten/Client/Prestaties/Prestatie/ProductPeriode/Einddatum"
    ),
    source="iWmo 3.2, technische regel TR137",
    statement=(
        "De Einddatum van een declaratie- of productperiode ligt niet voor de Begindatum en niet na de Dagtekening "
        "van het bericht. Dezelfde dag mag."
    ),
    remedy="Verbeter de datum, of declareer pas als de periode voorbij is.",
    note=(
        "Twee bevindingen kunnen samengaan. Eigenaardigheid van de officiële controle, die wij volgen: de laatste "
        "van twee datums die zij vergelijkt wordt eerst afgekapt op tien tekens, zodat witruimte ervoor hem te "
        "klein maakt."
    ),
)


def check(message: ClaimMessage) -> Iterator[Fault]:
    """Yield every period that ends before it begins, and every one that ends after Dagtekening."""
    dag = message.header.bericht_identificatie.dagtekening
    for periode, prestatie in periods(message):
        last = periode.einddatum
        if not on_or_after(last, periode.begindatum):
            yield fault(
                periode,
                f"Einddatum {quote(last)} van {describe(prestatie)} ligt voor Begindatum {quote(periode.begindatum)}.",
                {"Einddatum": last, "Begindatum": periode.begindatum},
            )
        if not on_or_after(dag, last):
            yield fault(
                periode,
                f"Einddatum {quote(last)} van {describe(prestatie)} ligt na Dagtekening {quote(dag)}.",
                {"Einddatum": last},
                also_at=(dagtekening(message.header),),
            )
