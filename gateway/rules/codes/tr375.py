"""TR375: no Omvang on an assignment without Product."""

from collections.abc import Iterator

from gateway.messages.kinds.verzoek import Wmo317
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.requested import changes, without_code_is_barred

card = Card(
    code="TR375",
    retourcode="9375",
    level=3,
    messages=frozenset({"WMO317"}),
    element="Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct/Omvang",
    source="iWmo 3.2, technische regel TR375",
    statement=(
        "Omvang blijft leeg als de toewijzing geen Product heeft, tenzij zij uiterlijk op 31 december 2020 eindigde."
    ),
    remedy="Vraag een andere Einddatum of een ander Budget, en laat Omvang weg.",
    note=(
        "Heeft de toewijzing wel een Categorie maar geen Code, dan is dit TR412. De letter van TR412 past ook op een "
        "toewijzing zonder Product; wij melden die alleen hier."
    ),
)


def check(message: Wmo317, case: CaseFile) -> Iterator[Fault]:
    """Yield every change with an Omvang of an assignment without Product."""
    for product, assigned in changes(message, case):
        if product.omvang is not None and assigned.categorie is None and without_code_is_barred(assigned):
            yield fault(
                product,
                f"Toewijzing {assigned.toewijzing_nummer} heeft geen Product, en dus ook geen Omvang.",
                {"Omvang": product.omvang},
            )
