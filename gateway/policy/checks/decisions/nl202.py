"""NL-202: where the texts contradict each other about two segments, a person looks at it."""

from collections.abc import Iterator

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.concurrent_care import bezwaar, paren
from gateway.policy.care_file import Besluit, Dossier
from gateway.policy.model import Beleid, Mag

kaart = Kaart(
    code="NL-202",
    onderwerp="stapeling",
    statement="Op geen enkele dag lopen twee segmenten naast elkaar waarover de teksten elkaar tegenspreken.",
    remedy="Ga na of deze zorg naast elkaar mag, en leg de keuze vast.",
    note="De dagen en de segmenten tellen als bij NL-201; beide teksten worden genoemd.",
)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield a remark for each other assignment and each range of days that is added."""
    for paar in paren(besluit, dossier, beleid, Mag.STRIJDIG):
        teksten = " tegenover ".join(paar.stapeling.bron)
        oordeel = f"Over {paar.segmenten} spreken de teksten elkaar tegen: {teksten}"
        for dagen in paar.dagen:
            yield bezwaar(besluit, paar.ander, dagen, oordeel, paar.bron)
