"""Checks a text against a simple type, and says in Dutch why it fails and what is allowed."""

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from gateway.standard.lexical import WHITE_SPACE, collapsed
from gateway.standard.xsd.dates import date_fault, time_fault
from gateway.standard.xsd.letters import cleaned, named
from gateway.standard.xsd.model import Simple

_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
_MAX_CODES: Final = 30
_LONG: Final = 1000
"""Characters beyond which a text that is too long is not tried on the patterns: a repeated group takes memory per
character."""


def obeys(simple: Simple, text: str) -> bool:
    """Return True when the text is a value of the type."""
    return next(_reasons(simple, text), None) is None


def why(simple: Simple, text: str) -> str:
    """Return why a text does not obey the type, as the end of a sentence: "is 13 tekens lang"."""
    if not text:
        return "is leeg"
    if not text.strip(WHITE_SPACE):
        return "bevat alleen witruimte"
    reasons = list(dict.fromkeys(_reasons(simple, text)))
    return " en ".join(reasons) + _odd_letters(simple, text, reasons) + _surrounded(simple, text)


def _odd_letters(simple: Simple, text: str, reasons: list[str]) -> str:
    """Name the characters that look like others, when the value fails because of them."""
    odd = named(text)
    if not odd:
        return ""
    plain = cleaned(text)
    if plain and list(dict.fromkeys(_reasons(simple, plain))) == reasons and not _is_plain(simple):
        return ""
    return f": er staat {odd} in"


def _is_plain(simple: Simple) -> bool:
    """Return True for a type whose values have no characters but plain ones."""
    free = (_VISIBLE, _ANY_TEXT)
    return simple.kind != "string" or simple.codes is not None or any(p.source not in free for p in simple.patterns)


def _surrounded(simple: Simple, text: str) -> str:
    trimmed = text.strip(WHITE_SPACE)
    return " (er staat witruimte omheen)" if trimmed != text and obeys(simple, trimmed) else ""


def _reasons(simple: Simple, text: str) -> Iterator[str]:
    """Yield each facet that the text breaks; a text that is not even of the built-in kind breaks only that."""
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


_KIND_FAULTS: Final[dict[str, Callable[[str], str]]] = {
    "string": lambda value: "",
    "integer": _integer_fault,
    "date": date_fault,
    "time": time_fault,
}

_VISIBLE: Final = r".*[^\s].*"
_ANY_TEXT: Final = r"([.\s]*\S+[.\s]*)+"
_VERSION: Final = r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)"
_PATTERNS: Final = {
    _VISIBLE: "ten minste één zichtbaar teken, zonder regeleinden",
    _ANY_TEXT: "ten minste één zichtbaar teken",
    "[0-9]*": "alleen cijfers",
    "([a-zA-ZÀ-ỳ])+": "alleen letters, aaneen en zonder punten",
    "([a-zA-Z0-9])+": "alleen letters zonder accent en cijfers",
    _VERSION: "drie gehele getallen met punten ertussen, zoals 1.0.0",
}
_ZONELESS: Final = re.compile(r"\[\^[^\]]*Z[^\]]*\][*+]")
"""Any class that keeps out the Z, and with it signs or colons: however it is spelled, it is about the time zone."""
_DIGITS: Final = re.compile(r"\[0-9\]\{([0-9]+)\}")


def pattern_words(source: str) -> str:
    """Return the pattern in words."""
    digits = _DIGITS.fullmatch(source)
    if digits:
        return f"precies {digits[1]} cijfers"
    return "zonder tijdzone" if _ZONELESS.fullmatch(source) else _PATTERNS.get(source, "de vorm van het patroon")


_MISMATCHES: Final = {
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
    if _ZONELESS.fullmatch(source):
        return "heeft een tijdzone"
    return _MISMATCHES.get(source, f"past niet op het patroon {source}")


def allowed(simple: Simple, text: str = "") -> str:
    """Return what the type allows, in words and as a pattern; of a long code list the codes near the text."""
    if simple.codes is not None:
        return _codes(simple.codes, simple.name, text)
    fixed = fixed_text(simple)
    if fixed:
        return f"alleen {fixed}"
    parts: list[str] = []
    match simple.kind:
        case "integer":
            parts.append("een geheel getal" + range_words(simple))
        case "date":
            parts.append("een datum als JJJJ-MM-DD")
        case "time":
            parts.append("een tijd als UU:MM:SS")
        case _:
            sized = any(_DIGITS.fullmatch(pattern.source) for pattern in simple.patterns)
            if simple.max_length is not None and not sized:
                parts.append(_length(simple.min_length, simple.max_length))
    for pattern in simple.patterns:
        parts.append(f"{pattern_words(pattern.source)} (patroon {pattern.source})")
    return ", ".join(parts)


def fixed_text(simple: Simple) -> str | None:
    """Return the one text that the type allows, if a pattern leaves no other."""
    return next((pattern.source for pattern in simple.patterns if pattern.source.isalnum()), None)


def range_words(simple: Simple) -> str:
    """Return the bounds of a number, with a space before them; "" when it has none."""
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


def code_words(code: str, meaning: str) -> str:
    """Return a code with its meaning behind it."""
    return f"{code} ({meaning})" if meaning else code


def _codes(codes: Mapping[str, str], name: str, text: str) -> str:
    if len(codes) <= _MAX_CODES:
        return ", ".join(code_words(code, meaning) for code, meaning in codes.items())
    near = difflib.get_close_matches(text.strip(WHITE_SPACE).upper()[:10], codes, n=3, cutoff=0.5)
    shown = near or [code for code in ("NL", "BE", "DE", "0200", "0001") if code in codes] or list(codes)[:3]
    return f"een van de {len(codes)} codes van {name}, zoals " + ", ".join(code_words(c, codes[c]) for c in shown)
