"""NL-502: a traject isn't longer than its guide length."""

from collections.abc import Iterator

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.base_traject import product_van
from gateway.policy.care.duration import duur, langer_dan
from gateway.policy.care.months import laatste_dag
from gateway.policy.care_file import Besluit, Dossier
from gateway.policy.model import Beleid
from gateway.policy.words import in_maanden, noem, zin

kaart = Kaart(
    code="NL-502",
    onderwerp="lengte",
    statement="Een traject duurt niet langer dan gemiddeld (1A: 12 maanden, 1B: 8 maanden).",
    remedy=(
        "Kijk of de duur bedoeld is. Het gemiddelde is een richtlijn: langer mag, en is geen verlenging of meerwerk."
    ),
    note="Zonder Einddatum is er niets te meten; dan zegt NL-501, NL-503 of NL-504 het.",
)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield an objection when the decision makes the traject last longer than the guide."""
    zorg, product = besluit.zorg, product_van(besluit.zorg, beleid)
    if product is None or product.gemiddeld is None or zorg.einddatum is None:
        return
    if langer_dan(besluit, product.gemiddeld):
        yield Bezwaar(
            text=(
                f"{zin(noem(zorg))} duurt {duur(zorg)}; gemiddeld is {in_maanden(product.gemiddeld)}, dus t/m "
                f"{laatste_dag(zorg.ingangsdatum, product.gemiddeld)}."
            ),
            path="einddatum",
            values={"Ingangsdatum": str(zorg.ingangsdatum), "Einddatum": str(zorg.einddatum)},
            bron=product.bron,
        )
