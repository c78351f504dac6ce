"""NL-813: a refused message about somebody the municipality doesn't know is looked at."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from gateway.policy.card import Audience, Card
from gateway.policy.checks.dates.term import signal_about
from gateway.policy.watch_file import PolicyOn, Signal, WatchFile
from gateway.standard.calendar import add_working_days

NATIONAL: Final = True
WORKING_DAYS: Final = 5
SOURCE: Final = "iWmo 3.2, bedrijfsregels OP271 en OP272"

card = Card(
    code="NL-813",
    subject="afgekeurd, cliënt onbekend",
    audience=Audience.BACKOFFICE,
    statement="Wat een aanbieder stuurt gaat over een cliënt die de gemeente in de gateway kent.",
    remedy=(
        "Ga in het bericht na over wie het gaat. Hoort die cliënt bij de gemeente, meld hem dan aan en vraag de "
        "aanbieder zijn bericht nog eens te sturen; zo niet, vraag de aanbieder het bij de goede gemeente te melden."
    ),
    note=(
        "Vijf werkdagen om het te herstellen, zoals voor een start of stop zelf. Het signaal vervalt als hetzelfde "
        "bericht (verzender en Identificatie) alsnog is goedgekeurd, en na zestig dagen: of het met een ander bericht "
        "is hersteld, is niet te zien."
    ),
)


def check(watch_file: WatchFile, policy_on: PolicyOn, today: date) -> Iterator[Signal]:
    """Yield a signal for each refused message of a provider about nobody that the municipality knows."""
    for each in watch_file.refused_of_nobody:
        uiterlijk = add_working_days(each.day, WORKING_DAYS, watch_file.worked)
        text = (
            f"{each.soort} {each.identificatie} van aanbieder {each.aanbieder} is op {each.day} afgekeurd en gaat "
            "over iemand die de gemeente in de gateway niet kent."
        )
        yield signal_about(card.code, each, uiterlijk, text, SOURCE)
