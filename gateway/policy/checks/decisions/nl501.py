"""NL-501: a traject isn't longer than the policy allows."""

from collections.abc import Iterator

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.base_traject import product_van
from gateway.policy.care.duration import duur, langer_dan
from gateway.policy.care.months import laatste_dag
from gateway.policy.care_file import Besluit, Dossier
from gateway.policy.model import Beleid, Einddatum, Soort
from gateway.policy.words import in_maanden, noem, zin

kaart = Kaart(
    code="NL-501",
    onderwerp="lengte",
    statement="Een traject duurt niet langer dan het beleid toestaat (1B: een jaar).",
    remedy=(
        "Kies een eerdere Einddatum. Is er langer zorg nodig, kijk dan of een ander product past, of laat de "
        "consulent besluiten."
    ),
    note=(
        "Het handboek geeft voor 1B alleen een gemiddelde; het jaar staat in de oudere perceelbeschrijvingen. Ook "
        "een traject zonder Einddatum is te lang, tenzij het beleid een Einddatum verplicht: dan zegt NL-503 het. "
        "Verlengingen en meerwerk hebben eigen grenzen (NL-303, NL-403)."
    ),
)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield an objection when the decision makes the traject last longer than the most."""
    zorg, product = besluit.zorg, product_van(besluit.zorg, beleid)
    if product is None or product.hoogstens is None or product.soort in (Soort.VERLENGING, Soort.MEERWERK):
        return
    if zorg.einddatum is None and product.einddatum is Einddatum.VERPLICHT:
        return
    if langer_dan(besluit, product.hoogstens):
        lang = "heeft geen Einddatum" if zorg.einddatum is None else f"duurt {duur(zorg)}"
        yield Bezwaar(
            text=(
                f"{zin(noem(zorg))} {lang}; het meeste is {in_maanden(product.hoogstens)}, dus t/m "
                f"{laatste_dag(zorg.ingangsdatum, product.hoogstens)}."
            ),
            path="einddatum",
            values={"Ingangsdatum": str(zorg.ingangsdatum), "Einddatum": str(zorg.einddatum or "")},
            bron=product.bron,
        )
