"""TR388: a Prestatie ends on the last of the month, or with the assignment."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.claim_lines import assigned_debits
from gateway.standard.lexical import as_date

card = Card(
    code="TR388",
    retourcode="9388",
    level=3,
    messages=frozenset({"WMO323"}),
    element="Declaratie/Clienten/Client/Prestaties/Prestatie/ProductPeriode/Einddatum",
    source="iWmo 3.2, technische regel TR388",
    statement=(
        "De periode van een prestatie eindigt op de laatste van de maand, of op de Einddatum van de toewijzing als "
        "die eerder in die maand ligt."
    ),
    remedy="Laat de periode op die dag eindigen, ook als de zorg eerder stopte (OP364).",
    note=(
        "Een einde na de Einddatum is aan TR308. De code zelf zondert elke maand uit waarin de toewijzing eerder "
        "eindigt; de regel doet dat niet, en die volgen wij. De toewijzing is die in haar laatste versie (IV013), "
        "zonder wat de aanbieder met een WMO302 afkeurde. Een credit wordt hier niet beoordeeld: die neemt terug wat "
        "eerder is toegekend, ook als de toewijzing sindsdien is gewijzigd (IV085)."
    ),
)


def check(message: Wmo323, case: CaseFile) -> Iterator[Fault]:
    """Yield every debit that ends on another day than the one that is right."""
    for line, assignment in assigned_debits(message, case):
        text = line.prestatie.product_periode.einddatum
        end = as_date(text)
        right = min(end.replace(day=monthrange(end.year, end.month)[1]), assignment.einddatum or date.max)
        if end < right:
            yield fault(
                line.prestatie,
                f"{line.name} eindigt op {end}; dat moet {right} zijn.",
                {"ProductPeriode/Einddatum": text},
            )
