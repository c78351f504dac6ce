"""TR411: the Omvang is given for an assignment of a product with a Code."""

from collections.abc import Iterator

from gateway.messages.kinds.verzoek import Wmo317
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.requested import changes

card = Card(
    code="TR411",
    retourcode="9411",
    level=3,
    messages=frozenset({"WMO317"}),
    element="Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct/Omvang",
    source="iWmo 3.2, technische regel TR411",
    statement="Omvang is gevuld als de toewijzing een product met een Code heeft.",
    remedy="Neem de Omvang over uit de toewijzing, ook als alleen de Einddatum wijzigt.",
    note="",
)


def check(message: Wmo317, case: CaseFile) -> Iterator[Fault]:
    """Yield every change without an Omvang of an assignment with a Code."""
    for product, assigned in changes(message, case):
        if product.omvang is None and assigned.code is not None:
            yield fault(
                product,
                f"Toewijzing {assigned.toewijzing_nummer} is van product {assigned.code}; daar hoort een Omvang bij.",
                {"ToewijzingNummer": product.toewijzing_nummer},
            )
