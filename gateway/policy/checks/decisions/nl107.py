"""NL-107: the amount is in the usual unit of the product."""

from collections.abc import Iterator

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.base_traject import product_van
from gateway.policy.care_file import Besluit, Dossier
from gateway.policy.model import Beleid
from gateway.policy.words import noem, zin

kaart = Kaart(
    code="NL-107",
    onderwerp="product",
    statement="De Eenheid is de gebruikelijke van het product.",
    remedy="Ga na of de Eenheid klopt met het contract.",
    note=(
        "Alleen als het beleid voor het product een Eenheid noemt en de toewijzing er een heeft. Een wijziging wordt "
        "hierop alleen getoetst als de Eenheid verandert."
    ),
)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield a remark when the unit is another than the product's."""
    zorg, was = besluit.zorg, besluit.was
    product = product_van(zorg, beleid)
    if besluit.verwijderd or product is None or product.eenheid is None or zorg.eenheid is None:
        return
    if zorg.eenheid == product.eenheid or (was is not None and was.eenheid == zorg.eenheid):
        return
    yield Bezwaar(
        text=(
            f"{zin(noem(zorg))}: de Eenheid is {zorg.eenheid}; voor {product.code} ({product.naam}) is "
            f"{product.eenheid} gebruikelijk."
        ),
        path="omvang/eenheid",
        values={"Eenheid": zorg.eenheid, "Code": product.code},
    )
