"""CD080: without a Code there is no Omvang."""

from collections.abc import Iterator

from gateway.messages.kinds.toewijzing import Wmo301
from gateway.rules.card import Card
from gateway.rules.fault import Fault
from gateway.rules.parts.omvang import without_code

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
    """Yield every Omvang of a product without Code that ends after 2020 or not at all."""
    return without_code(message.client.toegewezen_producten)
