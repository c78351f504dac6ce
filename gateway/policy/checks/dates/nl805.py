"""NL-805: no start was reported, though the care could have begun."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from gateway.policy.card import Kaart
from gateway.policy.checks.dates.termijn import signaal, te_laat, werkdagen
from gateway.policy.watch_file import BeleidOp, Signaal, Zaken
from gateway.policy.words import noem

LANDELIJK: Final = True
WERKDAGEN: Final = 5
BRON: Final = "iWmo 3.2, bedrijfsregel OP271"

kaart = Kaart(
    code="NL-805",
    onderwerp="geen start",
    statement="Vijf werkdagen na Ingangsdatum van een toewijzing is de start gemeld (WMO305).",
    remedy="Vraag de aanbieder of de zorg is begonnen en laat die de start melden, of verwijder de toewijzing.",
    note=(
        "De werkdagen (vijf, of de termijn van het beleid) tellen vanaf Ingangsdatum of, als de WMO301 later is "
        "verzonden, vanaf die dag. Op de vijfde werkdag is de start op tijd, de dag erna niet meer, ook in een "
        "weekend. Een WMO301 die is afgekeurd geldt als niet verzonden. Het signaal vervalt als er een start staat of "
        "de toewijzing is verwijderd, en komt terug als de start wordt teruggenomen."
    ),
)


def check(zaken: Zaken, beleid: BeleidOp, vandaag: date) -> Iterator[Signaal]:
    """Yield each assignment that the provider knows and that no start stands on, from the day after the last one."""
    for zorg in zaken.zorg:
        verzending = zaken.verzendingen.get(zorg.nummer or 0)
        termijn = werkdagen(kaart.code, zorg.code, beleid(zorg.ingangsdatum), WERKDAGEN)
        if zorg.gestart_op is not None or verzending is None or termijn is None:
            continue
        vanaf = max(zorg.ingangsdatum, verzending.sinds)
        uiterlijk = te_laat(vanaf, termijn, vandaag, zaken.worked)
        if uiterlijk is not None:
            text = (
                f"Op {noem(zorg)} van aanbieder {zorg.aanbieder} is geen start gemeld. Dat kon tot en met {uiterlijk}, "
                f"{termijn} werkdagen na {vanaf}."
            )
            yield signaal(kaart.code, zorg, uiterlijk, text, BRON)
