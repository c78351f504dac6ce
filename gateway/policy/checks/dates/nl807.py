"""NL-807: a message has no return message."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from gateway.policy.card import Audience, Card
from gateway.policy.checks.dates.term import allowed_working_days, is_parked, missed_day, signal_about
from gateway.policy.watch_file import PolicyOn, Signal, WatchFile
from gateway.standard.releases import IWMO_3_2

NATIONAL: Final = True
WORKING_DAYS: Final = 3
SOURCE: Final = "iWmo 3.2, bedrijfsregel OP090"

card = Card(
    code="NL-807",
    subject="geen retourbericht",
    audience=Audience.BACKOFFICE,
    statement="Drie werkdagen na een WMO301 of WMO319 is het retourbericht er (WMO302 of WMO320).",
    remedy="Vraag de aanbieder of hij het bericht heeft, en om zijn antwoord (WMO302 of WMO320).",
    note=(
        "De werkdagen (drie, of de termijn van het beleid) tellen vanaf de dag waarop het bericht klaarstond voor de "
        "aanbieder; wanneer hij het uit zijn postvak haalde telt niet mee. Op de derde werkdag is het retourbericht "
        "op tijd, de dag erna niet meer. Ook een afkeuring is een antwoord. Wat de aanbieder stuurt beantwoordt de "
        "gateway zelf, behalve zolang het is geparkeerd (NL-814)."
    ),
)


def check(watch_file: WatchFile, policy_on: PolicyOn, today: date) -> Iterator[Signal]:
    """Yield a signal for each unanswered WMO301 or WMO319, from the day after the term."""
    for message in watch_file.unanswered:
        if is_parked(message):
            continue
        termijn = allowed_working_days(card.code, None, policy_on(message.day), WORKING_DAYS)
        uiterlijk = None if termijn is None else missed_day(message.day, termijn, today, watch_file.worked)
        if uiterlijk is not None:
            text = (
                f"Aanbieder {message.aanbieder} heeft {message.soort} {message.identificatie} niet beantwoord "
                f"({IWMO_3_2.kinds[message.soort].answered_by}). Dat kon tot en met {uiterlijk}, {termijn} "
                f"werkdagen na {message.day}."
            )
            yield signal_about(card.code, message, uiterlijk, text, SOURCE)
