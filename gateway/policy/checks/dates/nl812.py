"""NL-812: a message whose delivery was given up reaches its receiver after all."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from gateway.policy.card import Audience, Card
from gateway.policy.watch_file import PolicyOn, Signal, WatchFile

NATIONAL: Final = True
SOURCE: Final = "de levering van het bericht"

card = Card(
    code="NL-812",
    subject="niet afgeleverd",
    audience=Audience.BACKOFFICE,
    statement="Elk bericht bereikt zijn ontvanger.",
    remedy=(
        "Bel de ontvanger. Ligt het aan zijn systeem, laat de beheerder dan opnieuw leveren als dat weer werkt, of "
        "laat de ontvanger het bericht uit zijn postvak halen."
    ),
    note="Het signaal vervalt als het bericht alsnog is geleverd of opgehaald.",
)


def check(watch_file: WatchFile, policy_on: PolicyOn, today: date) -> Iterator[Signal]:
    """Yield a signal for each message that was given up."""
    for each in watch_file.given_up:
        yield Signal(
            code=card.code,
            sleutel=each.bericht,
            uiterlijk=each.day,
            text=(
                f"{each.soort} {each.identificatie} is niet afgeleverd bij {each.aanbieder}: na herhaalde pogingen is "
                "de levering opgegeven. Het bericht wacht in het postvak."
            ),
            bron=SOURCE,
            aanbieder=each.aanbieder,
            bericht=each.bericht,
        )
