"""NL-104: the category is the one of the code."""

from collections.abc import Iterator

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.base_traject import product_van
from gateway.policy.care.days import nieuwe_opdracht
from gateway.policy.care_file import Besluit, Dossier
from gateway.policy.model import Beleid
from gateway.policy.words import noem, zin

kaart = Kaart(
    code="NL-104",
    onderwerp="product",
    statement="De productcategorie is die van de productcode.",
    remedy="Verander de categorie in die van de code.",
    note="Een wijziging verandert het product niet en wordt hierop niet opnieuw getoetst.",
)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield an objection when the new assignment has another category than its product."""
    zorg = besluit.zorg
    product = product_van(zorg, beleid)
    if not nieuwe_opdracht(besluit) or product is None or product.categorie == zorg.categorie:
        return
    gevonden = "er is geen categorie" if zorg.categorie is None else f"de categorie is {zorg.categorie}"
    yield Bezwaar(
        text=f"{zin(noem(zorg))}: {product.code} hoort bij categorie {product.categorie}, maar {gevonden}.",
        path="product/categorie",
        values={"Categorie": zorg.categorie or "", "Code": product.code},
    )
