"""TR338: a Prestatie is on an assignment."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.claim_lines import debit_lines
from gateway.standard.lexical import as_int

card = Card(
    code="TR338",
    retourcode="9338",
    level=3,
    messages=frozenset({"WMO323"}),
    element="Declaratie/Clienten/Client/Prestaties/Prestatie/ToewijzingNummer",
    source="iWmo 3.2, technische regel TR338",
    statement=(
        "Een prestatie verwijst naar een toewijzing die de gemeente aan deze aanbieder voor deze cliënt verzond."
    ),
    remedy="Zoek het ToewijzingNummer op in de WMO301 van deze cliënt.",
    note=(
        "Een toewijzing die de aanbieder met een WMO302 afkeurde geldt als niet verzonden (OP286). Een nummer van een"
        " andere cliënt geeft dezelfde code; de standaard noemt dat geval niet. Regels die de toewijzing nodig hebben"
        " worden dan niet beoordeeld. Een credit wordt hier niet beoordeeld: die neemt terug wat eerder is toegekend,"
        " ook als de toewijzing sindsdien is gewijzigd (IV085)."
    ),
)


def check(message: Wmo323, case: CaseFile) -> Iterator[Fault]:
    """Yield every debit on an assignment that this client doesn't have with this provider."""
    for line in debit_lines(message, case):
        if line.assignment is None:
            given = line.prestatie.toewijzing_nummer
            yield fault(
                line.prestatie,
                f"{line.name} noemt toewijzing {as_int(given)}; die heeft deze cliënt niet bij deze aanbieder.",
                {"ToewijzingNummer": given},
            )
