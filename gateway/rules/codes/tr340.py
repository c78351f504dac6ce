"""TR340: a Prestatie is of the assigned product."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.claim_lines import assigned_debits
from gateway.standard.lexical import collapsed

card = Card(
    code="TR340",
    retourcode="9340",
    level=3,
    messages=frozenset({"WMO323"}),
    element="Declaratie/Clienten/Client/Prestaties/Prestatie/ProductCode",
    source="iWmo 3.2, technische regel TR340",
    statement="De productcode van een prestatie is die van de toewijzing, als die er een heeft.",
    remedy="Declareer de toegewezen productcode.",
    note=(
        "Een aspecifieke of generieke toewijzing heeft geen code; dan blijft TR381 over. Een credit wordt hier niet "
        "beoordeeld: die neemt terug wat eerder is toegekend, ook als de toewijzing sindsdien is gewijzigd (IV085)."
    ),
)


def check(message: Wmo323, case: CaseFile) -> Iterator[Fault]:
    """Yield every debit of another product than was assigned."""
    for line, assignment in assigned_debits(message, case):
        given = line.prestatie.product_code
        if assignment.code is not None and collapsed(given) != assignment.code:
            yield fault(
                line.prestatie,
                f"{line.name} is van product {collapsed(given)}; toewijzing {assignment.toewijzing_nummer} van "
                f"{assignment.code}.",
                {"ProductCode": given},
            )
