"""Dates and times as people and spreadsheets write them, turned into those of XML Schema."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

ZONE: Final = r"(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_DATE: Final = re.compile(r"-?([0-9]{4}|[1-9][0-9]{4,})-([0-9]{2})-([0-9]{2})" + ZONE)
_TIME: Final = re.compile(r"([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]+)?" + ZONE)
_MONTHS: Final = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_SEPARATOR: Final = r"[-/. ]"
_YEAR_FIRST: Final = re.compile(rf"([0-9]{{4}}){_SEPARATOR}([0-9]{{1,2}}){_SEPARATOR}([0-9]{{1,2}})")
_DAY_FIRST: Final = re.compile(rf"([0-9]{{1,2}}){_SEPARATOR}([0-9]{{1,2}}){_SEPARATOR}([0-9]{{4}})")
_SHORT_YEAR: Final = re.compile(rf"([0-9]{{1,2}}){_SEPARATOR}([0-9]{{1,2}}){_SEPARATOR}'?([0-9]{{2}})")
_IN_WORDS: Final = re.compile(r"(?:[a-z]+ )?([0-9]{1,2})[- ]([a-z]{3,9})\.?[- ]([0-9]{4})")
_EIGHT: Final = re.compile(r"[0-9]{8}")
_WITH_TIME: Final = re.compile(r"(.{8,10})[T ][0-9]{1,2}:[0-9]{2}.*")
_WITH_ZONE: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:Z|[+-][0-9]{2}:?[0-9]{2})")
_EXCEL_DAY: Final = re.compile(r"[1-6][0-9]{4}")
_EXCEL_ZERO: Final = date(1899, 12, 30)
_PLAUSIBLE_YEARS: Final = range(1850, 2200)

_CLOCK: Final = re.compile(
    r"(?:.*[T ])?([0-9]{1,2})[:.u]([0-9]{2})(?:[:.]([0-9]{2}))?(?:\.[0-9]+)?(?: ?uur)?(?:Z|[+-][0-9:]+)?"
)
_FOUR: Final = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2})?")


def date_fault(value: str) -> str:
    """Return why this is no xs:date, as the end of a sentence; "" when it is one."""
    match = _DATE.fullmatch(value)
    if match is None:
        return "is geen datum in de vorm JJJJ-MM-DD"
    year, month, day = match.groups()
    absent = no_such_day(int(year[-4:]), int(month), int(day), shown=year)
    return f"is geen bestaande dag: {absent}" if absent else ""


def no_such_day(year: int, month: int, day: int, shown: str = "") -> str:
    """Return why there is no such day; "" when there is. `shown` is the year as it was written."""
    if shown == "0000" or (not shown and year == 0):
        return "het jaar 0000 bestaat niet"
    if not 1 <= month <= 12:
        return f"maand {month:02} bestaat niet"
    name, written = _MONTHS[month - 1], shown or f"{year:04}"
    if day == 0:
        return "dag 00 bestaat niet"
    leap = (year % 4 == 0 and year % 100 != 0) or year % 400 == 0
    if month == 2 and day == 29 and not leap:
        return f"{written} is geen schrikkeljaar, dus {name} {written} heeft 28 dagen"
    if day > _DAYS[month - 1]:
        return f"{name} {written} heeft {28 if month == 2 and not leap else _DAYS[month - 1]} dagen"
    return ""


def date_advice(text: str) -> tuple[str, str]:
    """Return how to write the date that was probably meant, and why so; ("", "") when that can't be guessed."""
    for year, month, day, reason in _readings(text.lower()):
        if year in _PLAUSIBLE_YEARS and not no_such_day(year, month, day):
            return f"{year:04}-{month:02}-{day:02}", reason
    return "", ""


