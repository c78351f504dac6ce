"""NL-206: a base and its own extension or extra work follow each other."""

from collections.abc import Iterator

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.concurrent_care import bezwaar, hoort_bij, naast
from gateway.policy.care_file import Besluit, Dossier
from gateway.policy.model import Beleid

kaart = Kaart(
    code="NL-206",
    onderwerp="stapeling",
    statement="Een traject en zijn eigen verlenging of meerwerk lopen op geen enkele dag naast elkaar.",
    remedy=(
        "Laat de verlenging of het meerwerk beginnen op de dag na het traject, of het traject eindigen op de dag "
        "ervoor."
    ),
    note=(
        "Het gaat om de producten die bij elkaar horen, bij welke aanbieder ook. Bij een wijziging tellen alleen de "
        "dagen die erbij komen."
    ),
)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield an objection for each other assignment and each range of days that is added."""
    for ander, reeksen in naast(besluit, dossier):
        if hoort_bij(besluit.zorg, ander, beleid):
            for dagen in reeksen:
                oordeel = "Een traject en wat erbij hoort mogen niet naast elkaar lopen"
                yield bezwaar(besluit, ander, dagen, oordeel)
