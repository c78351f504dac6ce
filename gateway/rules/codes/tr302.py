"""TR302: one product isn't assigned twice for the same days."""

from collections.abc import Iterator
from operator import attrgetter
from typing import Final

from gateway.messages.common import whole
from gateway.messages.kinds.toewijzing import ToegewezenProduct, Wmo301
from gateway.rules.card import Card
from gateway.rules.fault import Fault
from gateway.rules.kit import one_of
from gateway.rules.parts.overlap import overlaps
from gateway.standard.lexical import filled

card = Card(
    code="TR302",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301"}),
    element="Client/ToegewezenProducten/ToegewezenProduct",
    source="iWmo 3.2, technische regel TR302 (en OP259)",
    statement=(
        "Hetzelfde product is niet twee keer toegewezen voor dezelfde dagen. Hetzelfde product is: dezelfde "
        "categorie en code; heeft een van de twee geen code, dan dezelfde categorie; heeft een van de twee "
        "geen product, dan elk product. Begin- en einddag tellen mee."
    ),
    remedy=("Laat de ene toewijzing eindigen voordat de andere begint, of verwijder er een (RedenWijziging 13)."),
    whole_text=True,
    note=(
        "Categorieën 11 tot en met 14 zijn vrijgesteld, en een toewijzing die met RedenWijziging 01 of 13 op "
        "haar Ingangsdatum eindigt, telt niet mee. Twee toewijzingen zonder Einddatum overlappen altijd. De "
        "officiële controle meldt elk paar; wij melden elke groep één keer, op de laatste ervan."
    ),
)

_WITHDRAWN: Final = ("01", "13")


def check(message: Wmo301) -> Iterator[Fault]:
    """Yield every group of assignments of one product that overlap each other."""
    products = message.client.toegewezen_producten
    if len(products) < 2:
        return iter(())
    counted = [product for product in products if not _withdrawn(product)]
    return overlaps(counted, "toewijzingen van hetzelfde product", "ToewijzingNummer", attrgetter("toewijzing_nummer"))


def _withdrawn(product: ToegewezenProduct) -> bool:
    dates = whole(product)
    ends_at_once = filled(product.einddatum) and dates.einddatum == dates.ingangsdatum
    return ends_at_once and one_of(product.reden_wijziging, _WITHDRAWN)
