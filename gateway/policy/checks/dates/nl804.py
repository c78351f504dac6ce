"""NL-804: a traject is near its end."""

from collections.abc import Iterator
from datetime import date, timedelta

from gateway.policy.card import Kaart
from gateway.policy.care_file import Zorg
from gateway.policy.checks.dates.termijn import bewaakt, signaal
from gateway.policy.model import Beleid, Soort
from gateway.policy.watch_file import BeleidOp, Signaal, Zaken
from gateway.policy.words import noem

kaart = Kaart(
    code="NL-804",
    onderwerp="einde traject",
    statement="Voor het einde van een traject is besloten wat erop volgt.",
    remedy="Evalueer het traject en besluit: verlengen, iets anders, of laten eindigen. Handel het signaal dan af.",
    note=(
        "Het signaal komt zoveel dagen voor Einddatum als het beleid zegt (termijn) en vervalt na Einddatum, bij een "
        "definitieve stop, en als er zorg in hetzelfde segment is toegewezen die langer doorloopt, zoals een "
        "verlenging. Een andere Einddatum is een ander signaal. Een traject zonder Einddatum heeft er geen."
    ),
)


def check(zaken: Zaken, beleid: BeleidOp, vandaag: date) -> Iterator[Signaal]:
    """Yield each traject whose Einddatum is at most `termijn` days ahead, that day and the last one included."""
    for zorg, product, bewaking, geldend in bewaakt(kaart.code, zaken, beleid):
        einde = zorg.einddatum
        if einde is None or zorg.gestopt_op is not None or product.soort not in (Soort.TRAJECT, Soort.JAARTRAJECT):
            continue
        if vandaag <= einde <= vandaag + timedelta(days=bewaking.termijn) and not _gevolgd(zorg, zaken, geldend):
            text = f"Het einde van {noem(zorg)} nadert: besluit voor {einde} wat erop volgt."
            yield signaal(kaart.code, zorg, einde, text, bewaking.bron, str(einde))


def _gevolgd(zorg: Zorg, zaken: Zaken, beleid: Beleid) -> bool:
    """Return True when other care in the segment runs on after this one's last day."""
    segment = beleid.segment_van(zorg.code)
    return any(
        ander.nummer != zorg.nummer
        and beleid.segment_van(ander.code) == segment
        and ander.laatste_dag > zorg.laatste_dag
        for ander in zaken.zorg
    )
