"""TR387: a Prestatie begins on the first of the month, or with the assignment."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.claim_lines import assigned_debits
from gateway.standard.lexical import as_date

card = Card(
    code="TR387",
    retourcode="9387",
    level=3,
    messages=frozenset({"WMO323"}),
    element="Declaratie/Clienten/Client/Prestaties/Prestatie/ProductPeriode/Begindatum",
    source="iWmo 3.2, technische regel TR387",
    statement=(
        "De periode van een prestatie begint op de eerste van de maand, of op de Ingangsdatum als die later in die "
        "maand ligt."
    ),
    remedy="Laat de periode op die dag beginnen, ook als de zorg later begon (OP364).",
    note=(
        "Een begin voor de Ingangsdatum is aan TR307. De code zelf zondert elke maand uit waarin de toewijzing later "
        "begint; de regel doet dat niet, en die volgen wij. De toewijzing is die in haar laatste versie (IV013), "
        "zonder wat de aanbieder met een WMO302 afkeurde. Een credit wordt hier niet beoordeeld: die neemt terug wat "
        "eerder is toegekend, ook als de toewijzing sindsdien is gewijzigd (IV085)."
    ),
)


def check(message: Wmo323, case: CaseFile) -> Iterator[Fault]:
    """Yield every debit that begins on another day than the one that is right."""
    for line, assignment in assigned_debits(message, case):
        text = line.prestatie.product_periode.begindatum
        begin = as_date(text)
        right = max(begin.replace(day=1), assignment.ingangsdatum)
        if begin > right:
            yield fault(
                line.prestatie,
                f"{line.name} begint op {begin}; dat moet {right} zijn.",
                {"ProductPeriode/Begindatum": text},
            )
