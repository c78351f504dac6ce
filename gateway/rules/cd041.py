"""CD041: a product with a Code has an Omvang."""

from collections.abc import Iterator

from gateway.messages.toewijzing import Wmo301
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.standard.lexical import filled

card = Card(
    code="CD041",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301", "WMO315", "WMO317"}),
    element="Client/ToegewezenProducten/ToegewezenProduct/Omvang",
    source="iWmo 3.2, conditie CD041",
    statement="Een toegewezen product met een Code heeft een Omvang.",
    remedy="Vul Omvang (volume, eenheid en frequentie), of wijs alleen een categorie toe, met een Budget.",
)


def check(message: Wmo301) -> Iterator[Fault]:
    """Yields every assigned product that has a Code but no Omvang."""
    for toegewezen in message.client.toegewezen_producten:
        product = toegewezen.product
        if product is not None and toegewezen.omvang is None and filled(product.code):
            nummer = toegewezen.toewijzing_nummer
            yield fault(
                toegewezen,
                f"Toewijzing {nummer} heeft productcode {product.code}, maar geen Omvang.",
                {"Product/Code": product.code},
            )
