"""TR410: one product isn't asked for twice among the new ones for the same days."""

from collections.abc import Iterator

from gateway.messages.kinds.verzoek import NieuwProduct, Wmo317
from gateway.rules.card import Card
from gateway.rules.fault import Fault
from gateway.rules.parts.overlap import overlaps

card = Card(
    code="TR410",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO317"}),
    element="Client/Verzoek/NieuweProducten/NieuwProduct",
    source="iWmo 3.2, technische regel TR410",
    statement=(
        "Hetzelfde product staat niet twee keer voor dezelfde dagen bij de nieuwe producten. Hetzelfde product is: "
        "dezelfde categorie en code; heeft een van de twee geen code, dan dezelfde categorie; heeft een van de twee "
        "geen product, dan elk product. Begin- en einddag tellen mee."
    ),
    remedy="Laat het ene nieuwe product eindigen voordat het andere begint, of voeg ze samen.",
    whole_text=True,
    note=(
        "Categorieën 11 tot en met 14 zijn vrijgesteld. Twee nieuwe producten zonder Einddatum overlappen altijd. De "
        "officiële controle meldt elk paar; wij melden elke groep één keer, op de laatste ervan. Overlap met "
        "geldende toewijzingen is TR361."
    ),
)


def check(message: Wmo317) -> Iterator[Fault]:
    """Yield every group of new products that are the same and overlap each other."""
    products = message.client.verzoek.nieuwe_producten
    return overlaps(products, "nieuwe producten van dezelfde soort", "Code", _code)


def _code(product: NieuwProduct) -> str | None:
    return None if product.product is None else product.product.code
