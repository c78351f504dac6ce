"""NL-805: no start was reported, though the care could have begun."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from gateway.policy.card import Audience, Card
from gateway.policy.checks.dates.term import allowed_working_days, missed_day, signal_on
from gateway.policy.watch_file import PolicyOn, Signal, WatchFile
from gateway.policy.words import describe

NATIONAL: Final = True
WORKING_DAYS: Final = 5
SOURCE: Final = "iWmo 3.2, bedrijfsregel OP271"

card = Card(
    code="NL-805",
    subject="geen start",
    audience=Audience.BACKOFFICE,
    statement="Vijf werkdagen na Ingangsdatum van een toewijzing is de start gemeld (WMO305).",
    remedy="Vraag de aanbieder of de zorg is begonnen en laat die de start melden, of verwijder de toewijzing.",
    note=(
        "De werkdagen (vijf, of de termijn van het beleid) tellen vanaf Ingangsdatum of, als de WMO301 later is "
        "verzonden, vanaf die dag. Op de vijfde werkdag is de start op tijd, de dag erna niet meer, ook in een "
        "weekend. Een WMO301 die is afgekeurd geldt als niet verzonden. Het signaal vervalt als er een start staat of "
        "de toewijzing is verwijderd, en komt terug als de start wordt teruggenomen."
    ),
)


def check(watch_file: WatchFile, policy_on: PolicyOn, today: date) -> Iterator[Signal]:
    """Yield a signal for each sent assignment without a start, from the day after the term. `termijn`: working days."""
    for care in watch_file.care:
        sent_version = watch_file.sent.get(care.nummer or 0)
        termijn = allowed_working_days(card.code, care.code, policy_on(care.ingangsdatum), WORKING_DAYS)
        if care.gestart_op is not None or sent_version is None or termijn is None:
            continue
        vanaf = max(care.ingangsdatum, sent_version.since)
        uiterlijk = missed_day(vanaf, termijn, today, watch_file.worked)
        if uiterlijk is not None:
            text = (
                f"Op {describe(care)} van aanbieder {care.aanbieder} is geen start gemeld. Dat kon tot en met "
                f"{uiterlijk}, {termijn} werkdagen na {vanaf}."
            )
            yield signal_on(card.code, care, uiterlijk, text, SOURCE)
