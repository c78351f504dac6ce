"""TR339: a Prestatie is of the assigned category."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.claim_lines import assigned_debits
from gateway.standard.lexical import collapsed

card = Card(
    code="TR339",
    retourcode="9339",
    level=3,
    messages=frozenset({"WMO323"}),
    element="Declaratie/Clienten/Client/Prestaties/Prestatie/ProductCategorie",
    source="iWmo 3.2, technische regel TR339",
    statement="De categorie van een prestatie is die van de toewijzing, als die er een heeft.",
    remedy="Declareer het toegewezen product, of een code uit de toegewezen categorie.",
    note=(
        "Een generieke toewijzing heeft geen categorie; daar valt niets te vergelijken. Een credit wordt hier niet "
        "beoordeeld: die neemt terug wat eerder is toegekend, ook als de toewijzing sindsdien is gewijzigd (IV085)."
    ),
)


def check(message: Wmo323, case: CaseFile) -> Iterator[Fault]:
    """Yield every debit of another category than was assigned."""
    for line, assignment in assigned_debits(message, case):
        given = line.prestatie.product_categorie
        if assignment.categorie is not None and collapsed(given) != assignment.categorie:
            yield fault(
                line.prestatie,
                f"{line.name} is van categorie {collapsed(given)}; toewijzing {assignment.toewijzing_nummer} van "
                f"{assignment.categorie}.",
                {"ProductCategorie": given},
            )
