"""TR412: no Omvang on an assignment without a Code."""

from collections.abc import Iterator

from gateway.messages.kinds.verzoek import Wmo317
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.requested import changes, without_code_is_barred

card = Card(
    code="TR412",
    retourcode="9412",
    level=3,
    messages=frozenset({"WMO317"}),
    element="Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct/Omvang",
    source="iWmo 3.2, technische regel TR412",
    statement=(
        "Omvang blijft leeg als het product van de toewijzing geen Code heeft, tenzij zij uiterlijk op 31 december "
        "2020 eindigde."
    ),
    remedy="Vraag een andere Einddatum of een ander Budget, en laat Omvang weg.",
    note="Heeft de toewijzing helemaal geen Product, dan is dit TR375.",
)


def check(message: Wmo317, case: CaseFile) -> Iterator[Fault]:
    """Yield every change with an Omvang of an assignment with a Categorie and no Code."""
    for product, assigned in changes(message, case):
        aspecific = assigned.categorie is not None and assigned.code is None
        if product.omvang is not None and aspecific and without_code_is_barred(assigned):
            yield fault(
                product,
                f"Toewijzing {assigned.toewijzing_nummer} is van categorie {assigned.categorie} zonder Code, en heeft "
                "dus geen Omvang.",
                {"Omvang": product.omvang},
            )
