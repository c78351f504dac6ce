"""TR341: a Prestatie is in a unit that fits the assignment."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.claim_lines import assigned_debits
from gateway.rules.parts.claim_room import fits_unit
from gateway.rules.words import coded

card = Card(
    code="TR341",
    retourcode="9341",
    level=3,
    messages=frozenset({"WMO323"}),
    element="Declaratie/Clienten/Client/Prestaties/Prestatie/Eenheid",
    source="iWmo 3.2, technische regel TR341",
    statement="De eenheid van een prestatie is die van de toewijzing; uren mogen ook in minuten.",
    remedy="Declareer in de toegewezen eenheid.",
    note=(
        "Minuten toegewezen en uren gedeclareerd mag niet. Zonder Omvang (aspecifiek, generiek of met een Budget) "
        "bepaalt het contract de eenheid; dat staat niet in de berichten en wordt niet beoordeeld. Een credit wordt "
        "hier niet beoordeeld: die neemt terug wat eerder is toegekend, ook als de toewijzing sindsdien is gewijzigd "
        "(IV085)."
    ),
)


def check(message: Wmo323, case: CaseFile) -> Iterator[Fault]:
    """Yield every debit in a unit that doesn't fit the assignment."""
    for line, assignment in assigned_debits(message, case):
        if assignment.omvang is not None and not fits_unit(line.eenheid, assignment.omvang):
            yield fault(
                line.prestatie,
                f"{line.name} is in Eenheid {coded('LDT_Eenheid', line.eenheid)}; toewijzing "
                f"{assignment.toewijzing_nummer} in {coded('LDT_Eenheid', assignment.omvang.eenheid)}.",
                {"Eenheid": line.prestatie.eenheid},
            )
