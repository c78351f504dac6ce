"""How much may be claimed on an assignment: in one ProductPeriode and in its whole term (IV076-IV078, TR321, TR322).

Volumes are compared in minutes where hours were assigned, since minutes may be claimed on those; otherwise in the unit
that was assigned.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from gateway.rules.claim_file import ClaimedAssignment, Omvang

DAY: Final = "1"
WEEK: Final = "2"
IN_TOTAL: Final = "6"
MINUTES: Final = "01"
HOURS: Final = "04"
OUTPUT: Final = ("82", "83")
"""Units in which a result is claimed; in any other the effort is."""
HOUSEHOLD_HELP: Final = "01"
"""Categorie that may shift its weekly effort within the month."""
_HOUSEHOLD_WEEKS: Final = 6
_MINUTES_PER_HOUR: Final = 60
_SUNDAY: Final = 6


def fits_unit(claimed: str, omvang: Omvang) -> bool:
    """Return True when this unit may be claimed: the assigned one, or minutes of hours (TR341)."""
    return claimed == omvang.eenheid or (claimed, omvang.eenheid) == (MINUTES, HOURS)


def measured(volume: int, eenheid: str, omvang: Omvang) -> int:
    """Return a volume in the unit that is compared: minutes where hours were assigned."""
    return volume * _MINUTES_PER_HOUR if eenheid == HOURS == omvang.eenheid else volume


def sum_of(volumes: Mapping[str, int], omvang: Omvang) -> int:
    """Return the sum of volumes by unit, those that fit the assignment, in the unit that is compared."""
    fitting = (each for each in volumes.items() if fits_unit(each[0], omvang))
    return sum(measured(volume, eenheid, omvang) for eenheid, volume in fitting)


def shown(amount: int, eenheid: str, omvang: Omvang) -> str:
    """Return what is left, from 0, in the unit that was claimed, as a finding tells it."""
    per_unit = _MINUTES_PER_HOUR if eenheid == HOURS == omvang.eenheid else 1
    return str(max(0, amount) // per_unit)


def units_of(amount: int, omvang: Omvang) -> int:
    """Return an amount, as it is measured, in whole units as assigned: rounded down, below zero too."""
    return amount // measured(1, omvang.eenheid, omvang)


def period_ceiling(assignment: ClaimedAssignment, begin: date, end: date) -> int | None:
    """Return the most that may be claimed from `begin` to `end`, inclusive, as it is measured; None: there is no bound.

    Days outside the term of the assignment add nothing.
    """
    omvang = assignment.omvang
    if omvang is None:
        return None
    first, last = max(begin, assignment.ingangsdatum), min(end, assignment.einddatum or date.max)
    if omvang.frequentie == DAY:
        periods = max(0, (last - first).days + 1)
    elif omvang.frequentie == WEEK:
        periods = _weeks_in_period(assignment, omvang, first, last)
    else:
        periods = 1
    return measured(periods * omvang.volume, omvang.eenheid, omvang)


def term_ceiling(assignment: ClaimedAssignment) -> int | None:
    """Return the most that may be claimed in the whole term, as it is measured; None: there is no bound."""
    omvang = assignment.omvang
    if omvang is None:
        return None
    first, last = assignment.ingangsdatum, assignment.einddatum
    if omvang.frequentie == IN_TOTAL:
        periods = 1
    elif last is None:
        return None
    elif omvang.frequentie == DAY:
        periods = (last - first).days + 1
    elif omvang.frequentie == WEEK:
        periods = weeks_touched(first, last)
    else:
        periods = (last.year - first.year) * 12 + last.month - first.month + 1
    return measured(periods * omvang.volume, omvang.eenheid, omvang)


def weeks_touched(first: date, last: date) -> int:
    """Return how many weeks from Monday to Sunday have a day from `first` to `last`, inclusive."""
    if last < first:
        return 0
    return (last.toordinal() - last.weekday() - first.toordinal() + first.weekday()) // 7 + 1


def count_sundays(first: date, last: date) -> int:
    """Return how many Sundays there are from `first` to `last`, inclusive."""
    return 0 if last < first else (last.toordinal() // 7) - ((first.toordinal() - 1) // 7)


def _weeks_in_period(assignment: ClaimedAssignment, omvang: Omvang, first: date, last: date) -> int:
    if omvang.eenheid not in OUTPUT:
        return _HOUSEHOLD_WEEKS if assignment.categorie == HOUSEHOLD_HELP else weeks_touched(first, last)
    end = assignment.einddatum
    sundays = count_sundays(first, last)
    if end is None or end.weekday() == _SUNDAY:
        return sundays
    last_sunday = end - timedelta(end.weekday() + 1)
    broken_week_in = max(last_sunday, assignment.ingangsdatum)
    return sundays + (1 if first <= broken_week_in <= last else 0)
