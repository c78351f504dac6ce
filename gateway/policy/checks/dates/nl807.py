"""NL-807: a message has no return message."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from gateway.policy.card import Kaart
from gateway.policy.checks.dates.termijn import te_laat, werkdagen
from gateway.policy.watch_file import BeleidOp, Signaal, Wachtend, Zaken

LANDELIJK: Final = True
WERKDAGEN: Final = 3
BRON: Final = "iWmo 3.2, bedrijfsregel OP090"
_RETOUR: Final = {"WMO301": "WMO302", "WMO305": "WMO306", "WMO307": "WMO308"}

kaart = Kaart(
    code="NL-807",
    onderwerp="geen retourbericht",
    statement="Drie werkdagen na een WMO301, WMO305 of WMO307 is het retourbericht er (WMO302, WMO306, WMO308).",
    remedy=(
        "Geen WMO302: vraag de aanbieder of hij de WMO301 heeft, en om zijn antwoord. Geen WMO306 of WMO308: het "
        "bericht is geparkeerd; laat het opnieuw beoordelen, of licht de aanbieder buiten het berichtenverkeer in."
    ),
    note=(
        "De werkdagen (drie, of de termijn van het beleid) tellen vanaf de dag waarop de WMO301 klaarstond voor de "
        "aanbieder of zijn bericht hier binnenkwam; wanneer hij het uit zijn postvak haalde telt niet mee. Op de "
        "derde werkdag is het retourbericht op tijd, de dag erna niet meer. Ook een afkeuring is een antwoord. Op een "
        "WMO305 of WMO307 antwoordt de gateway zelf, behalve zolang een bericht is geparkeerd."
    ),
)


def check(zaken: Zaken, beleid: BeleidOp, vandaag: date) -> Iterator[Signaal]:
    """Yield each message that awaits its answer, from the day after the last one in time."""
    for bericht in zaken.wachtend:
        termijn = werkdagen(kaart.code, None, beleid(bericht.op), WERKDAGEN)
        uiterlijk = None if termijn is None else te_laat(bericht.op, termijn, vandaag, zaken.worked)
        if uiterlijk is not None:
            yield Signaal(
                code=kaart.code,
                sleutel=bericht.bericht,
                uiterlijk=uiterlijk,
                text=f"{_wat(bericht)} Dat kon tot en met {uiterlijk}, {termijn} werkdagen na {bericht.op}.",
                bron=BRON,
                aanbieder=bericht.aanbieder,
                bericht=bericht.bericht,
            )


def _wat(bericht: Wachtend) -> str:
    retour = _RETOUR[bericht.soort]
    if bericht.soort == "WMO301":
        return (
            f"Aanbieder {bericht.aanbieder} heeft {bericht.soort} {bericht.identificatie} niet beantwoord ({retour})."
        )
    return (
        f"{bericht.soort} {bericht.identificatie} van aanbieder {bericht.aanbieder} is geparkeerd en niet beantwoord "
        f"({retour})."
    )
