"""TR056: a sender uses an Identificatie once for each type of message."""

from collections.abc import Iterator

from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import quote
from gateway.rules.parts.shared import JudgedInFull

card = Card(
    code="TR056",
    retourcode="9056",
    level=3,
    messages=frozenset(
        {"WMO301", "WMO305", "WMO307", "WMO315", "WMO317", "WMO319", "WMO323", "WMO325"},
    ),
    element="Header/BerichtIdentificatie/Identificatie",
    source="iWmo 3.2, technische regel TR056",
    statement="De afzender gebruikt een Identificatie per berichtsoort maar één keer.",
    remedy=(
        "Geef het bericht een nieuwe Identificatie. Was het bedoeld als herhaling van een eerder bericht, "
        "stuur dan precies dezelfde bytes: dat is geen nieuw bericht."
    ),
    note=(
        "De Dagtekening telt niet mee. Dezelfde bytes nog eens is een herhaling en geen overtreding. De "
        "standaard zegt niet of een Identificatie van een afgekeurd bericht nog eens mag; bij ons wel, want "
        "een afgekeurd bericht geldt als niet gestuurd (OP286). Retourberichten vallen erbuiten. Wat dezelfde afzender "
        "aan een andere gemeente stuurde kan de ontvangende gemeente niet zien, en telt niet mee."
    ),
)


def check(message: JudgedInFull, case: CaseFile) -> Iterator[Fault]:
    """Yield the Header when the sender used this Identificatie before."""
    if case.identificatie_used:
        header = message.header
        identificatie = header.bericht_identificatie.identificatie
        yield fault(
            header,
            f"Identificatie {quote(identificatie)} is door afzender {header.afzender} al gebruikt voor "
            f"een eerdere {message.soort.name} met een andere inhoud.",
            {"BerichtIdentificatie/Identificatie": identificatie},
        )
