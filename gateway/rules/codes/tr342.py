"""TR342: what is granted of a claim is all but what is rejected."""

from collections.abc import Iterator
from typing import Final

from gateway.messages.kinds.declaratie import Wmo325
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import one_of
from gateway.rules.parts.claim import amount_words, balance, balance_words, prestaties

card = Card(
    code="TR342",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO325"}),
    element="DeclaratieAntwoord",
    source="iWmo 3.2, technische regel TR342",
    statement=(
        "Het ingediende totaal min het toegekende totaal is de som van de prestaties in het antwoord, die zijn "
        "afgewezen. Is de declaratie als geheel afgewezen, dan is het toegekende totaal 0."
    ),
    remedy="Reken het toegekende totaal na, of vul de afgewezen prestaties aan.",
    note=(
        "Debet telt op, credit trekt af. Als geheel afgewezen is: er staat een andere retourcode dan 0200 of 8001 "
        "bij DeclaratieAntwoord. Een getal met een plusteken kan de officiële controle niet lezen; wij volgen dat."
    ),
)

_NOT_REJECTED: Final = ("0200", "8001")


def check(message: Wmo325) -> Iterator[Fault]:
    """Yield an answer whose totals don't agree with what it rejects."""
    antwoord = message.declaratie_antwoord
    if antwoord is None:
        return
    submitted, granted = antwoord.totaal_ingediend_bedrag, antwoord.totaal_toegekend_bedrag
    if all(one_of(code, _NOT_REJECTED) for code in antwoord.retour_codes):
        rejected = sum(balance(each.ingediend_bedrag) for each in prestaties(message))
        if balance(submitted) - balance(granted) != rejected:
            yield fault(
                antwoord,
                f"Ingediend totaal {amount_words(submitted)} min toegekend totaal {amount_words(granted)} is niet de "
                f"som van de afgewezen prestaties: {balance_words(rejected)}.",
                {"TotaalToegekendBedrag": granted, "TotaalIngediendBedrag": submitted},
            )
    elif balance(granted) != 0:
        codes = ", ".join(antwoord.retour_codes)
        yield fault(
            antwoord,
            f"De declaratie is als geheel afgewezen ({codes}), maar het toegekende totaal is {amount_words(granted)}.",
            {"TotaalToegekendBedrag": granted},
        )
