"""CD060: a credit names the debit that it takes back, and nothing else does."""

from collections.abc import Iterator

from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import one_of, quote
from gateway.rules.parts.claim import CREDIT, ClaimMessage, describe, prestaties
from gateway.standard.lexical import filled

card = Card(
    code="CD060",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO323", "WMO325"}),
    element=(
        "Declaratie/Clienten/Client/Prestaties/Prestatie/ProductReferentie/VorigReferentieNummer; "
        "DeclaratieAntwoord/Clienten/Client/Prestaties/Prestatie/ProductReferentie/VorigReferentieNummer"
    ),
    source="iWmo 3.2, conditie CD060",
    statement="VorigReferentieNummer is gevuld als het ingediende bedrag credit (C) is, en anders niet.",
    remedy=(
        "Noem bij een creditering het ReferentieNummer van de prestatie die u terugneemt; laat "
        "VorigReferentieNummer weg bij een debetbedrag."
    ),
)


def check(message: ClaimMessage) -> Iterator[Fault]:
    """Yield every Prestatie whose VorigReferentieNummer and DebetCredit contradict each other."""
    for prestatie in prestaties(message):
        former = prestatie.product_referentie.vorig_referentie_nummer
        sign = prestatie.ingediend_bedrag.debet_credit
        if filled(former) != one_of(sign, CREDIT):
            yield fault(
                prestatie,
                f"VorigReferentieNummer {quote(former)} hoort niet bij {describe(prestatie)} met DebetCredit {sign}."
                if filled(former)
                else f"VorigReferentieNummer ontbreekt bij {describe(prestatie)}, die credit (C) is.",
                {
                    "ProductReferentie/VorigReferentieNummer": former,
                    "IngediendBedrag/DebetCredit": sign,
                },
            )
