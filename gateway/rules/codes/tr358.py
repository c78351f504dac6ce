"""TR358: the total of a claim is what its Prestaties come to."""

from collections.abc import Iterator
from itertools import islice
from math import isnan

from gateway.messages.common import whole
from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.fault import MAX_PLACES, Fault, fault
from gateway.rules.kit import one_of
from gateway.rules.parts.claim import CREDIT, amount_words, balance, balance_words, prestaties

card = Card(
    code="TR358",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO323"}),
    element="Declaratie/TotaalIngediendBedrag",
    source="iWmo 3.2, technische regel TR358",
    statement=(
        "TotaalIngediendBedrag is de som van de ingediende bedragen van alle prestaties, debet min credit; is die "
        "som negatief, dan staat zij er zonder minteken als credit (C)."
    ),
    remedy="Reken het totaal na en schrijf het zonder voorloopnullen of plusteken.",
    whole_text=True,
    note=(
        "Eigenaardigheid van de officiële controle, die wij volgen: zij schrijft de som uit en vergelijkt de tekst, "
        "zodat 0500 niet 500 is; een bedrag met een plusteken kan zij niet lezen, en dan klopt geen enkel totaal."
    ),
)


def check(message: Wmo323) -> Iterator[Fault]:
    """Yield a total that is not the sum of the amounts."""
    total = whole(message.declaratie.totaal_ingediend_bedrag)
    found = sum(balance(whole(each.ingediend_bedrag)) for each in prestaties(message))
    expected = -found if one_of(total.debet_credit, CREDIT) else found
    if not one_of(total.totaal_bedrag, (_written(expected),)):
        yield fault(
            total,
            f"TotaalBedrag is {amount_words(total)}; de som van de prestaties is {balance_words(found)}.",
            {"TotaalBedrag": total.totaal_bedrag, "DebetCredit": total.debet_credit},
            also_at=[(each, ("IngediendBedrag",)) for each in islice(prestaties(message), MAX_PLACES)],
        )


def _written(amount: float) -> str:
    """Return the amount as the kit writes it: digits only, nothing for no number, and no total for less than 0."""
    return "" if isnan(amount) else f"{amount + 0:.0f}"
