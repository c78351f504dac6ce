"""NL-407: what is no longer issued isn't stretched."""

from collections.abc import Iterator

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.base_traject import product_van
from gateway.policy.care.duration import verlengd
from gateway.policy.care_file import Besluit, Dossier
from gateway.policy.model import Beleid
from gateway.policy.words import noem, zin

kaart = Kaart(
    code="NL-407",
    onderwerp="meerwerk",
    statement=(
        "Een toewijzing van een product dat niet meer wordt toegewezen, wordt niet verlengd; zij loopt tot haar "
        "Einddatum."
    ),
    remedy=(
        "Laat de Einddatum staan. Is er daarna nog zorg nodig, ken dan een product toe dat het beleid nu heeft, "
        "zoals een verlenging."
    ),
    note=(
        "Het geldt voor elk product met een laatste dag van toewijzen, en dat zijn nu 02M02 en 07M02. Het gaat om "
        "de beslisdag. Verkorten en verwijderen mogen."
    ),
)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield an objection when the last day moves back, decided on or after the day from which that can't be."""
    zorg, was, product = besluit.zorg, besluit.was, product_van(besluit.zorg, beleid)
    if was is None or product is None or product.nieuw_tot is None or not verlengd(besluit):
        return
    if besluit.beslisdag >= product.nieuw_tot:
        yield Bezwaar(
            text=(
                f"{zin(noem(zorg))} liep t/m {was.einddatum} en wordt verlengd, maar {product.code} wordt vanaf "
                f"{product.nieuw_tot} niet meer toegewezen of verlengd."
            ),
            path="einddatum",
            values={"Code": product.code, "Einddatum": str(zorg.einddatum or "")},
            bron=product.bron,
        )
