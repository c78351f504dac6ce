"""NL-201: no two assignments run together whose segments may not."""

from collections.abc import Iterator

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.concurrent_care import bezwaar, dragers, is_vervoer, paren
from gateway.policy.care.days import loopt, zonder
from gateway.policy.care_file import Besluit, Dossier
from gateway.policy.model import Beleid, Mag

kaart = Kaart(
    code="NL-201",
    onderwerp="stapeling",
    statement=(
        "Op geen enkele dag lopen voor een cliënt twee toewijzingen, bij welke aanbieder ook, waarvan de segmenten "
        "volgens het beleid niet naast elkaar mogen lopen."
    ),
    remedy="Laat de ene toewijzing eindigen voordat de andere begint, of kies zorg die wel naast elkaar mag.",
    note=(
        "Een verlenging en meerwerk tellen als het segment van hun basis. Zorg die is gestopt telt tot en met de "
        "dag van de stop. Bij een wijziging tellen alleen de dagen die erbij komen, dus verkorten en een ander volume "
        "stuiten hier nooit op. Een andere toewijzing waarvan het product niet in het beleid staat of die geen code "
        "heeft, wordt overgeslagen: dat is bij haar eigen besluit gezegd (NL-101, NL-102). Vervoer naast een segment "
        "waar het alleen met een drager naast kan lopen: op dagen zonder drager zegt NL-203 het als over het vervoer "
        "wordt besloten en deze toets als over de andere zorg wordt besloten; op dagen met een drager NL-204."
    ),
)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield an objection for each other assignment and each range of days that is added."""
    for paar in paren(besluit, dossier, beleid, Mag.NEE):
        oordeel = f"Volgens het beleid gaat niet samen: {paar.segmenten} ({paar.bron})"
        for dagen in paar.dagen:
            yield bezwaar(besluit, paar.ander, dagen, oordeel, paar.bron)
    if not is_vervoer(besluit.zorg, beleid):
        yield from _zonder_drager(besluit, dossier, beleid)


def _zonder_drager(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield the same for vervoer that would have needed a carrier to be let through."""
    for paar in paren(besluit, dossier, beleid, Mag.MET_DRAGER):
        met_drager = [loopt(each) for each in dragers((besluit.zorg, *dossier.zorg), beleid)]
        oordeel = f"Zonder drager gaat volgens het beleid niet samen: {paar.segmenten} ({paar.bron})"
        for reeks in paar.dagen:
            for dagen in zonder(reeks, met_drager):
                yield bezwaar(besluit, paar.ander, dagen, oordeel, paar.bron)
