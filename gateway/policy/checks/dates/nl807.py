"""NL-807: a message has no return message."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from gateway.policy.card import Audience, Card
from gateway.policy.checks.dates.term import allowed_working_days, missed_day
from gateway.policy.watch_file import PolicyOn, Signal, Unanswered, WatchFile
from gateway.standard.releases import IWMO_3_2

NATIONAL: Final = True
WORKING_DAYS: Final = 3
SOURCE: Final = "iWmo 3.2, bedrijfsregel OP090"

card = Card(
    code="NL-807",
    subject="geen retourbericht",
    audience=Audience.BACKOFFICE,
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


def check(watch_file: WatchFile, policy_on: PolicyOn, today: date) -> Iterator[Signal]:
    """Yield a signal for each unanswered message, from the day after the term."""
    for message in watch_file.unanswered:
        termijn = allowed_working_days(card.code, None, policy_on(message.day), WORKING_DAYS)
        uiterlijk = None if termijn is None else missed_day(message.day, termijn, today, watch_file.worked)
        if uiterlijk is not None:
            yield Signal(
                code=card.code,
                sleutel=message.bericht,
                uiterlijk=uiterlijk,
                text=f"{_message_text(message)} Dat kon tot en met {uiterlijk}, {termijn} werkdagen na {message.day}.",
                bron=SOURCE,
                aanbieder=message.aanbieder,
                bericht=message.bericht,
            )


def _message_text(message: Unanswered) -> str:
    kind = IWMO_3_2.kinds[message.soort]
    if kind.sender == "gemeente":
        return (
            f"Aanbieder {message.aanbieder} heeft {kind.name} {message.identificatie} niet beantwoord "
            f"({kind.answered_by})."
        )
    return (
        f"{kind.name} {message.identificatie} van aanbieder {message.aanbieder} is geparkeerd en niet beantwoord "
        f"({kind.answered_by})."
    )
