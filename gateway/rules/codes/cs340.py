"""CS340: a claim is of one whole month."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import day_number, quote
from gateway.rules.kit_calendar import DAY, MONTH, carried
from gateway.standard.lexical import WHITE_SPACE

card = Card(
    code="CS340",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO323"}),
    element="Declaratie/DeclaratiePeriode",
    source="iWmo 3.2, constraint CS340",
    statement="De declaratieperiode is precies één kalendermaand: van de eerste tot en met de laatste dag.",
    remedy="Zet de Begindatum op de eerste dag van de maand en de Einddatum op de laatste.",
    note=(
        "Twee bevindingen kunnen samengaan: een begin dat niet op de eerste valt, en een einde dat niet een "
        "maand na het begin ligt. Eigenaardigheid van de officiële controle, die wij volgen: elk jaar dat "
        "deelbaar is door vier is bij haar een schrikkeljaar, dus ook 2100. Zij neemt de Begindatum zoals hij er "
        "staat: met witruimte eromheen is hij nooit een eerste dag."
    ),
)


def check(message: Wmo323) -> Iterator[Fault]:
    """Yield a period that begins on another day than the first, and one that is not a month long."""
    periode = message.declaratie.declaratie_periode
    first, last = day_number(periode.begindatum), day_number(periode.einddatum)
    if not _on_the_first(periode.begindatum):
        yield fault(
            periode,
            f"Begindatum {quote(periode.begindatum)} van de declaratieperiode is niet de eerste dag van een maand.",
            {"Begindatum": periode.begindatum},
        )
    if carried(last + DAY) != carried(first + MONTH):
        yield fault(
            periode,
            f"De declaratieperiode van {quote(periode.begindatum)} tot en met {quote(periode.einddatum)} duurt geen "
            "hele maand.",
            {"Einddatum": periode.einddatum, "Begindatum": periode.begindatum},
        )


def _on_the_first(begin: str) -> bool:
    """Return True when the text after the second hyphen is 01, with no white space around the date."""
    return begin == begin.strip(WHITE_SPACE) and begin.split("-", 2)[2:] == ["01"]
