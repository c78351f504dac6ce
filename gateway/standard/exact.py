"""Strict readers of a day, a number or JSON, and the one spelling in which an instant is written."""

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, Final

from gateway.standard.identifiers import mask_in_start

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_INSTANT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})", re.ASCII
)
_WHOLE: Final = re.compile(r"-?(0|[1-9][0-9]*)", re.ASCII)
_MAX_NUMBER_CHARS: Final = 40
"""In characters: no number in this field is longer."""
_MAX_SHOWN_CHARS: Final = 60
_MAX_FAULTS: Final = 20


def day(text: str) -> date:
    """Return the day that this text names as 2026-03-01 does. Raises ValueError.

    `date.fromisoformat` by itself takes 20260301 and 2026-W09-7 too.
    """
    if _DAY.fullmatch(text) is None:
        raise ValueError("geen datum zoals 2026-03-01")
    return date.fromisoformat(text)


def instant(text: str) -> datetime:
    """Return, in UTC, the instant that this text names as RFC 3339 does, to the microsecond. Raises ValueError."""
    if _INSTANT.fullmatch(text) is None or text[11:13] == "24":
        raise ValueError("geen tijdstip zoals 2026-03-01T08:00:00+01:00")
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except OverflowError:
        raise ValueError("geen tijdstip tussen de jaren 1 en 9999") from None


def write_instant(moment: datetime) -> str:
    """Return the text of an aware instant as `instant` reads it: in UTC, with a Z."""
    return f"{moment.astimezone(UTC).isoformat().removesuffix('+00:00')}Z"


def whole(text: str) -> int:
    """Return the number that this text writes as JSON does. Raises ValueError.

    `int` by itself takes 1_0, +5, 007, blanks, and digits of any script too.
    """
    if len(text) > _MAX_NUMBER_CHARS or _WHOLE.fullmatch(text) is None:
        raise ValueError("geen geheel getal zoals 10")
    return int(text)


@dataclass(frozen=True, slots=True)
class JsonFault:
    """Something in JSON that its readers take differently, or not at all."""

    place: str
    """Path of keys from the top: "contracten.0.vanaf"; "" is the whole."""
    value: str
    text: str
    """What is wrong with it (Dutch)."""


class JsonFaults(ValueError):
    """The JSON can be read in more than one way, or holds what is no value in JSON."""

    def __init__(self, faults: tuple[JsonFault, ...]) -> None:
        self.faults = faults
        super().__init__("; ".join(f"{each.place or 'de inhoud'}: {each.text}" for each in faults))


class _Doubled(dict[str, Any]):
    """An object in which a key stands more than once."""

    key: str


@dataclass(frozen=True, slots=True)
class _NoValue:
    value: str
    text: str


def json_value(text: bytes) -> Any:
    """Return the value of this JSON in UTF-8.

    Raises JsonFaults for a key that stands twice in an object, for NaN and Infinity, and for a number of a size that
    nothing here has; JSONDecodeError, UnicodeDecodeError or RecursionError when it is no such JSON at all.
    """
    reader = _Reader()
    found = json.loads(
        text.decode("utf-8"),
        object_pairs_hook=reader.read_object,
        parse_constant=reader.read_constant,
        parse_int=reader.read_int,
        parse_float=reader.read_float,
    )
    if reader.at_fault:
        raise JsonFaults(tuple(islice(_faults(found), _MAX_FAULTS)))
    return found


class _Reader:
    """Marks faults while JSON is read; their places are looked up afterwards, in the whole."""

    at_fault = False

    def read_object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        self.at_fault = True
        doubled = _Doubled(found)
        times = Counter(key for key, _ in pairs)
        doubled.key = next(key for key, count in times.items() if count > 1)
        return doubled

    def read_constant(self, name: str) -> _NoValue:
        self.at_fault = True
        return _NoValue(name, f"{name} is geen waarde in JSON")

    def read_int(self, text: str) -> int | _NoValue:
        return int(text) if len(text) <= _MAX_NUMBER_CHARS else self._too_large(text)

    def read_float(self, text: str) -> float | _NoValue:
        value = float(text)
        return value if math.isfinite(value) else self._too_large(text)

    def _too_large(self, text: str) -> _NoValue:
        self.at_fault = True
        return _NoValue(text[:_MAX_SHOWN_CHARS], "een zo groot getal kan hier niet")


def _faults(found: Any) -> Iterator[JsonFault]:
    waiting: list[tuple[str, Any]] = [("", found)]
    while waiting:
        place, value = waiting.pop()
        if isinstance(value, _NoValue):
            yield JsonFault(place, value.value, value.text)
        if isinstance(value, _Doubled):
            key, last = _shown(value.key), value[value.key]
            shown = "" if isinstance(last, dict | list | _NoValue) else _shown(str(last))
            yield JsonFault(_under(place, key), shown, f"sleutel '{key}' staat tweemaal in hetzelfde object")
        if isinstance(value, dict):
            waiting += [(_under(place, _shown(key)), each) for key, each in value.items()]
        elif isinstance(value, list):
            waiting += [(_under(place, str(number)), each) for number, each in enumerate(value)]


def _under(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key


def _shown(key: str) -> str:
    return mask_in_start(key.encode("utf-8", "replace").decode(), _MAX_SHOWN_CHARS)
