"""CD079: without a Budget there is a Product."""

from collections.abc import Iterator

from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.care import CareMessage, describe, with_product
from gateway.standard.lexical import filled

card = Card(
    code="CD079",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301", "WMO315", "WMO317"}),
    element=(
        "Client/ToegewezenProducten/ToegewezenProduct/Product; "
        "Client/AangevraagdeProducten/AangevraagdProduct/Product; "
        "Client/Verzoek/NieuweProducten/NieuwProduct/Product"
    ),
    source="iWmo 3.2, conditie CD079",
    statement="Een toegewezen of gevraagd product zonder Budget heeft een Product.",
    remedy="Vul het Product (ten minste de categorie), of een Budget.",
)


def check(message: CareMessage) -> Iterator[Fault]:
    """Yield every product that has neither Budget nor Product."""
    for care in with_product(message):
        if care.product is None and not filled(care.budget):
            yield fault(
                care,
                f"{describe(care)} heeft geen Product en ook geen Budget.",
            )
