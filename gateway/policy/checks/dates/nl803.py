"""NL-803: who has long-term care is evaluated every year."""

from collections.abc import Iterator
from datetime import date

from gateway.policy.card import Kaart
from gateway.policy.care.months import laatste_dag
from gateway.policy.care_file import Zorg
from gateway.policy.checks.dates.termijn import VOORAF, bewaakt, signaal
from gateway.policy.model import Bewaking
from gateway.policy.watch_file import BeleidOp, Signaal, Zaken
from gateway.policy.words import noem

kaart = Kaart(
    code="NL-803",
    onderwerp="jaarlijkse evaluatie",
    statement="Een cliënt in segment 2A wordt elk jaar geëvalueerd.",
    remedy="Plan de evaluatie, of handel het signaal af als zij is geweest.",
    note=(
        "Een jaar (termijn: maanden) telt vanaf de Ingangsdatum van de zorg in het segment, ook over toewijzingen en "
        "aanbieders heen die zonder een dag ertussen op elkaar volgen. De evaluatie is er uiterlijk op de laatste dag "
        "van elk jaar dat de zorg dan loopt; het signaal komt veertien dagen eerder. Elk jaar heeft een eigen signaal; "
        "het vervalt als de zorg voorbij is, of als dat van het volgende jaar er is."
    ),
)


def check(zaken: Zaken, beleid: BeleidOp, vandaag: date) -> Iterator[Signaal]:
    """Yield of each run of care the last evaluation that is due within `VOORAF` or was, as long as the care lasts.

    `termijn`: months.
    """
    segmenten: dict[str, list[tuple[Zorg, Bewaking]]] = {}
    for zorg, product, bewaking, _ in bewaakt(kaart.code, zaken, beleid):
        if zorg.ingangsdatum <= zorg.laatste_dag:
            segmenten.setdefault(product.segment, []).append((zorg, bewaking))
    for bewaakte in segmenten.values():
        for reeks in _reeksen(bewaakte):
            yield from _laatste(reeks, vandaag)


def _reeksen(bewaakte: list[tuple[Zorg, Bewaking]]) -> Iterator[list[tuple[Zorg, Bewaking]]]:
    """Return the assignments in runs, each by Ingangsdatum, between which there is no day without care."""
    reeks: list[tuple[Zorg, Bewaking]] = []
    einde = date.min
    for zorg, bewaking in sorted(bewaakte, key=lambda each: (each[0].ingangsdatum, each[0].nummer or 0)):
        if reeks and (zorg.ingangsdatum - einde).days > 1:
            yield reeks
            reeks = []
        reeks.append((zorg, bewaking))
        einde = max(einde, zorg.laatste_dag)
    if reeks:
        yield reeks


def _laatste(reeks: list[tuple[Zorg, Bewaking]], vandaag: date) -> Iterator[Signaal]:
    begin, bewaking = reeks[0][0].ingangsdatum, reeks[0][1]
    einde = max(zorg.laatste_dag for zorg, _ in reeks)
    grens = min(einde, vandaag + VOORAF)
    if not begin <= vandaag <= einde:
        return
    jaren, uiterlijk = 0, date.min
    while (volgende := laatste_dag(begin, bewaking.termijn * (jaren + 1))) <= grens:
        jaren, uiterlijk = jaren + 1, volgende
    if jaren:
        zorg = next(each for each, _ in reversed(reeks) if each.ingangsdatum <= uiterlijk <= each.laatste_dag)
        text = f"Evalueer {noem(zorg)} uiterlijk op {uiterlijk}: de zorg in dit segment loopt sinds {begin}."
        yield signaal(kaart.code, zorg, uiterlijk, text, bewaking.bron, str(uiterlijk))
