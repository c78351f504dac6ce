"""TR333: a provider uses a DeclaratieNummer once."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import quote
from gateway.rules.parts.claim_lines import file_of

card = Card(
    code="TR333",
    retourcode="9333",
    level=3,
    messages=frozenset({"WMO323"}),
    element="Declaratie/DeclaratieNummer",
    source="iWmo 3.2, technische regel TR333",
    statement="De aanbieder gebruikt een DeclaratieNummer één keer.",
    remedy="Geef de declaratie een nieuw nummer.",
    note=(
        "Gezien over alle gemeenten op deze gateway. Het nummer van een declaratie die als geheel is afgewezen is "
        "weer vrij (OP286), dat van een declaratie waarvan alle prestaties zijn afgewezen niet."
    ),
)


def check(message: Wmo323, case: CaseFile) -> Iterator[Fault]:
    """Yield the claim when its number was used before."""
    nummer = message.declaratie.declaratie_nummer
    if file_of(case).number_used:
        yield fault(
            message.declaratie,
            f"DeclaratieNummer {quote(nummer)} is door aanbieder {message.header.afzender} al gebruikt.",
            {"DeclaratieNummer": nummer},
        )
