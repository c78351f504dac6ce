"""NL-806: no stop was reported, though the assignment has ended."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from gateway.policy.card import Audience, Card
from gateway.policy.checks.dates.term import allowed_working_days, missed_day, signal_on
from gateway.policy.watch_file import PolicyOn, Signal, WatchFile
from gateway.policy.words import describe

NATIONAL: Final = True
WORKING_DAYS: Final = 5
SOURCE: Final = "iWmo 3.2, bedrijfsregel OP272"

card = Card(
    code="NL-806",
    subject="geen stop",
    audience=Audience.BACKOFFICE,
    statement="Vijf werkdagen na Einddatum van een toewijzing is de stop gemeld (WMO307).",
    remedy="Vraag de aanbieder de stop te melden, of verleng de toewijzing als de zorg doorloopt.",
    note=(
        "Alleen waar een start staat. De werkdagen (vijf, of de termijn van het beleid) tellen vanaf Einddatum of, "
        "als de aanbieder die pas later kreeg (een verkorting, een toewijzing met terugwerkende kracht), vanaf de dag "
        "van die WMO301. Is die WMO301 afgekeurd, dan telt van de Einddatum die is besloten en die de aanbieder kent "
        "de laatste. Op de vijfde werkdag is de stop op tijd, de dag erna niet meer. Na een tijdelijke stop is ook "
        "een definitieve nodig, want na Einddatum wordt de zorg niet hervat; een herstart na een definitieve stop "
        "vraagt een nieuwe. Het signaal vervalt bij een definitieve stop, bij verlenging, en als de start is "
        "teruggenomen."
    ),
)


def check(watch_file: WatchFile, policy_on: PolicyOn, today: date) -> Iterator[Signal]:
    """Yield a signal for each ended assignment with a start but no final stop, from the day after the term."""
    for care in watch_file.care:
        sent_version = watch_file.sent.get(care.nummer or 0)
        if care.gestart_op is None or care.gestopt_op is not None or sent_version is None:
            continue
        end = max(care.einddatum or date.max, sent_version.einddatum or date.max)
        termijn = allowed_working_days(card.code, care.code, policy_on(care.ingangsdatum), WORKING_DAYS)
        if end >= today or termijn is None:
            continue
        vanaf = max(end, sent_version.end_since)
        uiterlijk = missed_day(vanaf, termijn, today, watch_file.worked)
        if uiterlijk is not None:
            text = (
                f"Op {describe(care)} van aanbieder {care.aanbieder} is geen definitieve stop gemeld, al eindigde zij "
                f"op {end}. Dat kon tot en met {uiterlijk}, {termijn} werkdagen na {vanaf}."
            )
            yield signal_on(card.code, care, uiterlijk, text, SOURCE, str(end))
