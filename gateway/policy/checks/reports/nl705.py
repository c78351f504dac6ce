"""NL-705: vervoer does not go on when its carrier stops."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.concurrent_care import dragers, is_vervoer
from gateway.policy.care.days import loopt, zonder
from gateway.policy.care_file import Dossier, Zorg
from gateway.policy.model import Beleid
from gateway.policy.report_file import Melding
from gateway.policy.words import noem, noem_met_aanbieder, perioden, zin
from gateway.rules.case import TIJDELIJK

_EEN_DAG: Final = timedelta(days=1)

kaart = Kaart(
    code="NL-705",
    onderwerp="vervoer zonder drager",
    statement="Als de drager van vervoer stopt, loopt het vervoer niet door zonder andere drager.",
    remedy="Verkort de toewijzing van het vervoer, of ken een andere drager toe.",
    note=(
        "Vervoer hoort bij de drager als beide toewijzingen een dag samen hebben, bij welke aanbieder ook. Het loopt "
        "door tot zijn Einddatum of een definitieve stop, ook in ditzelfde bericht. Dagen waarop een andere drager "
        "loopt, tellen niet mee. Een tijdelijke stop (reden 20) laat het vervoer staan."
    ),
)


def check(melding: Melding, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield a signal for each vervoer that keeps days without a carrier after this final stop."""
    einde = melding.zorg.gestopt_op
    if melding.einddatum is None or melding.reden == TIJDELIJK or einde is None or einde == date.max:
        return
    if not dragers((melding.zorg,), beleid):
        return
    gedragen = [loopt(each) for each in dragers(dossier.zorg, beleid)]
    for vervoer in dossier.zorg:
        if vervoer.nummer is None or not is_vervoer(vervoer, beleid) or not _bij(vervoer, melding.zorg):
            continue
        rest = (max(vervoer.ingangsdatum, einde + _EEN_DAG), vervoer.laatste_dag)
        dagen = zonder(rest, gedragen) if rest[0] <= rest[1] else []
        if dagen:
            yield Bezwaar(
                text=f"{zin(noem(melding.zorg))} stopte; {noem_met_aanbieder(vervoer, melding.zorg)} heeft dan geen "
                f"drager {perioden(dagen)}.",
                path="Einddatum",
                values={"Einddatum": str(melding.einddatum), "ToewijzingNummer": str(vervoer.nummer)},
                betreft=(vervoer.nummer,),
            )


def _bij(vervoer: Zorg, drager: Zorg) -> bool:
    """Return True when the two were assigned for a day in common, whatever was stopped since."""
    eind = min(vervoer.einddatum or date.max, drager.einddatum or date.max)
    return max(vervoer.ingangsdatum, drager.ingangsdatum) <= eind
