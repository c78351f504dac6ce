"""TR389: the same care is claimed once."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.claim_file import DebitKey
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import quote
from gateway.rules.parts.claim_lines import Line, assigned_debits, file_of, freed

card = Card(
    code="TR389",
    retourcode="9389",
    level=3,
    messages=frozenset({"WMO323"}),
    element="Declaratie/Clienten/Client/Prestaties/Prestatie",
    source="iWmo 3.2, technische regel TR389",
    statement="Van een toewijzing, categorie, code en periode staat één debet dat niet is gecrediteerd.",
    remedy="Crediteer eerst de prestatie die al is toegekend; dat mag in dezelfde declaratie.",
    turn=2,
    note=(
        "Wat is afgewezen telt niet mee, en een prestatie zonder eigen toewijzing ook niet. De credits in het bericht "
        "gaan voor (OP366), als zij zelf niet worden afgewezen. Twee keer binnen het bericht is TR416; die vergelijkt "
        "tekst. Wat zij daardoor niet ziet (toewijzing 1 en 01) valt hier, op de latere van de twee."
    ),
)


def check(message: Wmo323, case: CaseFile) -> Iterator[Fault]:
    """Yield every debit of what stands as claimed already, or was claimed before in this message."""
    standing, back = file_of(case).standing, freed(message, case)
    here: dict[DebitKey, str] = {}
    for line, _ in assigned_debits(message, case):
        key = line.key
        before = standing.get(key)
        if before is not None and before not in back:
            yield _fault(line, f"is al gedeclareerd als {quote(before)}, die is toegekend en niet gecrediteerd")
        elif key in here:
            yield _fault(line, f"staat al in dit bericht als {quote(here[key])}")
        elif line.prestatie.path not in case.refused:
            here[key] = line.reference


def _fault(line: Line, told: str) -> Fault:
    given = line.prestatie
    return fault(
        given,
        f"{line.name} {told}.",
        {"ToewijzingNummer": given.toewijzing_nummer, "ProductPeriode": given.product_periode},
    )
