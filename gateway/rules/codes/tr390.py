"""TR390: a debit is credited once."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import quote
from gateway.rules.parts.claim_lines import credit_lines, file_of

card = Card(
    code="TR390",
    retourcode="9390",
    level=3,
    messages=frozenset({"WMO323"}),
    element="Declaratie/Clienten/Client/Prestaties/Prestatie/IngediendBedrag/DebetCredit",
    source="iWmo 3.2, technische regel TR390",
    statement="Een debet wordt één keer gecrediteerd.",
    remedy="Kijk welke credit deze prestatie al terugnam.",
    note=(
        "De regel spreekt van een gelijke ProductReferentie, maar een credit heeft een eigen nummer; bedoeld is het "
        "debet dat hij noemt (OP360). Twee keer in één bericht is TR315."
    ),
)


def check(message: Wmo323, case: CaseFile) -> Iterator[Fault]:
    """Yield every credit of a debit that was credited before."""
    debits = file_of(case).debits
    for line in credit_lines(message, case):
        debit = debits.get(line.former)
        if debit is not None and debit.credited:
            yield fault(
                line.prestatie,
                f"{line.name} crediteert {quote(line.former)}, die al is gecrediteerd.",
                {"IngediendBedrag/DebetCredit": line.prestatie.ingediend_bedrag.debet_credit},
            )
