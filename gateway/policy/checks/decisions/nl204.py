"""NL-204: vervoer beside care that doesn't carry it is looked at, even when a carrier runs too."""

from collections.abc import Iterator

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.concurrent_care import bezwaar, dragers, paren
from gateway.policy.care.days import loopt, samen
from gateway.policy.care_file import Besluit, Dossier
from gateway.policy.model import Beleid, Mag
from gateway.policy.words import noem, opsomming

kaart = Kaart(
    code="NL-204",
    onderwerp="vervoer",
    statement="Vervoer loopt niet naast zorg waar het volgens de tekst niet naast mag, ook niet naast een drager.",
    remedy="Ga na of het vervoer voor de drager is bedoeld; dan kan het zo blijven.",
    note=(
        "De tekst verbiedt dit vervoer zonder meer, terwijl elke zorg apart wel naast de drager mag. Daarom is het op "
        "dagen met een drager een signaal; op dagen zonder drager is het verboden (NL-203, NL-201)."
    ),
)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield a remark for each other assignment and each range of added days on which a carrier runs."""
    for paar in paren(besluit, dossier, beleid, Mag.MET_DRAGER):
        met_drager = dragers((besluit.zorg, *dossier.zorg), beleid)
        for reeks in paar.dagen:
            for dagen in samen(reeks, map(loopt, met_drager)):
                wie = opsomming([noem(each) for each in met_drager if samen(dagen, [loopt(each)])])
                oordeel = (
                    f"Volgens de tekst gaat niet samen: {paar.segmenten} ({paar.bron}). Er is wel een drager: {wie}"
                )
                yield bezwaar(besluit, paar.ander, dagen, oordeel, paar.bron)
