"""CD087: what is not counted in euros has a rate."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import one_of, quote
from gateway.rules.parts.claim import EUROS, describe, prestaties
from gateway.rules.words import coded
from gateway.standard.lexical import filled

card = Card(
    code="CD087",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO323"}),
    element="Declaratie/Clienten/Client/Prestaties/Prestatie/ProductTarief",
    source="iWmo 3.2, conditie CD087",
    statement="ProductTarief is gevuld, behalve bij Eenheid 83 (euro’s): dan blijft het leeg.",
    remedy="Vul het tarief per eenheid in, of laat het weg bij Eenheid 83.",
)


def check(message: Wmo323) -> Iterator[Fault]:
    """Yield every Prestatie whose ProductTarief and Eenheid contradict each other."""
    for prestatie in prestaties(message):
        given = filled(prestatie.product_tarief)
        if given == one_of(prestatie.eenheid, EUROS):
            tarief = prestatie.product_tarief
            found = f"{quote(tarief)} hoort niet" if given else "ontbreekt"
            eenheid = coded("LDT_Eenheid", prestatie.eenheid)
            yield fault(
                prestatie,
                f"ProductTarief {found} bij {describe(prestatie)} in Eenheid {eenheid}.",
                {"ProductTarief": tarief, "Eenheid": prestatie.eenheid},
            )
