"""NL-810: a WMO301 that the provider refused is mended."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from gateway.policy.card import Audience, Card
from gateway.policy.checks.dates.term import signal_about
from gateway.policy.watch_file import PolicyOn, Signal, WatchFile
from gateway.policy.words import join_words

NATIONAL: Final = True
SOURCE: Final = "iWmo 3.2, bedrijfsregel OP286"

card = Card(
    code="NL-810",
    subject="afgekeurde toewijzing",
    audience=Audience.BACKOFFICE,
    statement="Elke toewijzing is bekend bij de aanbieder: de WMO301 die haar meldde is niet afgekeurd.",
    remedy=(
        "Kijk in het retourbericht wat er mis is, herstel dat en wijzig of verwijder de toewijzing; dan gaat een "
        "nieuwe WMO301 uit. Tot dan geldt zij als niet verzonden."
    ),
    note="Het signaal vervalt als een latere WMO301 de toewijzing meldde en niet is afgekeurd.",
)


def check(watch_file: WatchFile, policy_on: PolicyOn, today: date) -> Iterator[Signal]:
    """Yield a signal for each refused WMO301 with an assignment that the provider still doesn't know."""
    for each in watch_file.refused:
        numbers = join_words([str(number) for number in each.toewijzingen])
        text = (
            f"Aanbieder {each.aanbieder} keurde {each.soort} {each.identificatie} op {each.day} af: toewijzing "
            f"{numbers} geldt als niet verzonden."
        )
        only = each.toewijzingen[0] if len(each.toewijzingen) == 1 else None
        yield signal_about(card.code, each, each.day, text, SOURCE, toewijzing_nummer=only)
