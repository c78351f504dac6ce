"""NL-812: a message whose delivery was given up reaches its receiver after all."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from gateway.policy.card import Audience, Card
from gateway.policy.checks.dates.term import signal_about
from gateway.policy.watch_file import PolicyOn, Signal, TroubledMessage, WatchFile

NATIONAL: Final = True
SOURCE: Final = "de levering van het bericht"

card = Card(
    code="NL-812",
    subject="niet afgeleverd",
    audience=Audience.BEHEER,
    statement="Elk bericht bereikt zijn ontvanger.",
    remedy=(
        "Zoek uit waarom het niet aankwam (gateway deliveries receivers) en bied het opnieuw aan (gateway deliveries "
        "retry), of laat de ontvanger het uit zijn postvak halen. Duurt dat, licht de ontvanger dan buiten het "
        "berichtenverkeer in."
    ),
    note=(
        "Het signaal ontstaat zodra de levering wordt opgegeven, blijft als het bericht opnieuw wordt aangeboden, en "
        "vervalt als het alsnog is geleverd of opgehaald."
    ),
)


def check(watch_file: WatchFile, policy_on: PolicyOn, today: date) -> Iterator[Signal]:
    """Yield a signal for each message that was given up."""
    return (undelivered(message) for message in watch_file.given_up if not message.silent)


def undelivered(message: TroubledMessage) -> Signal:
    """Return the signal about this message, whose delivery was given up."""
    name = f"{message.soort} {message.identificatie}"
    if message.to_municipality:
        told = f"{name} van aanbieder {message.aanbieder} is niet afgeleverd bij de gemeente"
    else:
        told = f"{name} is niet afgeleverd bij {message.aanbieder}"
    text = f"{told}: na herhaalde pogingen is de levering opgegeven. Het bericht wacht in het postvak."
    return signal_about(card.code, message, message.day, text, SOURCE)
