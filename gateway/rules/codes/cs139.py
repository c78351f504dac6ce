"""CS139: a date of birth is as exact as DatumGebruik says."""

from collections.abc import Iterator

from gateway.messages.common import whole
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import quote
from gateway.rules.parts.shared import WithBirth, birth_dates
from gateway.rules.words import coded

card = Card(
    code="CS139",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301", "WMO305", "WMO307", "WMO315"}),
    element="Client/Geboortedatum; Client/Relaties/Relatie/Geboortedatum",
    source="iWmo 3.2, constraint CS139",
    statement=(
        "Datum en DatumGebruik van een geboortedatum passen bij elkaar: bij 3 (onbekend) is de Datum "
        "1900-01-01, bij 2 (alleen het jaar bekend) eindigt hij op 01-01, bij 1 (dag onbekend) op 01."
    ),
    remedy="Zet de onbekende delen van de datum op 01, of laat DatumGebruik weg als de hele datum bekend is.",
    whole_text=True,
    note=(
        "Eigenaardigheid van de officiële controle, die wij volgen: zij vergelijkt tekst, dus witruimte om "
        "de datum is fout."
    ),
)


def check(message: WithBirth) -> Iterator[Fault]:
    """Yield every date of birth that contradicts its DatumGebruik."""
    for given in birth_dates(message):
        if given.datum_gebruik is None:
            continue
        born = whole(given)
        if born.datum_gebruik is not None and not _agree(born.datum, born.datum_gebruik):
            usage = coded("LDT_DatumGebruik", born.datum_gebruik)
            yield fault(
                born,
                f"Geboortedatum {quote(born.datum)} past niet bij DatumGebruik {usage}.",
                {"Datum": born.datum, "DatumGebruik": born.datum_gebruik},
            )


def _agree(datum: str, usage: str) -> bool:
    month_and_day = datum.partition("-")[2]
    match usage:
        case "3":
            return datum == "1900-01-01"
        case "2":
            return month_and_day == "01-01"
        case "1":
            return month_and_day.partition("-")[2] == "01"
        case _:
            return True
