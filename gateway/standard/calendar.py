"""Working days in the Netherlands: Monday to Friday, save the national holidays.

Holidays are the ones the package `holidays` calls public: Good Friday is one, Liberation Day only in a year that
divides by five.
"""

from datetime import date, timedelta
from functools import cache
from typing import Final

import holidays

_ONE_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("NL", years=year))


def is_working_day(day: date) -> bool:
    """True on Monday to Friday when it is no national holiday."""
    return day.weekday() < _SATURDAY and day not in _holidays(day.year)


def add_working_days(day: date, n: int) -> date:
    """The n-th working day after `day` (before it when n is negative); `day` itself, whatever it is, when n is 0.

    Raises OverflowError beyond the years that Python knows.
    """
    step = _ONE_DAY if n > 0 else -_ONE_DAY
    left = abs(n)
    while left:
        day += step
        if is_working_day(day):
            left -= 1
    return day
