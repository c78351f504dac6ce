"""NL-203: vervoer has a carrier on each of its days."""

from collections.abc import Iterator

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.concurrent_care import dragers, is_vervoer, plaats
from gateway.policy.care.days import loopt, nieuwe_dagen, zonder
from gateway.policy.care_file import Besluit, Dossier
from gateway.policy.model import Beleid
from gateway.policy.words import noem, noem_met_aanbieder, opsomming, perioden, zin

kaart = Kaart(
    code="NL-203",
    onderwerp="vervoer",
    statement="Op elke dag van vervoer loopt een toewijzing waar vervoer bij kan worden toegewezen: een drager.",
    remedy="Wijs eerst de drager toe, of laat het vervoer beginnen en eindigen met zijn dragers.",
    note=(
        "Dragers kunnen elkaar opvolgen; een dag ertussen telt als dag zonder drager. Een verlenging van een drager "
        "draagt ook. Vervoer zonder Einddatum naast dragers met een Einddatum is daarna zonder drager. Bij een "
        "wijziging tellen alleen de dagen die erbij komen. Wie de drager levert, zegt NL-205; wat er gebeurt als een "
        "drager wegvalt, NL-603."
    ),
)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield one objection that names all added days without a carrier, when there are any."""
    zorg = besluit.zorg
    if not is_vervoer(zorg, beleid):
        return
    gevonden = dragers(dossier.zorg, beleid)
    gedragen = [loopt(each) for each in gevonden]
    dagen = [deel for reeks in nieuwe_dagen(besluit) for deel in zonder(reeks, gedragen)]
    if not dagen:
        return
    erbij = [each for each in gevonden if zorg.overlap(each)]
    wel = f" Drager is wel: {opsomming([noem_met_aanbieder(each, zorg) for each in erbij])}." if erbij else ""
    kan = sorted(each.id for each in beleid.segmenten.values() if each.drager)
    yield Bezwaar(
        text=f"{zin(noem(zorg))} heeft geen drager (segment {opsomming(kan, 'of')}) {perioden(dagen)}.{wel}",
        path=plaats(besluit),
        betreft=tuple(each.nummer for each in erbij if each.nummer is not None),
    )
