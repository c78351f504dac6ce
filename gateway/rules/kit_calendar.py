"""The calendar of the official rule kit: dates as day numbers (20240131), in which it adds and takes away.

A year divisible by four is a leap year, whatever the century. NaN stays NaN.
"""

from collections.abc import Mapping
from math import nan
from typing import Final

DAY: Final = 1
MONTH: Final = 100
YEAR: Final = 10000
"""To be added to a day number for one day, month or year more; carry or cut the result when it runs over."""

_FEBRUARY: Final = 2
_DECEMBER: Final = 12
_SHORTER: Final[Mapping[float, int]] = {_FEBRUARY: 28, 4: 30, 6: 30, 9: 30, 11: 30}
_DAYS_OF_LONG_MONTHS: Final = 31
_NO_END: Final = 99
_LARGEST: Final = 2**53


def day_of_month(day: float) -> float:
    """Return the last two digits of a day number."""
    return day % MONTH


def carried(day: float) -> float:
    """Return the day number with the days beyond its month counted on into the next: 20240230 is 20240301.

    Return NaN for a number so large that adding one makes no difference to it.
    """
    while day < _LARGEST:
        if day // MONTH % MONTH > _DECEMBER:
            day += YEAR - _DECEMBER * MONTH
        elif day_of_month(day) > _last_day(day):
            day += MONTH - _last_day(day)
        else:
            return day
    return nan


def cut(day: float) -> float:
    """Return the day number with its day cut back to the last of its month: 20230229 is 20230228."""
    return day - max(day_of_month(day) - _last_day(day), 0)


def year_digits(text: str) -> str:
    """Return the first four characters of a date without its hyphens."""
    return text.replace("-", "")[:4]


def month_digits(text: str) -> str:
    """Return the fifth and sixth character of a date without its hyphens."""
    return text.replace("-", "")[4:6]


def _last_day(day: float) -> int:
    month = day // MONTH % MONTH
    if not 1 <= month <= _DECEMBER:
        return _NO_END
    if month == _FEBRUARY and day // YEAR % 4 == 0:
        return 29
    return _SHORTER.get(month, _DAYS_OF_LONG_MONTHS)
