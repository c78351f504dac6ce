"""NL-601: care that only goes on is a stretch of the running assignment."""

import json
from collections.abc import Iterator
from typing import Final

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.base_traject import volgt_direct
from gateway.policy.care.days import zelfde_opdracht
from gateway.policy.care_file import Besluit, Dossier, Zorg
from gateway.policy.model import Beleid
from gateway.policy.words import noem, zin

kaart = Kaart(
    code="NL-601",
    onderwerp="wijzigen",
    statement=(
        "Gaat een lopende toewijzing ongewijzigd door (zelfde product, aanbieder en omvang), dan wordt haar "
        "Einddatum verlengd en komt er geen nieuwe."
    ),
    remedy=(
        "Verleng de genoemde toewijzing met de genoemde wijziging: dan is ook geen stop en geen nieuwe start nodig."
    ),
    note=(
        "OP380 geldt als het volume gelijk blijft of leeg is, de Frequentie gelijk blijft en geen 6 is of leeg is, "
        "en de Einddatum op de beslisdag nog niet voorbij is. Ongewijzigd doorgaan is beginnen op de dag na de "
        "Einddatum. Hebben beide een Budget, dan is verlengen met de som ervan het voorstel. Een definitief "
        "gestopte toewijzing hoeft niet te worden verlengd: zij kan niet opnieuw starten."
    ),
)


_IN_TOTAAL: Final = "6"


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield an objection for a running assignment that the new one only continues, with the change to ask for."""
    nieuw = besluit.zorg
    if besluit.was is not None or besluit.verwijderd:
        return
    for loopt in dossier.zorg:
        if loopt.einddatum is None or loopt.einddatum < besluit.beslisdag or not _zet_voort(nieuw, loopt):
            continue
        wijziging = {"einddatum": None if nieuw.einddatum is None else str(nieuw.einddatum), **_budget(nieuw, loopt)}
        hoe = "" if loopt.nummer is None else f": PATCH toewijzing {loopt.nummer} met {json.dumps(wijziging)}"
        yield Bezwaar(
            text=(
                f"{zin(noem(nieuw))} zet {noem(loopt)} ongewijzigd voort, en die is op de beslisdag "
                f"{besluit.beslisdag} nog niet voorbij. Verleng die{hoe}."
            ),
            path="ingangsdatum",
            values={"Ingangsdatum": str(nieuw.ingangsdatum), "Einddatum": str(nieuw.einddatum or "")},
            betreft=() if loopt.nummer is None else (loopt.nummer,),
        )


def _zet_voort(nieuw: Zorg, loopt: Zorg) -> bool:
    omvang = (nieuw.volume, nieuw.eenheid, nieuw.frequentie, nieuw.budget is None)
    return (
        zelfde_opdracht(nieuw, loopt)
        and omvang == (loopt.volume, loopt.eenheid, loopt.frequentie, loopt.budget is None)
        and nieuw.frequentie != _IN_TOTAAL
        and loopt.gestopt_op is None
        and loopt.ingangsdatum <= loopt.laatste_dag < nieuw.ingangsdatum
        and volgt_direct(nieuw, loopt)
    )


def _budget(nieuw: Zorg, loopt: Zorg) -> dict[str, int]:
    """Return the Budget of both together, when they have one."""
    if nieuw.budget is None or loopt.budget is None:
        return {}
    return {"budget": nieuw.budget + loopt.budget}
