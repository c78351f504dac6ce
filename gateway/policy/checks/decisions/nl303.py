"""NL-303: an extension isn't longer than the policy allows."""

from collections.abc import Iterator

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.base_traject import product_van
from gateway.policy.care.duration import duur, langer_dan
from gateway.policy.care.months import laatste_dag
from gateway.policy.care_file import Besluit, Dossier
from gateway.policy.model import Beleid, Soort
from gateway.policy.words import in_maanden, noem, zin

kaart = Kaart(
    code="NL-303",
    onderwerp="verlenging",
    statement="Een verlenging duurt niet langer dan het beleid toestaat (1A: 12 maanden).",
    remedy="Kies een eerdere Einddatum, of laat de consulent besluiten dat het langer moet.",
    note=(
        "Wie een verlenging verlengt, telt vanaf haar eerste Ingangsdatum. Verkorten tot een lengte die nog te "
        "lang is, mag."
    ),
)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield an objection when the decision makes the extension last longer than the most."""
    zorg, product = besluit.zorg, product_van(besluit.zorg, beleid)
    if product is None or product.soort is not Soort.VERLENGING or product.hoogstens is None:
        return
    if zorg.einddatum is not None and langer_dan(besluit, product.hoogstens):
        yield Bezwaar(
            text=(
                f"{zin(noem(zorg))} duurt {duur(zorg)}; het meeste is {in_maanden(product.hoogstens)}, dus t/m "
                f"{laatste_dag(zorg.ingangsdatum, product.hoogstens)}."
            ),
            path="einddatum",
            values={"Ingangsdatum": str(zorg.ingangsdatum), "Einddatum": str(zorg.einddatum)},
            bron=product.bron,
        )
