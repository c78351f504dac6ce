"""NL-205: vervoer is delivered by the provider of its carrier."""

from collections.abc import Iterator

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.concurrent_care import bezwaar, dragers, is_vervoer, naast, plaats
from gateway.policy.care.days import Reeks, loopt, nieuwe_dagen, samen, zonder
from gateway.policy.care_file import Besluit, Dossier, Zorg
from gateway.policy.model import Beleid
from gateway.policy.words import noem, opsomming, wanneer, zin

kaart = Kaart(
    code="NL-205",
    onderwerp="vervoer",
    statement="Op elke dag van vervoer waarop er een drager loopt, loopt er een van dezelfde aanbieder.",
    remedy="Wijs het vervoer toe aan de aanbieder van de drager, of laat het eindigen waar die drager eindigt.",
    note=(
        "Lopen er dragers van meer aanbieders, dan is een van de aanbieder van het vervoer genoeg. Wordt over een "
        "drager besloten, dan gaat het om vervoer van een andere aanbieder dat die dagen nog geen drager had. Op dagen "
        "zonder drager zegt NL-203 het. Bij een wijziging tellen alleen de dagen die erbij komen."
    ),
)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield an objection for each range of added days; for a carrier also for each vervoer that it would carry."""
    gevonden = dragers(dossier.zorg, beleid)
    if is_vervoer(besluit.zorg, beleid):
        yield from _van_vervoer(besluit, gevonden)
    elif dragers((besluit.zorg,), beleid):
        yield from _van_drager(besluit, dossier, beleid, [loopt(each) for each in gevonden])


def _van_vervoer(besluit: Besluit, gevonden: list[Zorg]) -> Iterator[Bezwaar]:
    zorg = besluit.zorg
    eigen = [loopt(each) for each in gevonden if each.aanbieder == zorg.aanbieder]
    vreemd = [each for each in gevonden if each.aanbieder != zorg.aanbieder]
    gedragen = [loopt(each) for each in vreemd]
    for nieuw in nieuwe_dagen(besluit):
        for deel in samen(nieuw, gedragen):
            for dagen in zonder(deel, eigen):
                yield _bezwaar(besluit, [each for each in vreemd if samen(dagen, [loopt(each)])], dagen)


def _bezwaar(besluit: Besluit, vreemd: list[Zorg], dagen: Reeks) -> Bezwaar:
    wie = [f"{noem(each)} van aanbieder {each.aanbieder}" for each in vreemd]
    return Bezwaar(
        text=(
            f"{zin(noem(besluit.zorg))} is van aanbieder {besluit.zorg.aanbieder}, die {wanneer(*dagen)} geen drager "
            f"levert. Drager is dan: {opsomming(wie)}."
        ),
        path=plaats(besluit),
        values={"Aanbieder": besluit.zorg.aanbieder},
        betreft=tuple(each.nummer for each in vreemd if each.nummer is not None),
    )


def _van_drager(besluit: Besluit, dossier: Dossier, beleid: Beleid, al_gedragen: list[Reeks]) -> Iterator[Bezwaar]:
    zorg = besluit.zorg
    oordeel = f"Dat vervoer heeft dan alleen een drager van een andere aanbieder ({zorg.aanbieder})"
    for vervoer, reeksen in naast(besluit, dossier):
        if vervoer.aanbieder != zorg.aanbieder and is_vervoer(vervoer, beleid):
            for reeks in reeksen:
                for dagen in zonder(reeks, al_gedragen):
                    yield bezwaar(besluit, vervoer, dagen, oordeel)
