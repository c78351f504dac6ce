"""Whether a text obeys a simple type; if not, why not and what is allowed, in Dutch."""

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from gateway.standard.lexical import WHITE_SPACE, collapsed
from gateway.standard.xsd_model import Simple

_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
_ZONE: Final = r"(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_DATE: Final = re.compile(r"-?(?!0000)([0-9]{4}|[1-9][0-9]{4,})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])" + _ZONE)
_TIME: Final = re.compile(r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)" + _ZONE)
_DAY_FIRST: Final = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")
_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MOST_CODES: Final = 30
_LONG: Final = 1000
"""Of a longer text that is too long anyway the patterns are left alone: a repeated group takes memory per character."""


def obeys(simple: Simple, text: str) -> bool:
    """True when the text is a value of the type."""
    return next(_reasons(simple, text), None) is None


def why(simple: Simple, text: str) -> str:
    """What is wrong with a text that does not obey the type, as the end of a sentence: "is 13 tekens lang"."""
    if not text:
        return "is leeg"
    if not text.strip(WHITE_SPACE):
        return "bevat alleen witruimte"
    return " en ".join(dict.fromkeys(_reasons(simple, text))) + _surrounded(simple, text)


def _surrounded(simple: Simple, text: str) -> str:
    trimmed = text.strip(WHITE_SPACE)
    return " (er staat witruimte omheen)" if trimmed != text and obeys(simple, trimmed) else ""


def _reasons(simple: Simple, text: str) -> Iterator[str]:
    """Each facet that the text breaks; when it is not even of the built-in kind, that alone."""
    value = text if simple.kind == "string" else collapsed(text)
    kind_fault = _KIND_FAULTS[simple.kind](value)
    if kind_fault:
        yield kind_fault
        return
    if simple.codes is not None and value not in simple.codes:
        yield "is geen code uit de lijst"
    elif simple.max_length is not None and len(value) > simple.max_length:
        yield f"is {len(value)} tekens lang"
        if len(value) > _LONG:
            return
    if len(value) < simple.min_length:
        yield f"is {len(value)} tekens lang"
    if simple.kind == "integer":
        yield from _bounds(simple, value)
    for pattern in simple.patterns:
        if pattern.regex.fullmatch(value) is None:
            yield _mismatch(pattern.source, value)


def _bounds(simple: Simple, value: str) -> Iterator[str]:
    digits = value.lstrip("+-").lstrip("0") or "0"
    # No bound has more digits than this, and Python refuses to read very long numbers.
    number = int(digits[:20]) * (-1 if value.startswith("-") else 1)
    if simple.min_inclusive is not None and number < simple.min_inclusive:
        yield f"is kleiner dan {simple.min_inclusive}"
    if simple.max_inclusive is not None and number > simple.max_inclusive:
        yield f"is groter dan {simple.max_inclusive}"


def _integer_fault(value: str) -> str:
    return "" if _INTEGER.fullmatch(value) else "is geen geheel getal"


def _date_fault(value: str) -> str:
    match = _DATE.fullmatch(value)
    if match is None:
        return "is geen datum in de vorm JJJJ-MM-DD"
    year, month, day = (int(part[-4:]) for part in match.groups())
    leap = (year % 4 == 0 and year % 100 != 0) or year % 400 == 0
    return "is geen bestaande dag" if day > _DAYS[month - 1] or (month == 2 and day == 29 and not leap) else ""


def _time_fault(value: str) -> str:
    return "" if _TIME.fullmatch(value) else "is geen tijd in de vorm UU:MM:SS"


_KIND_FAULTS: Final[dict[str, Callable[[str], str]]] = {
    "string": lambda value: "",
    "integer": _integer_fault,
    "date": _date_fault,
    "time": _time_fault,
}

_VISIBLE: Final = r".*[^\s].*"
_VERSION: Final = r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)"
_PATTERNS: Final = {
    _VISIBLE: "ten minste één zichtbaar teken, zonder regeleinden",
    r"([.\s]*\S+[.\s]*)+": "ten minste één zichtbaar teken",
    "[^:Z]*": "zonder tijdzone",
    "[^Z+-]+": "zonder tijdzone",
    "[0-9]*": "alleen cijfers",
    "([a-zA-ZÀ-ỳ])+": "alleen letters, aaneen en zonder punten",
    "([a-zA-Z0-9])+": "alleen letters zonder accent en cijfers",
    _VERSION: "drie gehele getallen met punten ertussen, zoals 1.0.0",
}
_DIGITS: Final = re.compile(r"\[0-9\]\{([0-9]+)\}")


def _pattern_words(source: str) -> str:
    digits = _DIGITS.fullmatch(source)
    if digits:
        return f"precies {digits[1]} cijfers"
    return _PATTERNS.get(source, "de vorm van het patroon")


_MISMATCHES: Final = {
    "[^:Z]*": "heeft een tijdzone",
    "[^Z+-]+": "heeft een tijdzone",
    "[0-9]*": "bevat andere tekens dan cijfers",
    "([a-zA-ZÀ-ỳ])+": "bevat andere tekens dan letters",
    "([a-zA-Z0-9])+": "bevat andere tekens dan letters en cijfers",
    _VERSION: "is geen versie van drie getallen",
}


