"""How the official rule kit (XSLT 1.0, version 2.10.5) looks at text, to the letter.

The kit compares what XPath 1.0 makes of the text: a number that can't be read is NaN, which is neither before,
after nor equal to another. `None` is an absent element, `""` one without text.
"""

import re
from collections.abc import Container, Hashable, Iterable, Iterator
from typing import Final, TypeVar

from gateway.standard.lexical import WHITE_SPACE, collapsed

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

_NUMBER: Final = re.compile(r"[ \t\r\n]*(-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))[ \t\r\n]*", re.ASCII)
_NOT_A_NUMBER: Final = float("nan")
_DATE_LENGTH: Final = 10
_MAX_SHOWN_CHARS: Final = 60


def number(text: str) -> float:
    """Return the number that XPath 1.0 reads: white space around it is allowed, a plus sign or no digits is NaN."""
    if text.isdigit() and text.isascii():
        return float(text)
    match = _NUMBER.fullmatch(text)
    return float(match[1]) if match else _NOT_A_NUMBER


def day_number(text: str) -> float:
    """Return a date as the kit compares it: as a number without hyphens; a year before 1 loses its sign too."""
    return number(text.replace("-", ""))


def late_day_number(text: str) -> float:
    """Return the later of two compared dates as the kit reads it: cut to ten characters, white space included."""
    return number(text[:_DATE_LENGTH].replace("-", ""))


def on_or_after(later: str | None, earlier: str | None) -> bool:
    """Return False when the earlier date is greater, or when either of them is absent."""
    if later is None or earlier is None:
        return False
    return not day_number(earlier) > late_day_number(later)


def after(later: str | None, earlier: str | None) -> bool:
    """Return False when the earlier date is not the smaller, or when either of them is absent. Here nothing is cut."""
    if later is None or earlier is None:
        return False
    return not day_number(earlier) >= day_number(later)


def one_of(text: str | None, codes: Container[str]) -> bool:
    """Return True when the text, trimmed, is one of these codes."""
    return text is not None and (text in codes or text.strip(WHITE_SPACE) in codes)


def groups(members: Iterable[T], keys: Iterable[K]) -> Iterator[tuple[K, list[T]]]:
    """Yield each key that more than one member has, with those members in their order."""
    found: dict[K, list[T]] = {}
    for member, key in zip(members, keys, strict=True):
        found.setdefault(key, []).append(member)
    return ((key, group) for key, group in found.items() if len(group) > 1)


def differ(one: str, other: str) -> bool:
    """Return True when both are numbers and one is greater; NaN differs from no text."""
    left, right = number(one), number(other)
    return left < right or left > right


def clashes(members: Iterable[T], texts: Iterable[str]) -> Iterator[tuple[str, list[T]]]:
    """Yield each normalised text that a member has after another that has it as raw text; with all these members.

    The kit compares the raw text of the earlier with the normalised text of the later: "A1" then "A1 " clash, twice
    "A1 " do not.
    """
    exact: dict[str, list[T]] = {}
    found: dict[str, list[T]] = {}
    for member, text in zip(members, texts, strict=True):
        spelt = collapsed(text)
        if spelt in found:
            found[spelt].append(member)
        elif spelt in exact:
            found[spelt] = [*exact[spelt], member]
        exact.setdefault(text, []).append(member)
    return iter(found.items())


def quote(text: str | None) -> str:
    """Return the text as a person should see it: in quotes when white space is part of it, cut when long."""
    if text is None:
        return "(ontbreekt)"
    if text != collapsed(text):
        text = f"“{text.translate(_VISIBLE)}”"
    return text or "(leeg)" if len(text) <= _MAX_SHOWN_CHARS else text[:_MAX_SHOWN_CHARS] + "…"


_VISIBLE: Final = str.maketrans({"\n": "↵", "\r": "↵", "\t": "⇥", " ": "␣"})


_END_OF_2020: Final = 20201231


def after_2020(einddatum: str | None) -> bool:
    """Return True for a period that is open or ends after 2020-12-31: from then on some rules apply."""
    return einddatum is None or day_number(einddatum) > _END_OF_2020
