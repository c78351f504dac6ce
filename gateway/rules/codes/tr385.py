"""TR385: an assignment with claims can't be removed."""

from collections.abc import Iterator

from gateway.messages.kinds.toewijzing import Wmo301
from gateway.rules.card import Card
from gateway.rules.case import CaseFile, number_of
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import one_of

card = Card(
    code="TR385",
    retourcode="9385",
    level=3,
    messages=frozenset({"WMO301"}),
    element="Client/ToegewezenProducten/ToegewezenProduct/RedenWijziging",
    source="iWmo 3.2, technische regel TR385",
    statement=(
        "Een toewijzing wordt niet verwijderd (RedenWijziging 13) als er goedgekeurde Prestaties op staan "
        "die niet zijn gecrediteerd."
    ),
    remedy=(
        "Laat de aanbieder de Prestaties eerst crediteren, of verkort de toewijzing in plaats van haar te verwijderen."
    ),
    note=(
        "Voor de aanbieder, die dit beoordeelt aan zijn declaraties en de antwoorden daarop. De WMO301 van een "
        "gemeente op deze gateway breekt de regel niet: haar verwijdering wordt tegengehouden zolang er toegekende "
        "prestaties op de toewijzing staan (OP362), onder hetzelfde slot als waarmee een declaratie wordt geboekt. "
        "Die van een gemeente met een andere gateway wordt zonder haar administratie beoordeeld, en daar vindt de "
        "regel niets."
    ),
)


def check(message: Wmo301, case: CaseFile) -> Iterator[Fault]:
    """Yield every removal of an assignment with claims; nothing where claims aren't seen."""
    for product in message.client.toegewezen_producten:
        number = number_of(product.toewijzing_nummer)
        if number in (case.claimed or ()) and one_of(product.reden_wijziging, ("13",)):
            yield fault(
                product,
                f"Op toewijzing {number} staan goedgekeurde Prestaties; verwijderen kan niet.",
                {"RedenWijziging": product.reden_wijziging},
            )
