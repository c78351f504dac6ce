"""Until when a municipality may take to answer a request (OP274, OP346)."""

from datetime import date, timedelta
from typing import Final

from gateway.standard.calendar import NONE, add_working_days

FIRST_ANSWER_WORKING_DAYS: Final = 5
"""From the day of receipt, which is day 0."""
FINAL_ANSWER_TERM: Final = timedelta(weeks=8)
"""From the Dagtekening of the request, after it was taken under investigation; the last day counts."""
_FIRST_DAY: Final = date(1900, 1, 1)
_LAST_DAY: Final = date(9000, 1, 1)


def answer_due(received: date, dagtekening: date, worked: frozenset[str] = NONE, *, investigated: bool) -> date:
    """Return the last day on which the next answer is in time; `date.max` when Python knows no such day.

    `worked`: the holidays that the municipality counts as working days. `investigated`: the provider was told that the
    request is under investigation.
    """
    if not investigated:
        return add_working_days(received, FIRST_ANSWER_WORKING_DAYS, worked)
    return dagtekening + FINAL_ANSWER_TERM if dagtekening <= date.max - FINAL_ANSWER_TERM else date.max


def last_received_for(due: date, worked: frozenset[str] = NONE) -> date:
    """Return the last day of receipt for which a first answer has to be there by `due`, which counts.

    Days before 1900 and after 9000 are taken for those.
    """
    due = min(max(due, _FIRST_DAY), _LAST_DAY)
    received = due
    while add_working_days(received, FIRST_ANSWER_WORKING_DAYS, worked) > due:
        received -= timedelta(days=1)
    return received


def last_dagtekening_for(due: date) -> date:
    """Return the last Dagtekening for which a final answer has to be there by `due`, which counts."""
    return min(max(due, _FIRST_DAY), _LAST_DAY) - FINAL_ANSWER_TERM
