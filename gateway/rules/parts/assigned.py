"""The assignment that a start or stop names, and whether a report on it is in time."""

from datetime import date
from typing import Final

from gateway.messages.kinds.start import StartProduct
from gateway.messages.kinds.stop import StopProduct
from gateway.rules.case import CaseFile, Toewijzing, number_of
from gateway.rules.outside import Outside
from gateway.standard.calendar import add_working_days

WORKING_DAYS: Final = 5
"""Working days within which a provider reports that care began or ended."""


def assigned(product: StartProduct | StopProduct, case: CaseFile) -> Toewijzing | None:
    """Return the assignment that the product names; None when it names none, or one that isn't known."""
    number = number_of(product.toewijzing_nummer)
    return None if number is None else case.toewijzingen.get(number)


def lateness(element: str, day: date, toewijzing: Toewijzing | None, outside: Outside) -> str | None:
    """Return why a report today of a start or stop on `day` is late (Dutch), or None when it is in time.

    Counted from `day`, or from the day on which the assignment was sent when that is later. The fifth working day
    is in time; a day of rest after it no longer is.
    """
    today = outside.today
    sent = None if toewijzing is None else toewijzing.sent_on
    since = day if sent is None else max(day, sent)
    if today <= since:
        return None
    last = add_working_days(since, WORKING_DAYS, outside.worked)
    if today <= last:
        return None
    counted = f"na {day}" if since == day else f"na {since}, de dag waarop de toewijzing is verzonden"
    return f"{element} {day} is gemeld op {today}. Dat kon tot en met {last}, vijf werkdagen {counted}."
