"""What no text for a person may hold: keys, addresses and other words of programs, English, and advice for another."""

import re
from collections.abc import Iterator
from typing import Final

_ENGLISH: Final = (
    "after and any are assignment before both by care check client days during each ended error failed first found from"
    " given has have invalid its key last may missing month months must no none not on only other policy provider same"
    " should than that the there this unknown until value when which while with without year years you your"
)
"""Words that Dutch hasn't; of those that it has ("of", "in", "was", "is", "start", "stop", "code") none."""

_OF_PROGRAMS: Final = {
    "an address": re.compile(r"https?:|/v[0-9]+/|\b(GET|POST|PUT|PATCH|DELETE)\b|[{}<>]"),
    "a key of JSON": re.compile(r"\b(?!iWmo\b)[a-z]+[A-Z]\w*|'[a-z]+'|\"[a-z]+\":"),
    "a name in code": re.compile(r"\b[a-z]+_[a-z_]+\b|\b[A-Z]+_[A-Z_]+\b|\w\(\)"),
    "a value of code": re.compile(r"\b(None|True|False|null|true|false|nan|date\.max|9999-12-31|0001-01-01)\b"),
    "a stand-in for a number": re.compile(r"\b[Tt]oewijzing (0|9{9})\b"),
    "a slip of the pen": re.compile(r"  |\.\.|,,| [.,;:]|\(\)|\b(de de|het het|een een)\b"),
}
FOR_PROVIDER: Final = re.compile(
    r"(raag|aat) (de|een|uw) aanbieder|[Kk]en .* toe\b|ijs .* toe\b|erkort de toewijzing|overrul|[Hh]andel het signaal"
)
"""Acts that only a municipality can do."""
FOR_MUNICIPALITY: Final = re.compile(
    r"(raag|aat) (het )?(de|uw) (gemeente|consulent)|[Vv]erwijder (de|uw) (start|stop)|[Ll]ever .* aan\b|[Ss]tuur\b"
)
"""Acts of a provider, and questions to those who read this themselves."""


def faults(text: str) -> Iterator[str]:
    """Yield what in the text no person should have to read."""
    for name, pattern in _OF_PROGRAMS.items():
        if found := pattern.search(text):
            yield f"{name}: {found[0]!r} in {text!r}"
    for word in re.findall(r"[a-zë]+", text.lower()):
        if word in _ENGLISH.split():
            yield f"English: {word!r} in {text!r}"
