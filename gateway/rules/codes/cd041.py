"""CD041: a product with a Code has an Omvang."""

from collections.abc import Iterator

from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.care import CareMessage, describe, with_product
from gateway.standard.lexical import filled

card = Card(
    code="CD041",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301", "WMO315", "WMO317"}),
    element=(
        "Client/ToegewezenProducten/ToegewezenProduct/Omvang; "
        "Client/AangevraagdeProducten/AangevraagdProduct/Omvang; "
        "Client/Verzoek/NieuweProducten/NieuwProduct/Omvang"
    ),
    source="iWmo 3.2, conditie CD041",
    statement="Een toegewezen of gevraagd product met een Code heeft een Omvang.",
    remedy="Vul Omvang (volume, eenheid en frequentie), of noem alleen een categorie, met een Budget.",
    note="Een gevraagde wijziging van een toewijzing (317) noemt geen product; daarvoor geldt TR411.",
)


def check(message: CareMessage) -> Iterator[Fault]:
    """Yield every product that has a Code but no Omvang."""
    for care in with_product(message):
        product = care.product
        if product is not None and care.omvang is None and filled(product.code):
            yield fault(
                care,
                f"{describe(care)} heeft productcode {product.code}, maar geen Omvang.",
                {"Product/Code": product.code},
            )
