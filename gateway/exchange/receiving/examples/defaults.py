"""What there is to report on an assignment, and the values that an example takes when none are chosen."""

import string
from collections.abc import Sequence
from datetime import date, timedelta
from secrets import choice
from typing import Final

from gateway.exchange.kernel.refusals import Conflict
from gateway.rules.case import TEMPORARY, Start, Stop, Toewijzing

BY_PLAN: Final = "19"
"""RedenBeeindiging of care that was delivered as planned."""
_IDENTIFICATIE_CHARS: Final = 12
_DAY: Final = timedelta(days=1)


def new_identificatie() -> str:
    """Return an Identificatie drawn by chance, of letters alone: it can hold no BSN, nor be taken for a number."""
    return "".join(choice(string.ascii_uppercase) for _ in range(_IDENTIFICATIE_CHARS))


def check_may_start(toewijzing: Toewijzing, starts: Sequence[Start], stops: Sequence[Stop]) -> None:
    """Raise Conflict when the assignment was removed, or a start of it runs."""
    nummer = toewijzing.toewijzing_nummer
    if toewijzing.verwijderd:
        raise Conflict(
            "toewijzing-verwijderd",
            f"Toewijzing {nummer} is door de gemeente verwijderd en kan niet meer starten. Is er toch zorg geleverd, "
            "dan vraagt de aanbieder de gemeente om een nieuwe toewijzing.",
        )
    running = _running(starts, stops)
    if running:
        raise Conflict(
            "start-loopt-al",
            f"Van toewijzing {nummer} loopt al een start, van {running[-1].begindatum} (TR326). De aanbieder "
            "meldt eerst de stop (WMO307), of verwijdert een verkeerde start met StatusAanlevering 3.",
        )


def _running(starts: Sequence[Start], stops: Sequence[Stop]) -> list[Start]:
    """Return the starts that no stop ended, not even for now, by Begindatum."""
    stopped = {each.start for each in stops}
    return sorted((each for each in starts if each not in stopped), key=lambda each: each.begindatum)


def first_day(toewijzing: Toewijzing, starts: Sequence[Start], stops: Sequence[Stop], today: date) -> date:
    """Return Ingangsdatum, or the day after the last stop; that last day itself when the day after is yet to come.

    Raises Conflict when there is no such day within the assignment up to today.
    """
    ended = max((each.einddatum for each in stops), default=None)
    day = toewijzing.ingangsdatum if ended is None else max(toewijzing.ingangsdatum, min(ended, today) + _DAY)
    if day > today and ended == today and today not in {each.begindatum for each in starts}:
        day = today
    nummer = toewijzing.toewijzing_nummer
    if day > today:
        raise Conflict(
            "start-nog-niet-te-melden",
            f"De zorg van toewijzing {nummer} kan op zijn vroegst op {day} beginnen, en een start wordt pas gemeld als "
            f"zij er is (TR134); vandaag is het {today}. Begon zij toch eerder, geef dan begindatum.",
        )
    if toewijzing.einddatum is not None and day > toewijzing.einddatum:
        raise Conflict(
            "toewijzing-afgelopen",
            f"Toewijzing {nummer} liep tot en met {toewijzing.einddatum}, en tot en met {ended} is de zorg al gemeld. "
            "Begon zij toch opnieuw, geef dan begindatum.",
        )
    return day


def start_to_stop(nummer: int, starts: Sequence[Start], stops: Sequence[Stop], reden: str) -> Start:
    """Return the start that runs, or for a final stop the last one that was stopped for now. Raises Conflict."""
    if not starts:
        raise Conflict(
            "geen-start",
            f"Van toewijzing {nummer} staat geen start, en dan valt er niets te stoppen (TR382). De aanbieder "
            "meldt eerst de start (WMO305).",
        )
    running = _running(starts, stops)
    if running:
        return running[-1]
    last = max(starts, key=lambda each: each.begindatum)
    final = next((each for each in stops if each.start == last and not each.is_temporary), None)
    if final is not None:
        raise Conflict(
            "al-gestopt",
            f"De zorg van toewijzing {nummer} is al definitief gestopt op {final.einddatum} (TR415). Was dat verkeerd, "
            "dan verwijdert de aanbieder die stop met StatusAanlevering 3.",
        )
    if reden == TEMPORARY:
        raise Conflict(
            "al-tijdelijk-gestopt",
            f"De zorg van toewijzing {nummer} is al tijdelijk gestopt (TR413). Is zij hervat, dan meldt de "
            "aanbieder een nieuwe start (WMO305); kies anders een andere redenBeeindiging dan 20, voor een definitieve "
            "stop.",
        )
    return last


def last_day(toewijzing: Toewijzing, start: Start, stops: Sequence[Stop], today: date) -> date:
    """Return today, or Einddatum of the assignment when that is over; never before the start or an earlier stop."""
    until = today if toewijzing.einddatum is None else min(today, toewijzing.einddatum)
    return max([until, start.begindatum, *(each.einddatum for each in stops if each.start == start)])
