"""NL-304: a traject is extended once."""

from collections.abc import Iterator

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.base_traject import aangevraagd, basis_van, eerdere
from gateway.policy.care_file import Besluit, Dossier
from gateway.policy.model import Beleid, Soort
from gateway.policy.words import noem, opsomming, zin

kaart = Kaart(
    code="NL-304",
    onderwerp="verlenging",
    statement="Een basistraject wordt één keer verlengd.",
    remedy=(
        "Verleng de bestaande verlenging als die nog loopt en het binnen de grens past, of laat de consulent "
        "besluiten dat het nog een keer mag."
    ),
    note=(
        "Een verlenging hoort bij het laatste basistraject dat op haar Ingangsdatum begonnen was, bij welke "
        "aanbieder ook; na een nieuw traject mag er weer een. Een verwijderde verlenging telt niet, een gestopte "
        "wel. Verlengingen zonder traject ervoor horen bij elkaar. Dezelfde verlenging langer maken is geen "
        "tweede; wie een tweede langer maakt, heeft er opnieuw een besluit voor nodig."
    ),
)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield one objection that names every other extension of the same traject."""
    product = aangevraagd(besluit, beleid, Soort.VERLENGING)
    if product is None or product.basis is None:
        return
    andere = eerdere(besluit, product.basis, dossier)
    if andere:
        basis = basis_van(besluit.zorg, product.basis, dossier.zorg)
        van = f"een traject {product.basis} dat hier niet bekend is" if basis is None else noem(basis)
        yield Bezwaar(
            text=f"{zin(noem(besluit.zorg))} verlengt {van} nog een keer, naast {opsomming([*map(noem, andere)])}.",
            path="product/code",
            values={"Code": product.code},
            betreft=tuple(each.nummer for each in (*andere, basis) if each is not None and each.nummer is not None),
        )
