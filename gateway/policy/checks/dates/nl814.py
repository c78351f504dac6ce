"""NL-814: a parked message is judged."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from gateway.messages.kinds.declaratie import Wmo323
from gateway.policy.card import Audience, Card
from gateway.policy.checks.dates.term import is_parked, signal_about
from gateway.policy.watch_file import PolicyOn, Signal, WatchFile
from gateway.standard.calendar import add_working_days

NATIONAL: Final = True
WORKING_DAYS: Final = 3
WORKING_DAYS_OF_CLAIM: Final = 10
SOURCE: Final = "iWmo 3.2, bedrijfsregel OP090"

card = Card(
    code="NL-814",
    subject="geparkeerd bericht",
    audience=Audience.BEHEER,
    statement="Elk bericht dat binnenkomt is beoordeeld.",
    remedy=(
        "Zoek in het log waarop het vastliep, herstel dat en laat het opnieuw beoordelen (gateway parked judge). Lukt "
        "dat niet binnen de termijn, dan licht de gemeente de aanbieder buiten het berichtenverkeer in."
    ),
    note=(
        "Een bericht wordt geparkeerd als een regel of de gateway zelf erop vastloopt. Drie werkdagen na binnenkomst "
        "hoort het retourbericht er te zijn, en tien na een declaratie (OP090x4). Het signaal vervalt "
        "als het bericht is beoordeeld."
    ),
)


def check(watch_file: WatchFile, policy_on: PolicyOn, today: date) -> Iterator[Signal]:
    """Yield a signal for each parked message."""
    for each in watch_file.unanswered:
        if is_parked(each):
            term = WORKING_DAYS_OF_CLAIM if each.soort == Wmo323.soort.name else WORKING_DAYS
            uiterlijk = add_working_days(each.day, term, watch_file.worked)
            text = (
                f"{each.soort} {each.identificatie} van aanbieder {each.aanbieder} is op {each.day} geparkeerd en "
                "niet beoordeeld of beantwoord."
            )
            yield signal_about(card.code, each, uiterlijk, text, SOURCE)
