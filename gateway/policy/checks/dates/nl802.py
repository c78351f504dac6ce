"""NL-802: an extension ends with an evaluation."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from gateway.policy.card import Kaart
from gateway.policy.care.months import plus_maanden
from gateway.policy.checks.dates.termijn import bewaakt, signaal
from gateway.policy.model import Soort
from gateway.policy.watch_file import BeleidOp, Signaal, Zaken
from gateway.policy.words import noem

BEWAARD: Final = 12
"""So many months after the end an evaluation that no one handled is given up."""

kaart = Kaart(
    code="NL-802",
    onderwerp="evaluatie verlenging",
    statement="Aan het einde van een verlenging is er een evaluatie.",
    remedy="Plan de evaluatie, of handel het signaal af als zij is geweest.",
    note=(
        "Het einde is de Einddatum, of een eerdere definitieve stop. Het signaal komt zoveel dagen eerder als het "
        "beleid zegt (termijn) en blijft tot een jaar erna. Een ander einde is een andere evaluatie, met een eigen "
        "signaal. Dat er is geëvalueerd staat in geen bericht: wie het afhandelt zegt dat."
    ),
)


def check(zaken: Zaken, beleid: BeleidOp, vandaag: date) -> Iterator[Signaal]:
    """Yield each extension that ends at most `termijn` days ahead, or ended at most `BEWAARD` months ago.

    Both bounds are included.
    """
    for zorg, product, bewaking, _ in bewaakt(kaart.code, zaken, beleid):
        einde = zorg.laatste_dag
        if product.soort is not Soort.VERLENGING or einde > vandaag + timedelta(days=bewaking.termijn):
            continue
        if einde >= vandaag or vandaag <= plus_maanden(einde, BEWAARD):
            text = f"Evalueer de verlenging met {noem(zorg)}: zij eindigt op {einde}."
            yield signaal(kaart.code, zorg, einde, text, bewaking.bron, str(einde))
