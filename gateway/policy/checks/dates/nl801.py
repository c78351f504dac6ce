"""NL-801: the provider's plan of approach is due some months after the care began."""

from collections.abc import Iterator
from datetime import date

from gateway.policy.card import Kaart
from gateway.policy.care.months import plus_maanden
from gateway.policy.checks.dates.termijn import VOORAF, bewaakt, signaal
from gateway.policy.model import Soort
from gateway.policy.watch_file import BeleidOp, Signaal, Zaken
from gateway.policy.words import noem

kaart = Kaart(
    code="NL-801",
    onderwerp="plan van aanpak",
    statement="De gemeente heeft het plan van aanpak uiterlijk drie maanden na de start van een traject.",
    remedy="Vraag de aanbieder om het plan, of handel het signaal af als het er is.",
    note=(
        "De maanden (termijn) tellen vanaf de Begindatum van de eerste start die staat; de laatste dag telt mee. Een "
        "tijdelijke stop of een herstart verandert daar niets aan. Het signaal komt veertien dagen eerder. Het vervalt "
        "als de start is teruggenomen of de toewijzing verwijderd, en als de zorg voorbij is; eindigt zij voor die "
        "dag, dan komt er geen. Een verlenging of meerwerk vraagt geen eigen plan. Dat het plan er is staat in geen "
        "bericht: wie het afhandelt zegt dat."
    ),
)


def check(zaken: Zaken, beleid: BeleidOp, vandaag: date) -> Iterator[Signaal]:
    """Yield each running traject whose plan is due within `VOORAF` or was due. `termijn`: months."""
    for zorg, product, bewaking, _ in bewaakt(kaart.code, zaken, beleid):
        if zorg.gestart_op is None or product.soort not in (Soort.TRAJECT, Soort.JAARTRAJECT):
            continue
        uiterlijk = plus_maanden(zorg.gestart_op, bewaking.termijn)
        if uiterlijk <= min(zorg.laatste_dag, vandaag + VOORAF) and vandaag <= zorg.laatste_dag:
            text = (
                f"Het plan van aanpak bij {noem(zorg)} hoort er uiterlijk op {uiterlijk} te zijn: de zorg is gestart "
                f"op {zorg.gestart_op}."
            )
            yield signaal(kaart.code, zorg, uiterlijk, text, bewaking.bron)
