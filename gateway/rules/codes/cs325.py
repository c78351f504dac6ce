"""CS325: an amount of nothing is debit."""

from collections.abc import Iterator

from gateway.messages.common import whole
from gateway.messages.kinds.declaratie import BedragMetDC, TotaalBedragMetDC, Wmo323
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import one_of
from gateway.rules.parts.claim import CREDIT, ClaimMessage, balance, prestaties, value

card = Card(
    code="CS325",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO323", "WMO325"}),
    element=(
        "Declaratie/TotaalIngediendBedrag; Declaratie/Clienten/Client/Prestaties/Prestatie/IngediendBedrag; "
        "DeclaratieAntwoord/TotaalIngediendBedrag; DeclaratieAntwoord/TotaalToegekendBedrag; "
        "DeclaratieAntwoord/Clienten/Client/Prestaties/Prestatie/IngediendBedrag"
    ),
    source="iWmo 3.2, constraint CS325",
    statement="Een bedrag of totaal van 0 is debet (D).",
    remedy="Zet DebetCredit bij een bedrag van 0 op D.",
    whole_text=True,
)


def check(message: ClaimMessage) -> Iterator[Fault]:
    """Yield every amount of 0 that is credit."""
    for amount in _amounts(message):
        if one_of(amount.debet_credit, CREDIT) and balance(whole(amount)) == 0:
            name = "TotaalBedrag" if isinstance(amount, TotaalBedragMetDC) else "Bedrag"
            yield fault(
                amount,
                f"{name} is 0 en toch credit (C).",
                {"DebetCredit": amount.debet_credit, name: value(whole(amount))},
            )


def _amounts(message: ClaimMessage) -> Iterator[BedragMetDC | TotaalBedragMetDC]:
    if isinstance(message, Wmo323):
        yield message.declaratie.totaal_ingediend_bedrag
    elif message.declaratie_antwoord is not None:
        yield message.declaratie_antwoord.totaal_ingediend_bedrag
        yield message.declaratie_antwoord.totaal_toegekend_bedrag
    for prestatie in prestaties(message):
        yield prestatie.ingediend_bedrag
