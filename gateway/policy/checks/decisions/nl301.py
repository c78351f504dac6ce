"""NL-301: an extension follows a traject of its own base product."""

from collections.abc import Iterator

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.base_traject import aangevraagd, basis_van
from gateway.policy.care_file import Besluit, Dossier
from gateway.policy.model import Beleid, Soort
from gateway.policy.words import noem, zin

kaart = Kaart(
    code="NL-301",
    onderwerp="verlenging",
    statement=(
        "Een verlenging volgt op een eigen basistraject van dezelfde cliënt, dat begonnen is voordat de verlenging "
        "begint."
    ),
    remedy=("Ken eerst het basistraject toe, of vraag de consulent waarom een verlenging zonder traject nodig is."),
    note=(
        "Welke aanbieder het traject leverde, maakt niet uit: de tekst spreekt van een traject van dezelfde "
        "cliënt. Hoeveel tijd er tussen traject en verlenging mag liggen, zegt de tekst niet; daarover gaat het "
        "signaal NL-305. Het traject mag op tijd of door een stop zijn geëindigd. Loopt het nog als de verlenging "
        "begint, dan zegt NL-206 dat. Een wijziging die geen dagen toevoegt, wordt niet getoetst."
    ),
)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield an objection when no traject of the base product had begun by the first day of the extension."""
    product = aangevraagd(besluit, beleid, Soort.VERLENGING)
    if product is None or product.basis is None or basis_van(besluit.zorg, product.basis, dossier.zorg) is not None:
        return
    later = [each for each in dossier.zorg if each.code == product.basis and each.ingangsdatum <= each.laatste_dag]
    eerste = min(later, key=lambda each: each.ingangsdatum, default=None)
    wat_er_is = "en de cliënt heeft er hier geen" if eerste is None else f"maar {noem(eerste)} begint pas daarna"
    yield Bezwaar(
        text=f"{zin(noem(besluit.zorg))} hoort te volgen op een traject {product.basis}, {wat_er_is}.",
        path="product/code",
        values={"Code": product.code, "Basis": product.basis},
        betreft=() if eerste is None or eerste.nummer is None else (eerste.nummer,),
    )
