"""TR307: a Prestatie begins within the assignment."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.claim_lines import assigned_debits
from gateway.standard.lexical import as_date

card = Card(
    code="TR307",
    retourcode="9307",
    level=3,
    messages=frozenset({"WMO323"}),
    element="Declaratie/Clienten/Client/Prestaties/Prestatie/ProductPeriode/Begindatum",
    source="iWmo 3.2, technische regel TR307",
    statement="De periode van een prestatie begint niet voor de Ingangsdatum van de toewijzing.",
    remedy="Laat de periode beginnen op de Ingangsdatum, of vraag de gemeente om een eerdere toewijzing.",
    note=(
        "Is dit fout, dan wordt TR387 niet beoordeeld; naar de letter was ook die overtreden. De toewijzing is die in"
        " haar laatste versie (IV013), zonder wat de aanbieder met een WMO302 afkeurde. Een credit wordt hier niet "
        "beoordeeld: die neemt terug wat eerder is toegekend, ook als de toewijzing sindsdien is gewijzigd (IV085)."
    ),
)


def check(message: Wmo323, case: CaseFile) -> Iterator[Fault]:
    """Yield every debit that begins before its assignment."""
    for line, assignment in assigned_debits(message, case):
        text = line.prestatie.product_periode.begindatum
        if as_date(text) < assignment.ingangsdatum:
            yield fault(
                line.prestatie,
                f"{line.name} begint op {as_date(text)}; toewijzing {assignment.toewijzing_nummer} gaat in op "
                f"{assignment.ingangsdatum}.",
                {"ProductPeriode/Begindatum": text},
            )
