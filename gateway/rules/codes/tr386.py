"""TR386: one product isn't asked for twice for the same days."""

from collections.abc import Iterator
from operator import attrgetter

from gateway.messages.kinds.verzoek import Wmo315
from gateway.rules.card import Card
from gateway.rules.fault import Fault
from gateway.rules.parts.overlap import overlaps

card = Card(
    code="TR386",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO315"}),
    element="Client/AangevraagdeProducten/AangevraagdProduct",
    source="iWmo 3.2, technische regel TR386",
    statement=(
        "Hetzelfde product is niet twee keer aangevraagd voor dezelfde dagen. Hetzelfde product is: dezelfde "
        "categorie en code; heeft een van de twee geen code, dan dezelfde categorie; heeft een van de twee geen "
        "product, dan elk product. Begin- en einddag tellen mee."
    ),
    remedy="Laat de ene aanvraag eindigen voordat de andere begint, of voeg ze samen.",
    whole_text=True,
    note=(
        "Categorieën 11 tot en met 14 zijn vrijgesteld. Twee aanvragen zonder ToewijzingEinddatum overlappen altijd. "
        "De officiële controle meldt elk paar; wij melden elke groep één keer, op de laatste ervan."
    ),
)


def check(message: Wmo315) -> Iterator[Fault]:
    """Yield every group of asked products that are the same and overlap each other."""
    products = message.client.aangevraagde_producten
    name = attrgetter("referentie_aanbieder")
    return overlaps(products, "aanvragen van hetzelfde product", "ReferentieAanbieder", name)
