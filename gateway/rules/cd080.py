"""CD080: without a Code there is no Omvang."""

from collections.abc import Iterator

from gateway.messages.toewijzing import Wmo301
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import after_2020
from gateway.standard.lexical import filled

card = Card(
    code="CD080",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301"}),
    element="Client/ToegewezenProducten/ToegewezenProduct/Omvang",
    source="iWmo 3.2, conditie CD080",
    statement=(
        "Een toegewezen product zonder Code heeft geen Omvang, tenzij het uiterlijk op 31 december 2020 eindigde."
    ),
    remedy="Vul de productcode in, of vervang de Omvang door een Budget.",
    note="Ook zonder Product is er geen Code. Een Einddatum van 2020-12-31 is vrijgesteld, 2021-01-01 niet.",
)


def check(message: Wmo301) -> Iterator[Fault]:
    """Yields every Omvang of a product without Code that ends after 2020 or not at all."""
    for toegewezen in message.client.toegewezen_producten:
        if toegewezen.omvang is None or (toegewezen.product is not None and filled(toegewezen.product.code)):
            continue
        if after_2020(toegewezen.einddatum):
            yield fault(
                toegewezen,
                f"Toewijzing {toegewezen.toewijzing_nummer} heeft een Omvang, maar geen productcode.",
                {"Omvang": toegewezen.omvang, "Einddatum": toegewezen.einddatum},
            )
