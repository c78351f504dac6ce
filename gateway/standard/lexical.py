"""Text of an XML element as the standard looks at it: white space, dates, times and whole numbers.

White space is what XML calls so (space, tab, line feed, carriage return), not the wider notion of Python:
a no-break space counts as text, for the schema and for the official rules alike.
"""

import re
from datetime import date
from typing import Final

WHITE_SPACE: Final = " \t\n\r"

_RUNS: Final = re.compile(r"[ \t\n\r]+")
_DATE: Final = re.compile(r"(-?)([1-9][0-9]{4,}|[0-9]{4})-([0-9]{2})-([0-9]{2})(Z|[+-][0-9]{2}:[0-9]{2})?", re.ASCII)
_INTEGER: Final = re.compile(r"[+-]?[0-9]+", re.ASCII)
_MAX_INTEGER_CHARS: Final = 4300
_USUAL_INTEGER: Final = 20
_DATE_LENGTH: Final = len("2024-01-31")


def filled(text: str | None) -> bool:
    """Return True when there is more than white space."""
    return text is not None and text.strip(WHITE_SPACE) != ""


def collapsed(text: str) -> str:
    """Return the text without white space at its ends and with single spaces inside (XPath normalize-space)."""
    if text.isalnum():  # most codes and numbers are
        return text
    return _RUNS.sub(" ", text.strip(WHITE_SPACE))


def as_date(text: str) -> date:
    """Return the day that an xs:date names; white space around it and a time zone are ignored.

    Raises ValueError when it is no such date, or one that Python can't hold (before year 1, after 9999).
    """
    if len(text) == _DATE_LENGTH and text[4] == text[7] == "-":
        return date.fromisoformat(text)
    match = _DATE.fullmatch(text.strip(WHITE_SPACE))
    if match is None:
        raise ValueError(f"geen datum: {text[:40]!r}")
    sign, year, month, day, _zone = match.groups()
    if sign or len(year) > 4:
        raise ValueError(f"datum buiten het jaar 1 tot en met 9999: {text[:40]!r}")
    return date(int(year), int(month), int(day))


def as_int(text: str) -> int:
    """Return the number that an xs:integer names: a sign, leading zeros and white space around it are allowed.

    Raises ValueError when it is no such number, or one of more than 4,300 digits.
    """
    if len(text) <= _USUAL_INTEGER and text.isdigit() and text.isascii():
        return int(text)
    trimmed = text.strip(WHITE_SPACE)
    if _INTEGER.fullmatch(trimmed) is None or len(trimmed) > _MAX_INTEGER_CHARS:
        raise ValueError(f"geen geheel getal: {text[:40]!r}")
    return int(trimmed)
