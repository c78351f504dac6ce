"""NL-806: no stop was reported, though the assignment has ended."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from gateway.policy.card import Kaart
from gateway.policy.checks.dates.termijn import signaal, te_laat, werkdagen
from gateway.policy.watch_file import BeleidOp, Signaal, Zaken
from gateway.policy.words import noem

LANDELIJK: Final = True
WERKDAGEN: Final = 5
BRON: Final = "iWmo 3.2, bedrijfsregel OP272"

kaart = Kaart(
    code="NL-806",
    onderwerp="geen stop",
    statement="Vijf werkdagen na Einddatum van een toewijzing is de stop gemeld (WMO307).",
    remedy="Vraag de aanbieder de stop te melden, of verleng de toewijzing als de zorg doorloopt.",
    note=(
        "Alleen waar een start staat. De werkdagen (vijf, of de termijn van het beleid) tellen vanaf Einddatum of, "
        "als de aanbieder die pas later kreeg (een verkorting, een toewijzing met terugwerkende kracht), vanaf de dag "
        "van die WMO301. Is die WMO301 afgekeurd, dan telt van de Einddatum die is besloten en die de aanbieder kent "
        "de laatste. Op de vijfde werkdag is de stop op tijd, de dag erna niet meer. Na een tijdelijke stop is ook "
        "een definitieve nodig, want na Einddatum wordt de zorg niet hervat; een herstart na een definitieve stop "
        "vraagt een nieuwe. Het signaal vervalt bij een definitieve stop, bij verlenging, en als de start is "
        "teruggenomen."
    ),
)


def check(zaken: Zaken, beleid: BeleidOp, vandaag: date) -> Iterator[Signaal]:
    """Yield each started assignment without a final stop, from the day after the last one in time."""
    for zorg in zaken.zorg:
        verzending = zaken.verzendingen.get(zorg.nummer or 0)
        if zorg.gestart_op is None or zorg.gestopt_op is not None or verzending is None:
            continue
        einde = max(zorg.einddatum or date.max, verzending.einddatum or date.max)
        termijn = werkdagen(kaart.code, zorg.code, beleid(zorg.ingangsdatum), WERKDAGEN)
        if einde >= vandaag or termijn is None:
            continue
        vanaf = max(einde, verzending.einde_sinds)
        uiterlijk = te_laat(vanaf, termijn, vandaag, zaken.worked)
        if uiterlijk is not None:
            text = (
                f"Op {noem(zorg)} van aanbieder {zorg.aanbieder} is geen definitieve stop gemeld, al eindigde zij op "
                f"{einde}. Dat kon tot en met {uiterlijk}, {termijn} werkdagen na {vanaf}."
            )
            yield signaal(kaart.code, zorg, uiterlijk, text, BRON, str(einde))