def _readings(text: str) -> Iterator[tuple[int, int, int, str]]:
    """Yield what a text may mean, the likeliest first: year, month, day and what to do."""
    if match := _WITH_ZONE.fullmatch(text.upper()):
        text = match[1]
        yield *_three(text), "zonder tijdzone"
    if match := _WITH_TIME.fullmatch(text) or _WITH_TIME.fullmatch(text.upper()):
        yield from ((*found[:3], "zonder tijd") for found in _readings(match[1].strip()))
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
        yield year, month, day, "met streepjes en twee cijfers voor maand en dag"
        yield year, day, month, "dag en maand lijken verwisseld"
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
        yield year, month, day, "eerst het jaar, dan de maand, dan de dag"
        yield year, day, month, "eerst het jaar, dan de maand, dan de dag"
    if match := _IN_WORDS.fullmatch(text):
        months = [number for number, name in enumerate(_MONTHS, 1) if name.startswith(match[2].replace("mrt", "maa"))]
        if len(months) == 1:
            yield int(match[3]), months[0], int(match[1]), "met de maand in cijfers"
    if _EIGHT.fullmatch(text):
        yield int(text[:4]), int(text[4:6]), int(text[6:]), "met streepjes ertussen"
        yield int(text[4:]), int(text[2:4]), int(text[:2]), "eerst het jaar, dan de maand, dan de dag"
    if _EXCEL_DAY.fullmatch(text):
        day_of_excel = _EXCEL_ZERO + timedelta(days=int(text))
        yield *_three(day_of_excel.isoformat()), f"{text} is het dagnummer waarmee Excel die dag bewaart"


def _three(text: str) -> tuple[int, int, int]:
    year, month, day = text.split("-")
    return int(year), int(month), int(day)


def absent_day(text: str) -> str:
    """Return why the day that this text names, in whatever notation, does not exist; "" when it may."""
    reading = next(_readings(text.lower()), None)
    if reading is None or reading[0] not in _PLAUSIBLE_YEARS:
        return ""
    return no_such_day(*reading[:3])


def last_day(text: str) -> str:
    """Return the last day of the month of a date that runs past it; "" for any other text."""
    match = _YEAR_FIRST.fullmatch(text)
    if match is None:
        return ""
    year, month, day = (int(part) for part in match.groups())
    if year == 0 or not 1 <= month <= 12 or day <= 28:
        return ""
    return next(f"{year:04}-{month:02}-{last}" for last in (31, 30, 29, 28) if not no_such_day(year, month, last))


def short_year(text: str) -> tuple[str, str] | None:
    """Return the two dates that a date with a year of two digits may mean; None for any other text."""
    match = _SHORT_YEAR.fullmatch(text)
    if match is None:
        return None
    day, month, year = (int(part) for part in match.groups())
    found = [(century + year, month, day) for century in (2000, 1900)]
    if any(no_such_day(*each) for each in found):
        return None
    newer, older = (f"{y:04}-{m:02}-{d:02}" for y, m, d in found)
    return newer, older


def unknown_parts(text: str) -> tuple[str, str] | None:
    """Return date and DatumGebruik for a date with zeros for its unknown parts; None for any other text."""
    match = _YEAR_FIRST.fullmatch(text)
    parts = match.groups() if match else ()
    if not parts and (match := _DAY_FIRST.fullmatch(text)):
        parts = match.groups()[::-1]
    if not parts:
        return None
    year, month, day = (int(part) for part in parts)
    if day != 0 or (year == 0 and month != 0):
        return None
    if year == 0:
        return "1900-01-01", "3"
    if month == 0:
        return f"{year:04}-01-01", "2"
    return (f"{year:04}-{month:02}-01", "1") if month <= 12 else None


def time_fault(value: str) -> str:
    """Return why this is no xs:time, as the end of a sentence; "" when it is one."""
    match = _TIME.fullmatch(value)
    if match is None:
        return "is geen tijd in de vorm UU:MM:SS"
    hours, minutes, seconds = (int(part) for part in match.groups()[:3])
    midnight = hours == 24 and minutes == seconds == 0 and not (match[4] or "").strip(".0")
    if midnight or (hours < 24 and minutes < 60 and seconds < 60):
        return ""
    return "is geen bestaande tijd: uren gaan tot en met 23, minuten en seconden tot en met 59"


def time_advice(text: str) -> str:
    """Return how to write the time that was probably meant; "" when that can't be guessed."""
    match = _CLOCK.fullmatch(text) or _FOUR.fullmatch(text)
    if match is None:
        return ""
    turned = f"{match[1].zfill(2)}:{match[2]}:{match[3] or '00'}"
    return "" if time_fault(turned) else turned
