"""NL-702: an extension begins when its traject was stopped."""

from collections.abc import Iterator

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.base_traject import basis_van, product_van
from gateway.policy.care_file import Dossier
from gateway.policy.model import Beleid, Soort
from gateway.policy.report_file import Melding
from gateway.policy.words import noem, noem_met_aanbieder, zin

kaart = Kaart(
    code="NL-702",
    onderwerp="start verlenging",
    statement="Als een verlenging begint, is het traject waar zij bij hoort gestopt.",
    remedy="Ga na of de stop van het traject nog komt (vijf werkdagen na het einde, NL-806), en vraag er anders om.",
    note=(
        "Het traject is het laatste met de code van de basis dat is begonnen als de verlenging begint, bij welke "
        "aanbieder ook. Een tijdelijke stop (reden 20) telt niet. Dat de Einddatum voorbij is, is geen stop: die meldt "
        "de aanbieder. Was er geen traject, dan zei NL-301 dat bij het besluit."
    ),
)


def check(melding: Melding, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield a signal on the first start of an extension while no final stop stands on its traject."""
    product = product_van(melding.zorg, beleid)
    if product is None or product.soort is not Soort.VERLENGING or product.basis is None or not melding.eerste_start:
        return
    basis = basis_van(melding.zorg, product.basis, dossier.zorg)
    if basis is not None and basis.nummer is not None and basis.gestopt_op is None:
        yield Bezwaar(
            text=f"{zin(noem(melding.zorg))} begon op {melding.begindatum}, maar van het traject, "
            f"{noem_met_aanbieder(basis, melding.zorg)}, is geen stop gemeld.",
            path="Begindatum",
            values={"Begindatum": str(melding.begindatum), "ToewijzingNummer": str(basis.nummer)},
            betreft=(basis.nummer,),
        )
