"""NL-103: a product that is no longer issued isn't issued any more."""

from collections.abc import Iterator

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.base_traject import product_van
from gateway.policy.care.days import nieuwe_opdracht
from gateway.policy.care_file import Besluit, Dossier
from gateway.policy.model import Beleid
from gateway.policy.words import noem, zin

kaart = Kaart(
    code="NL-103",
    onderwerp="product",
    statement="Op de dag van het besluit wordt het product nog toegewezen.",
    remedy="Kies een product dat nog wel wordt toegewezen, zoals de verlenging in plaats van het oude meerwerk.",
    note=(
        "Het gaat om de dag van het besluit, niet om de Ingangsdatum: wat eerder is besloten, loopt door tot zijn "
        "Einddatum. Of het nog mag worden verlengd, zegt NL-407."
    ),
)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield an objection when the new assignment is decided on or after the day from which it can't be."""
    zorg = besluit.zorg
    product = product_van(zorg, beleid)
    if not nieuwe_opdracht(besluit) or product is None or product.nieuw_tot is None:
        return
    if besluit.beslisdag >= product.nieuw_tot:
        yield Bezwaar(
            text=(
                f"{zin(noem(zorg))}: {product.code} ({product.naam}) wordt vanaf {product.nieuw_tot} niet meer "
                f"toegewezen en het besluit is van {besluit.beslisdag}."
            ),
            path="product/code",
            values={"Code": product.code},
            bron=product.bron,
        )
