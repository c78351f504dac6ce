"""TR308: a Prestatie ends within the assignment."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.claim_lines import assigned_debits
from gateway.standard.lexical import as_date

card = Card(
    code="TR308",
    retourcode="9308",
    level=3,
    messages=frozenset({"WMO323"}),
    element="Declaratie/Clienten/Client/Prestaties/Prestatie/ProductPeriode/Einddatum",
    source="iWmo 3.2, technische regel TR308",
    statement="De periode van een prestatie eindigt niet na de Einddatum van de toewijzing.",
    remedy="Laat de periode eindigen op de Einddatum, of vraag de gemeente de toewijzing te verlengen.",
    note=(
        "Is dit fout, dan wordt TR388 niet beoordeeld; naar de letter was ook die overtreden. De toewijzing is die in"
        " haar laatste versie (IV013), zonder wat de aanbieder met een WMO302 afkeurde. Een credit wordt hier niet "
        "beoordeeld: die neemt terug wat eerder is toegekend, ook als de toewijzing sindsdien is gewijzigd (IV085)."
    ),
)


def check(message: Wmo323, case: CaseFile) -> Iterator[Fault]:
    """Yield every debit that ends after its assignment."""
    for line, assignment in assigned_debits(message, case):
        text = line.prestatie.product_periode.einddatum
        if assignment.einddatum is not None and as_date(text) > assignment.einddatum:
            yield fault(
                line.prestatie,
                f"{line.name} eindigt op {as_date(text)}; toewijzing {assignment.toewijzing_nummer} eindigt op "
                f"{assignment.einddatum}.",
                {"ProductPeriode/Einddatum": text},
            )
