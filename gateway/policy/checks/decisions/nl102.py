"""NL-102: an assignment has a product code, without which policy can't be checked."""

from collections.abc import Iterator

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.days import nieuwe_opdracht
from gateway.policy.care_file import Besluit, Dossier
from gateway.policy.model import Beleid
from gateway.policy.words import noem, zin

kaart = Kaart(
    code="NL-102",
    onderwerp="product",
    statement="De toewijzing heeft een productcode, zodat het beleid kan worden getoetst.",
    remedy="Wijs een productcode toe, of ga zelf na dat deze zorg bij de andere zorg van de cliënt past.",
    note=(
        "Zonder code is het segment onbekend: stapeling, lengte en contract worden dan niet getoetst, ook niet later "
        "bij het besluit over een andere toewijzing. Alleen NL-207 kijkt ook naar toewijzingen zonder code."
    ),
)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield a remark when the new assignment has no code."""
    zorg = besluit.zorg
    if nieuwe_opdracht(besluit) and zorg.code is None:
        yield Bezwaar(
            text=f"{zin(noem(zorg))} heeft geen productcode: het beleid {beleid.naam} kan niet worden getoetst.",
            path="product/code",
        )
