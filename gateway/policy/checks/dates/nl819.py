"""NL-819: of a message that was delivered something is heard."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from gateway.policy.card import Audience, Card
from gateway.policy.checks.dates.term import signal_about
from gateway.policy.watch_file import PolicyOn, Signal, TroubledMessage, WatchFile
from gateway.standard.releases import IWMO_3_2

NATIONAL: Final = True
SOURCE: Final = "de levering van het bericht"

card = Card(
    code="NL-819",
    subject="stil na bezorging",
    audience=Audience.BEHEER,
    statement="Op een bericht dat door de keten is aangenomen komt een antwoord.",
    remedy=(
        "Vraag de beheerder van de keten of het bericht is aangekomen, met het tijdstip van bezorging. Is het zoek, "
        "bied het dan opnieuw aan (gateway deliveries retry)."
    ),
    note=(
        "De keten bevestigt wat zij aanneemt; wat zij daarna verliest meldt zij niet altijd. Het signaal komt na de "
        "tijd die voor het kanaal is ingesteld, staat los van de termijn van de aanbieder (NL-807), en vervalt als het "
        "retourbericht er is of het bericht opnieuw wordt aangeboden."
    ),
)


def check(watch_file: WatchFile, policy_on: PolicyOn, today: date) -> Iterator[Signal]:
    """Yield a signal for each message that is silent."""
    return (silent(message) for message in watch_file.given_up if message.silent)


def silent(message: TroubledMessage) -> Signal:
    """Return the signal about this message, of which nothing was heard since it was delivered."""
    receiver = "de gemeente" if message.to_municipality else f"aanbieder {message.aanbieder}"
    text = (
        f"{message.soort} {message.identificatie} voor {receiver} is op {message.day} aangenomen. Sindsdien kwam er "
        f"geen {IWMO_3_2.kinds[message.soort].answered_by}, en ook geen fout van de keten."
    )
    return signal_about(card.code, message, message.day, text, SOURCE)
