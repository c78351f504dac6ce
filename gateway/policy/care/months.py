"""Lengths in whole months: the last day of a period of n months, and the number of months in a period.

A period has a first and a last day, both inclusive. A month later is the same day of the next month, or that month's
last day when it has no such day (as `dateutil.relativedelta`), always counted from the begin, never in steps:

    31 Jan + 1 = 28 Feb, or 29 Feb     31 Jan + 2 = 31 Mar     30 Nov + 3 = 28 Feb     29 Feb + 12 = 28 Feb

A period of n months ends on the day before that day:

    1 Jan,  1 month:  31 Jan         15 Jan, 1 month: 14 Feb          31 Mar, 2 months: 30 May
    1 Feb,  1 month:  28 or 29 Feb   28 Jan, 1 month: 27 Feb          29 Feb, 12 months: 27 Feb

When the later month has no such day, two last days are read as whole months: the one above, and the last day of that
month, because people count "until the end of the month" there:

    31 Jan - 27 Feb and 31 Jan - 28 Feb: 1      31 Mar - 29 Apr and 31 Mar - 30 Apr: 1       28 Jan - 28 Feb: none
    30 Jan - 27 Feb and 30 Jan - 28 Feb: 1      29 Feb - 27 Feb and 29 Feb - 28 Feb: 12      31 Jan - 31 Mar: none

No period is read as two different lengths: the two readings of n months lie a day apart, those of n + 1 weeks later.
A day after the last one that Python can represent is `date.max`.
"""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date


def add_months(day: date, n: int) -> date:
    """Return the day n months later (earlier when negative); the last day of the month when it has no such day.

    Returns `date.max` or `date.min` instead of a day that Python can't represent.
    """
    year, month = divmod(_month_number(day) + n, 12)
    if year > MAXYEAR:
        return date.max
    if year < MINYEAR:
        return date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(begin: date, n: int) -> date:
    """Return the last day, inclusive, of n months from `begin`; the earlier one of two readings. n from 1."""
    return date.fromordinal(min(_day_after(begin, n) - 1, date.max.toordinal()))


def latest_last_day(begin: date, n: int) -> date:
    """Return the latest last day, inclusive, that is still read as n months from `begin`. n from 1."""
    later = add_months(begin, n)
    return later if later.day < begin.day else last_day(begin, n)


def whole_months(begin: date, end: date) -> int | None:
    """Return the number of months from `begin` up to and including `end`; None when it isn't whole or is zero."""
    roughly = _month_number(end) - _month_number(begin)
    for n in (roughly, roughly + 1):
        if n > 0 and (_day_after(begin, n) == end.toordinal() + 1 or end == latest_last_day(begin, n) < date.max):
            return n
    return None


def full_months(begin: date, end: date) -> int:
    """Return the number of whole months from `begin` up to and including `end`, leaving out a part of a month."""
    n = _month_number(end) - _month_number(begin) + 1
    while n > 0 and _day_after(begin, n) > end.toordinal() + 1:
        n -= 1
    return max(n, 0)


def _month_number(day: date) -> int:
    """Return the number of the calendar month, counted through the years."""
    return day.year * 12 + day.month - 1


def _day_after(begin: date, n: int) -> int:
    """Return the ordinal of the day after n months, also for the first month after `date.max`."""
    if (_month_number(begin) + n) // 12 > MAXYEAR:
        return date.max.toordinal() + begin.day
    return add_months(begin, n).toordinal()
