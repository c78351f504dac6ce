"""CD077: with a Budget there is no Omvang."""

from collections.abc import Iterator

from gateway.messages.toewijzing import Wmo301
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.standard.lexical import filled

card = Card(
    code="CD077",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301", "WMO315", "WMO317"}),
    element="Client/ToegewezenProducten/ToegewezenProduct/Omvang",
    source="iWmo 3.2, conditie CD077",
    statement="Een toegewezen product met een Budget heeft geen Omvang.",
    remedy="Kies een van de twee: een Budget in euro’s of een Omvang.",
    note="Valt in de praktijk samen met CD078: de een kijkt vanuit het Budget, de ander vanuit de Omvang.",
)


def check(message: Wmo301) -> Iterator[Fault]:
    """Yields every assigned product with a filled Budget that also has an Omvang."""
    for toegewezen in message.client.toegewezen_producten:
        if toegewezen.omvang is not None and filled(toegewezen.budget):
            nummer = toegewezen.toewijzing_nummer
            yield fault(
                toegewezen,
                f"Toewijzing {nummer} heeft Budget {toegewezen.budget} en ook een Omvang.",
                {"Omvang": toegewezen.omvang, "Budget": toegewezen.budget},
            )
