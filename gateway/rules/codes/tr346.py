"""TR346: an amount is volume times rate."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.outside import Outside
from gateway.rules.parts.claim import EUROS, describe, prestaties
from gateway.rules.parts.claim_lines import is_credit
from gateway.rules.parts.claim_rates import expected_amounts
from gateway.standard.lexical import as_int, collapsed
from gateway.standard.money import euros

card = Card(
    code="TR346",
    retourcode="9346",
    level=4,
    messages=frozenset({"WMO323"}),
    element="Declaratie/Clienten/Client/Prestaties/Prestatie/IngediendBedrag/Bedrag",
    source="iWmo 3.2, technische regel TR346",
    statement="Bij een andere eenheid dan euro’s is het bedrag volume maal tarief.",
    remedy="Reken het bedrag na.",
    note=(
        "Bij minuten gaat het om het uurtarief van het contract maal de minuten door 60, afgerond op hele centen; "
        "ProductTarief is dan het afgeronde zestigste deel en telt voor het bedrag niet (IV081). Is dat uurtarief "
        "hier niet geladen, dan blijft een grens over: het bedrag wijkt van minuten maal ProductTarief niet meer af "
        "dan een halve cent per minuut. Een credit wordt hier niet beoordeeld: die neemt terug wat eerder is "
        "toegekend, ook als de toewijzing sindsdien is gewijzigd (IV085)."
    ),
)


def check(message: Wmo323, outside: Outside) -> Iterator[Fault]:
    """Yield every debit with an amount that its volume and rate don't make."""
    for prestatie in prestaties(message):
        if is_credit(prestatie) or collapsed(prestatie.eenheid) in EUROS:
            continue
        low, high = expected_amounts(prestatie, outside.rates)
        bedrag = as_int(prestatie.ingediend_bedrag.bedrag)
        if not low <= bedrag <= high:
            right = euros(low) if low == high else f"{euros(max(low, 0))} tot {euros(high)}"
            yield fault(
                prestatie,
                f"Het bedrag van {describe(prestatie)} is {euros(bedrag)}; volume en tarief maken {right}.",
                {"IngediendBedrag/Bedrag": prestatie.ingediend_bedrag.bedrag},
            )
