"""TR384: a removed assignment is not claimed on."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.claim_lines import debit_lines

card = Card(
    code="TR384",
    retourcode="9384",
    level=3,
    messages=frozenset({"WMO323"}),
    element="Declaratie/Clienten/Client/Prestaties/Prestatie/ToewijzingNummer",
    source="iWmo 3.2, technische regel TR384",
    statement="Op een toewijzing die met RedenWijziging 13 is verwijderd wordt niet gedeclareerd.",
    remedy="Declareer op de toewijzing die ervoor in de plaats kwam, of vraag de gemeente om een nieuwe.",
    note=(
        "Deze code staat dan alleen: periode en omvang van een verwijderde toewijzing zeggen niets meer. Een credit "
        "wordt hier niet beoordeeld: die neemt terug wat eerder is toegekend, ook als de toewijzing sindsdien is "
        "gewijzigd (IV085)."
    ),
)


def check(message: Wmo323, case: CaseFile) -> Iterator[Fault]:
    """Yield every debit on an assignment that was removed."""
    for line in debit_lines(message, case):
        if line.assignment is not None and line.assignment.verwijderd:
            yield fault(
                line.prestatie,
                f"{line.name} staat op toewijzing {line.assignment.toewijzing_nummer}, die is verwijderd.",
                {"ToewijzingNummer": line.prestatie.toewijzing_nummer},
            )
