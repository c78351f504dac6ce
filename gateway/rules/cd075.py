"""CD075: a Budget has an end date."""

from collections.abc import Iterator

from gateway.messages.toewijzing import Wmo301
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.standard.lexical import filled

card = Card(
    code="CD075",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301", "WMO315", "WMO317"}),
    element="Client/ToegewezenProducten/ToegewezenProduct/Einddatum",
    source="iWmo 3.2, conditie CD075",
    statement="Een toegewezen product met een Budget heeft een Einddatum.",
    remedy="Vul de laatste dag in waarvoor het budget bedoeld is.",
    note="Een Budget van 0 is ook een Budget.",
)


def check(message: Wmo301) -> Iterator[Fault]:
    """Yields every Budget without Einddatum."""
    for toegewezen in message.client.toegewezen_producten:
        if filled(toegewezen.budget) and not filled(toegewezen.einddatum):
            nummer = toegewezen.toewijzing_nummer
            yield fault(
                toegewezen,
                f"Toewijzing {nummer} heeft Budget {toegewezen.budget}, maar geen Einddatum.",
                {"Budget": toegewezen.budget},
            )
