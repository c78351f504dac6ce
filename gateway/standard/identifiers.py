"""The numbers that identify people and organisations: BSN and AGB code.

A BSN never leaves the gateway in a report, a problem or a log: text for a person is masked here first.
"""

import re
from collections.abc import Iterable
from operator import mul
from typing import Final

_BSN: Final = re.compile(r"[0-9]{9}", re.ASCII)
_AGB: Final = re.compile(r"[0-9]{8}", re.ASCII)
_LENGTH: Final = 9
_WEIGHTS: Final = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_ELEVEN: Final = 11
_SHOWN_DIGITS: Final = 3
_HEX: Final = "[0-9A-Fa-f]"
_DRAWN: Final = re.compile(
    rf"{_HEX}{{8}}(?<![0-9A-Za-z].{{8}})"
    rf"(?:(?:-{_HEX}{{4}}){{3}}-{_HEX}{{12}}|{_HEX}{{24}}(?:{_HEX}{{32}})?)(?![0-9A-Za-z])",
    re.DOTALL,
)
"""A UUID or a hash, which was drawn: the figures in it mean nothing. One without a letter was made up by hand.

It looks back at what stands before from within: a pattern that begins with a condition is tried at every character.
"""
_DIGITS: Final = re.compile(r"\d(?:[\s.,/_-]{0,2}\d){7,}")
"""Eight digits or more, also with something between them."""
_NUMBER: Final = re.compile(r"[0-9]{2,4}(?:[0-9]{5,}|(?P<between>[ .-])[0-9]{2,4}(?P=between)[0-9]{2,4}(?![.-]?[0-9]))")
"""A number that may hold a BSN: digits in a row, or three groups of them as people write one (1234.56.789).

It begins with a digit, or looking through a line of the log would take ten times as long.
"""
_LONG_ENOUGH: Final = re.compile(
    r"[0-9]{2}(?:[0-9]{7}|[0-9]{0,2}(?P<between>[ .-])[0-9]{2,4}(?P=between)[0-9]{2,4}(?<=[0-9 .-]{11}))"
)
"""Found wherever `_NUMBER` finds nine digits or more; unlike that, not in the date that each line of the log has."""
_SHORTEST_DRAWN: Final = 32
_MAX_MASKED_CHARS: Final = 64
"""Characters that belong together: nine digits with something between them, a UUID or a hash."""


def bsn_valid(text: str) -> bool:
    """Return True when the text is nine digits that pass the eleven-test: 9×first + 8×second … + 2×eighth − ninth.

    Exactly the test of rule CS002, so 000000000 passes.
    """
    if _BSN.fullmatch(text) is None:
        return False
    return _passes(map(int, text))


def _passes(nine: Iterable[int]) -> bool:
    total: int = sum(map(mul, _WEIGHTS, nine))
    return total % _ELEVEN == 0


def agb_valid(text: str) -> bool:
    """Return True when the text has the form of an AGB code: eight digits (there is no check digit)."""
    return _AGB.fullmatch(text) is not None


def mask_bsn(text: str) -> str:
    """Return the text with all but its last three characters starred ("******006"); a shorter text is starred whole."""
    if len(text) <= _SHOWN_DIGITS:
        return "*" * len(text)
    return "*" * (len(text) - _SHOWN_DIGITS) + text[-_SHOWN_DIGITS:]


def may_hold_bsn(text: str, *, short: bool = True) -> bool:
    """Return True when some nine digits in the text pass the eleven-test, whatever stands around or between them.

    `short`: a number that begins with eight digits may also be a BSN whose leading zero was left off. That zero is
    the only one: no BSN begins with two. One in eleven numbers passes by chance, and a long number has several nines.
    """
    if _DIGITS.search(text) is None:
        return False
    if len(text) >= _SHORTEST_DRAWN:
        text = _DRAWN.sub(_without_drawn, text)
    return any(_bsn_within(found[0], short=short) for found in _DIGITS.finditer(text))


def _without_drawn(found: re.Match[str]) -> str:
    return found[0] if _without_letter(found[0]) else " - "


def _without_letter(drawn: str) -> bool:
    return drawn.replace("-", "").isdecimal()


def _bsn_within(number: str, *, short: bool) -> bool:
    digits = [int(each) for each in number if each.isdecimal()]
    return bool(_places(digits)) or (short and bool(_places([0, *digits[: _LENGTH - 1]])))


def _places(digits: list[int]) -> list[int]:
    """Return the places in these digits where nine begin that may be a BSN."""
    return [
        at
        for at in range(len(digits) - _LENGTH + 1)
        if (digits[at] or digits[at + 1]) and _passes(digits[at : at + _LENGTH])
    ]


def mask_in_text(text: str, known: Iterable[str] = ()) -> str:
    """Return the text with every BSN in it masked: each of the known ones, and nine digits that pass the eleven-test.

    Also nine digits out of a longer number, and nine in three groups; not in a UUID or a hash.
    """
    for bsn in known:
        if bsn:
            text = text.replace(bsn, mask_bsn(bsn))
    if _LONG_ENOUGH.search(text) is None:
        return text
    masked, done = "", 0
    for drawn in _DRAWN.finditer(text):
        if not _without_letter(drawn[0]):
            masked += _mask_numbers(text[done : drawn.start()]) + drawn[0]
            done = drawn.end()
    return masked + _mask_numbers(text[done:])


def _mask_numbers(text: str) -> str:
    return _NUMBER.sub(_masked, text) if _LONG_ENOUGH.search(text) else text


def mask_in_start(text: str, length: int, known: Iterable[str] = ()) -> str:
    """Return the first `length` characters of `mask_in_text`, without a look at all of a long text.

    Those that are known have at most 64 characters each.
    """
    return mask_in_text(text[: length + _MAX_MASKED_CHARS], known)[:length]


def _masked(found: re.Match[str]) -> str:
    number = found[0]
    before = found.string[max(0, found.start() - 1) : found.start()]
    if found["between"] and (before.isdigit() or before in (".", "-")):
        return number
    at = [index for index, each in enumerate(number) if each.isdigit()]
    begins = _places([int(number[each]) for each in at])
    hidden = set(sorted({at[index] for begin in begins for index in range(begin, begin + _LENGTH)})[:-_SHOWN_DIGITS])
    return "".join("*" if index in hidden else each for index, each in enumerate(number))


def mask_identificatie(identificatie: str) -> str:
    """Return an Identificatie of the ledger with any BSN in it masked.

    One from before there were pseudonyms may hold a BSN: it lies under a seal, and can't be changed.
    """
    return mask_bsn(identificatie) if may_hold_bsn(identificatie) else identificatie
