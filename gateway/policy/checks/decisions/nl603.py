"""NL-603: a change leaves no vervoer without a carrier, and no extension or extra work without its base."""

from collections.abc import Iterator, Sequence

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.base_traject import basis_van, product_van, volgt_direct
from gateway.policy.care.concurrent_care import dragers, is_vervoer
from gateway.policy.care.days import Reeks, loopt, samen, zelfde_opdracht, zonder
from gateway.policy.care_file import Besluit, Dossier, Zorg
from gateway.policy.model import Beleid, Soort
from gateway.policy.words import noem, perioden, zin

kaart = Kaart(
    code="NL-603",
    onderwerp="wijzigen",
    statement=(
        "Wie een toewijzing verkort of verwijdert, laat geen vervoer zonder drager achter en geen verlenging of "
        "meerwerk zonder traject."
    ),
    remedy=(
        "Verkort of verwijder eerst de toewijzing die ervan afhangt (de laatst genoemde), of ken eerst een andere "
        "drager of een ander traject toe."
    ),
    note=(
        "Van vervoer tellen de dagen die door deze wijziging zonder drager komen; wat al zonder was, telt niet. Was de "
        "drager van de aanbieder van het vervoer, dan vervangt alleen een drager van die aanbieder hem. Een verlenging "
        "of meerwerk komt zonder traject door verwijderen als er dan geen eerder traject is. Meerwerk ook door "
        "verkorten, als het daarna niet meer op zijn traject aansluit; een verlenging niet, want tussen traject en "
        "verlenging mag tijd liggen (NL-301)."
    ),
)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield one objection for each other assignment that loses what it rests on."""
    was = besluit.was
    if was is None:
        return
    blijft = None if besluit.verwijderd or not zelfde_opdracht(besluit.zorg, was) else besluit.zorg
    weg = zonder(loopt(was), () if blijft is None else (loopt(blijft),))
    if not weg:
        return
    wat = f"{zin(noem(was))} wordt {'verwijderd' if blijft is None else f'verkort t/m {blijft.laatste_dag}'}"
    path = "verwijderd" if besluit.verwijderd else "einddatum"
    for ander in dossier.zorg:
        verlies = _zonder_drager(ander, was, weg, dossier, beleid) or _zonder_traject(
            ander, was, blijft, dossier, beleid
        )
        if verlies is not None:
            yield Bezwaar(
                text=f"{wat}; {noem(ander)} {verlies}.",
                path=path,
                values={"Einddatum": "" if blijft is None else str(blijft.einddatum or "")},
                betreft=() if ander.nummer is None else (ander.nummer,),
            )


def _zonder_drager(vervoer: Zorg, was: Zorg, weg: Sequence[Reeks], dossier: Dossier, beleid: Beleid) -> str | None:
    """What is lost when it is vervoer on days that only this assignment carried; None: nothing."""
    if not is_vervoer(vervoer, beleid) or not dragers((was,), beleid):
        return None
    eigen = was.aanbieder == vervoer.aanbieder
    andere = [loopt(each) for each in dragers(dossier.zorg, beleid) if not eigen or each.aanbieder == vervoer.aanbieder]
    dagen = [deel for reeks in samen(loopt(vervoer), weg) for deel in zonder(reeks, andere)]
    return f"heeft dan geen drager{' van dezelfde aanbieder' if eigen else ''} {perioden(dagen)}" if dagen else None


def _zonder_traject(volger: Zorg, was: Zorg, blijft: Zorg | None, dossier: Dossier, beleid: Beleid) -> str | None:
    """What is lost when it is an extension or extra work that belongs to this traject; None: nothing."""
    product = product_van(volger, beleid)
    if product is None or product.basis is None or product.basis != was.code:
        return None
    if volger.laatste_dag < volger.ingangsdatum or basis_van(volger, product.basis, (*dossier.zorg, was)) is not was:
        return None
    if blijft is None:
        anders = basis_van(volger, product.basis, dossier.zorg)
        return f"volgt dan op geen traject {product.basis}" if anders is None else None
    los = product.soort is Soort.MEERWERK and volgt_direct(volger, was) and not volgt_direct(volger, blijft)
    return "sluit dan niet meer op zijn traject aan" if los else None
