"""NL-208: where the texts don't say whether two assignments may run together, a person looks at it."""

from collections.abc import Iterator

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.concurrent_care import bezwaar, paren
from gateway.policy.care_file import Besluit, Dossier
from gateway.policy.model import Beleid, Mag

kaart = Kaart(
    code="NL-208",
    onderwerp="stapeling",
    statement="Op geen enkele dag loopt een segment twee keer, of lopen er twee waarover de teksten niets zeggen.",
    remedy="Ga na of beide toewijzingen nodig zijn, bijvoorbeeld omdat de cliënt van aanbieder wisselt.",
    note=(
        "Hetzelfde product bij dezelfde aanbieder is NL-207, een traject met zijn verlenging of meerwerk NL-206. De "
        "dagen en de segmenten tellen als bij NL-201."
    ),
)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield a remark for each other assignment and each range of days that is added."""
    for paar in paren(besluit, dossier, beleid, Mag.ONBEPAALD):
        oordeel = f"Over {paar.segmenten} zeggen de teksten niets"
        for dagen in paar.dagen:
            yield bezwaar(besluit, paar.ander, dagen, oordeel, paar.bron)
