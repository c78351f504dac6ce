"""CD079: without a Budget there is a Product."""

from collections.abc import Iterator

from gateway.messages.toewijzing import Wmo301
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.standard.lexical import filled

card = Card(
    code="CD079",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301", "WMO315", "WMO317"}),
    element="Client/ToegewezenProducten/ToegewezenProduct/Product",
    source="iWmo 3.2, conditie CD079",
    statement="Een toegewezen product zonder Budget heeft een Product.",
    remedy="Vul het Product (ten minste de categorie), of ken een Budget toe.",
)


def check(message: Wmo301) -> Iterator[Fault]:
    """Yields every assigned product that has neither Budget nor Product."""
    for toegewezen in message.client.toegewezen_producten:
        if toegewezen.product is None and not filled(toegewezen.budget):
            yield fault(
                toegewezen,
                f"Toewijzing {toegewezen.toewijzing_nummer} heeft geen Product en ook geen Budget.",
            )
