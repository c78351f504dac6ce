"""Working days in the Netherlands: Monday to Friday, save the days that the Algemene termijnenwet puts on a par.

Article 3 names the generally recognised holidays (paragraph 1: Nieuwjaarsdag, Tweede Paasdag, Hemelvaartsdag, Tweede
Pinksterdag, both days of Kerstmis, the day on which the King's birthday is celebrated, and 5 May) and puts Goede
Vrijdag on a par with them (paragraph 2). The package `holidays` knows when these days are, but calls 5 May a holiday
only in a year that divides by five; for the law it is one in every year.

A municipality may work on a day that the law makes a holiday. Days that the government designates for one year
(paragraph 3) are not known here.

And when a day begins, and days as Dutch people read them.
"""

import re
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.metadata import version
from typing import Final
from zoneinfo import ZoneInfo

DUTCH_TIME: Final = ZoneInfo("Europe/Amsterdam")
_MONTHS: Final = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober"),
    *("november", "december"),
)
_ISO_DAY: Final = re.compile(
    r"(?<!als )(?<![\w./:'-])(?P<quote>'?)(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?P=quote)(?![\w:/+'-])", re.ASCII
)
GOOD_FRIDAY: Final = "goede-vrijdag"
LIBERATION_DAY: Final = "bevrijdingsdag"
LIBERATION_DAY_MOST_YEARS: Final = "bevrijdingsdag-buiten-lustrum"
WORKABLE: Final = (GOOD_FRIDAY, LIBERATION_DAY, LIBERATION_DAY_MOST_YEARS)
"""The holidays of the law on which a municipality may work; on the last one save in years that divide by five."""
NONE: Final[frozenset[str]] = frozenset()

SOURCE: Final = f"Algemene termijnenwet, artikel 3; holidays {version('holidays')}"
"""The law and the package that the calendar comes from; days that were derived from it change with it."""

_ONE_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_TO_GOOD_FRIDAY: Final = timedelta(days=-3)
_LUSTRUM: Final = 5


def first_instant(day: date | None) -> datetime | None:
    """Return when this day begins in the Netherlands; None for None, and for the first day that there is."""
    return None if day is None or day == date.min else datetime.combine(day, time(), DUTCH_TIME)


def end_of(day: date | None) -> datetime | None:
    """Return when the day after this one begins in the Netherlands; None for None, and when there is no such day."""
    return None if day is None or day == date.max else first_instant(day + timedelta(days=1))


@cache
def _holidays(year: int, worked: frozenset[str]) -> frozenset[date]:
    """Return the holidays of this year, save those that count as working days; Sundays may be among them."""
    import holidays  # it loads the calendars of the world, and most commands ask for no working day

    known = holidays.country_holidays("NL", years=year, language="nl")
    good_fridays = {each + _TO_GOOD_FRIDAY for each in known.get_named("Tweede paasdag")}
    liberation_day = date(year, 5, 5)
    days = {*known, *good_fridays, liberation_day}
    if GOOD_FRIDAY in worked:
        days -= good_fridays
    if LIBERATION_DAY in worked or (LIBERATION_DAY_MOST_YEARS in worked and year % _LUSTRUM):
        days.discard(liberation_day)
    # In a year like 2016, in which it is Hemelvaartsdag too, 5 May stays a holiday.
    days |= set(known.get_named("Hemelvaartsdag"))
    return frozenset(days)


def is_working_day(day: date, worked: frozenset[str] = NONE) -> bool:
    """Return True for Monday to Friday, unless it is a holiday.

    `worked`: those of `WORKABLE` that count as working days.
    """
    return day.weekday() < _SATURDAY and day not in _holidays(day.year, worked)


def add_working_days(day: date, n: int, worked: frozenset[str] = NONE) -> date:
    """Return the n-th working day after `day` (before it when n is negative); `day` itself when n is 0.

    The last or the first day that Python knows, when the n-th working day would lie beyond it. `worked` as in
    `is_working_day`.
    """
    end = date.max if n > 0 else date.min
    step = _ONE_DAY if n > 0 else -_ONE_DAY
    left = abs(n)
    while left and day != end:
        day += step
        if is_working_day(day, worked):
            left -= 1
    return day


def dutch_day(value: date) -> str:
    """Return the day as "3 maart 2026"."""
    return f"{value.day} {dutch_month(value)}"


def dutch_month(value: date) -> str:
    """Return the month of the day as "maart 2026"."""
    return f"{_MONTHS[value.month - 1]} {value.year}"


def dutch_days_in(text: str) -> str:
    """Return the text with each ISO date in it as people read it: "vanaf 1 februari 2024", in quotes or not.

    A date that says how to write one ("zoals 2026-03-31") or that is part of something longer stays as it is.
    """
    return _ISO_DAY.sub(_day_of, text)


def _day_of(found: re.Match[str]) -> str:
    with suppress(ValueError):
        return dutch_day(date.fromisoformat(found["day"]))
    return found[0]
