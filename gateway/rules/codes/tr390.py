"""TR390: a debit is credited once."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import quote
from gateway.rules.parts.claim_lines import Line, credit_lines, file_of

card = Card(
    code="TR390",
    retourcode="9390",
    level=3,
    messages=frozenset({"WMO323"}),
    element="Declaratie/Clienten/Client/Prestaties/Prestatie/IngediendBedrag/DebetCredit",
    source="iWmo 3.2, technische regel TR390",
    statement="Een debet wordt één keer gecrediteerd.",
    remedy="Kijk welke credit deze prestatie al terugnam.",
    turn=2,
    note=(
        "De regel spreekt van een gelijke ProductReferentie, maar een credit heeft een eigen nummer; bedoeld is het "
        "debet dat hij noemt (OP360). Twee keer in één bericht is TR315; die vergelijkt tekst. Wat zij daardoor niet "
        "ziet, zoals twee keer hetzelfde nummer met een spatie erachter, valt hier, op de latere van de twee."
    ),
)


def check(message: Wmo323, case: CaseFile) -> Iterator[Fault]:
    """Yield every credit of a debit that was credited before, also by a credit earlier in this message."""
    debits = file_of(case).debits
    here: dict[str, str] = {}
    for line in credit_lines(message, case):
        debit = debits.get(line.former)
        if debit is not None and debit.credited:
            yield _fault(line, "die al is gecrediteerd")
        elif line.former in here:
            yield _fault(line, f"net als {quote(here[line.former])} eerder in dit bericht")
        elif line.prestatie.path not in case.refused:
            here[line.former] = line.reference


def _fault(line: Line, told: str) -> Fault:
    sign = {"IngediendBedrag/DebetCredit": line.prestatie.ingediend_bedrag.debet_credit}
    return fault(line.prestatie, f"{line.name} crediteert {quote(line.former)}, {told}.", sign)