def _mismatch(source: str, value: str) -> str:
    digits = _DIGITS.fullmatch(source)
    if digits and value.isdecimal() and value.isascii():
        return f"heeft {len(value)} in plaats van {digits[1]} cijfers"
    if digits:
        return "bevat andere tekens dan cijfers"
    if source == _VISIBLE:
        return "bevat een regeleinde" if value.strip(WHITE_SPACE) else "bevat alleen witruimte"
    if source.isalnum():
        return f"is niet {source}"
    return _MISMATCHES.get(source, f"past niet op het patroon {source}")


def allowed(simple: Simple, text: str = "") -> str:
    """What the type allows, in words with the pattern itself beside them; of a long code list what is near the text."""
    if simple.codes is not None:
        return _codes(simple.codes, simple.name, text)
    fixed = _fixed(simple)
    if fixed:
        return f"alleen {fixed}"
    parts: list[str] = []
    match simple.kind:
        case "integer":
            parts.append("een geheel getal" + _range(simple))
        case "date":
            parts.append("een datum als JJJJ-MM-DD")
        case "time":
            parts.append("een tijd als UU:MM:SS")
        case _:
            sized = any(_DIGITS.fullmatch(pattern.source) for pattern in simple.patterns)
            if simple.max_length is not None and not sized:
                parts.append(_length(simple.min_length, simple.max_length))
    for pattern in simple.patterns:
        parts.append(f"{_pattern_words(pattern.source)} (patroon {pattern.source})")
    return ", ".join(parts)


def _fixed(simple: Simple) -> str | None:
    """The one text that the type allows, if a pattern leaves no other."""
    return next((pattern.source for pattern in simple.patterns if pattern.source.isalnum()), None)


def _range(simple: Simple) -> str:
    if simple.min_inclusive is None and simple.max_inclusive is None:
        return ""
    if simple.max_inclusive is None:
        return f" van {simple.min_inclusive} of meer"
    low = "" if simple.min_inclusive is None else f" van {simple.min_inclusive}"
    return f"{low} tot en met {simple.max_inclusive}"


def _length(low: int, high: int) -> str:
    if low == high:
        return f"precies {low} teken{'s' if low != 1 else ''}"
    return f"{low} tot en met {high} tekens" if low else f"hoogstens {high} teken{'s' if high != 1 else ''}"


def _code(code: str, meaning: str) -> str:
    return f"{code} ({meaning})" if meaning else code


def _codes(codes: Mapping[str, str], name: str, text: str) -> str:
    if len(codes) <= _MOST_CODES:
        return ", ".join(_code(code, meaning) for code, meaning in codes.items())
    near = difflib.get_close_matches(text.strip(WHITE_SPACE).upper()[:10], codes, n=3, cutoff=0.5)
    shown = near or [code for code in ("NL", "BE", "DE", "0200", "0001") if code in codes] or list(codes)[:3]
    return f"een van de {len(codes)} codes van {name}, zoals " + ", ".join(_code(c, codes[c]) for c in shown)


def remedy(simple: Simple, text: str) -> str:
    """What to do about a text that does not obey the type."""
    trimmed = text.strip(WHITE_SPACE)
    if trimmed != text and trimmed and obeys(simple, trimmed):
        return "Haal de witruimte om de waarde weg."
    fixed = _fixed(simple)
    if fixed:
        return f"Vul {fixed} in."
    if simple.codes is not None:
        meant = _meant(simple.codes, trimmed)
        return f"Bedoelt u {_code(meant, simple.codes[meant])}?" if meant else "Kies een code uit de lijst."
    match simple.kind:
        case "date":
            return _date_remedy(simple, trimmed)
        case "time":
            return "Schrijf de tijd met uren, minuten en seconden en zonder tijdzone, zoals 09:30:00."
        case "integer":
            return "Vul een geheel getal in, zonder punten, komma's of spaties."
    if simple.max_length is not None and len(text) > simple.max_length:
        return f"Kort de waarde in tot hoogstens {simple.max_length} tekens."
    if not trimmed:
        return "Vul een waarde in, of laat het element weg als het niet verplicht is."
    if obeys(simple, "0" + trimmed):
        return "Zet er een voorloopnul voor, als die is weggevallen."
    return "Verbeter de waarde zodat zij de toegestane vorm heeft."


def _meant(codes: Mapping[str, str], text: str) -> str | None:
    """The code that was probably meant: a lost leading zero, another letter case, or its meaning written out."""
    width = len(next(iter(codes)))
    for guess in (text.zfill(width), text.upper(), text.lstrip("0")):
        if guess in codes:
            return guess
    return next((code for code, meaning in codes.items() if meaning and meaning.lower() == text.lower()), None)


def _date_remedy(simple: Simple, text: str) -> str:
    day_first = _DAY_FIRST.fullmatch(text)
    if day_first:
        day, month, year = day_first.groups()
        turned = f"{year}-{month.zfill(2)}-{day.zfill(2)}"
        if obeys(simple, turned):
            return f"Schrijf {turned}: eerst het jaar, dan de maand, dan de dag."
    return "Schrijf de datum als JJJJ-MM-DD, zonder tijd en tijdzone, zoals 2025-01-31."
