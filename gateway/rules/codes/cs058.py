"""CS058: StatusAanlevering is 1 or 3."""

from collections.abc import Iterator

from gateway.messages.kinds.start import Wmo305
from gateway.messages.kinds.stop import Wmo307
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import one_of
from gateway.rules.reported import reported_products
from gateway.rules.words import coded

card = Card(
    code="CS058",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO305", "WMO307"}),
    element=(
        "Client/StartProducten/StartProduct/StatusAanlevering; Client/StopProducten/StopProduct/StatusAanlevering"
    ),
    source="iWmo 3.2, constraint CS058",
    statement="StatusAanlevering van een start of stop is 1 (eerste aanlevering) of 3 (verwijderen).",
    remedy=(
        "Een wijziging gaat met een verwijdering (3) en een nieuwe aanlevering (1); onveranderde starts en "
        "stops blijven weg."
    ),
)

_ALLOWED = ("1", "3")


def check(message: Wmo305 | Wmo307) -> Iterator[Fault]:
    """Yield every start or stop with another StatusAanlevering."""
    for product in reported_products(message):
        if not one_of(product.status_aanlevering, _ALLOWED):
            status = coded("LDT_StatusAanlevering", product.status_aanlevering)
            yield fault(
                product,
                f"StatusAanlevering {status} mag niet; alleen 1 of 3.",
                {"StatusAanlevering": product.status_aanlevering},
            )
