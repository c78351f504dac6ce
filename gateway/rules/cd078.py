"""CD078: with an Omvang there is no Budget."""

from collections.abc import Iterator

from gateway.messages.toewijzing import Wmo301
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault

card = Card(
    code="CD078",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301", "WMO315", "WMO317"}),
    element="Client/ToegewezenProducten/ToegewezenProduct/Budget",
    source="iWmo 3.2, conditie CD078",
    statement="Een toegewezen product met een Omvang heeft geen Budget.",
    remedy="Kies een van de twee: een Omvang of een Budget in euro’s.",
    note="Hier telt dat het Budget er staat, ook zonder inhoud; CD077 kijkt of het gevuld is.",
)


def check(message: Wmo301) -> Iterator[Fault]:
    """Yields every assigned product with an Omvang that also has a Budget."""
    for toegewezen in message.client.toegewezen_producten:
        if toegewezen.omvang is not None and toegewezen.budget is not None:
            nummer = toegewezen.toewijzing_nummer
            yield fault(
                toegewezen,
                f"Toewijzing {nummer} heeft een Omvang en ook een Budget.",
                {"Budget": toegewezen.budget, "Omvang": toegewezen.omvang},
            )
