"""The numbers that identify people and organisations: BSN and AGB code.

A BSN never leaves the gateway in a report, a problem or a log: whatever shows text to a person masks it here first.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

_BSN: Final = re.compile(r"[0-9]{9}", re.ASCII)
_AGB: Final = re.compile(r"[0-9]{8}", re.ASCII)
_LENGTH: Final = 9
_SHOWN: Final = 3
_UUID: Final = r"(?=[0-9-]*[A-Fa-f])[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
"""An identity that somebody drew: the figures in it mean nothing. One without a letter was made up by hand."""
_IDENTITY: Final = re.compile(_UUID)
_DIGITS: Final = re.compile(r"\d(?:[\s.,/_-]{0,2}\d){7,}")
"""Eight digits or more, also with something between them."""
_NUMBER: Final = re.compile(
    rf"(?P<uuid>{_UUID})|(?P<run>[0-9]{{9,}})"
    r"|(?P<spaced>(?<![0-9.-])[0-9]{2,4}(?P<between>[ .-])[0-9]{2,4}(?P=between)[0-9]{2,4}(?![.-]?[0-9]))"
)
"""A number that may hold a BSN: digits in a row, or three groups of them as people write one (1234.56.789)."""


def bsn_valid(text: str) -> bool:
    """True when the text is nine digits that pass the eleven-test: 9×first + 8×second … + 2×eighth − ninth.

    Exactly the test of rule CS002, so 000000000 passes.
    """
    if _BSN.fullmatch(text) is None:
        return False
    digits = [int(digit) for digit in text]
    total = sum(weight * digit for weight, digit in zip(range(9, 1, -1), digits[:8], strict=True)) - digits[8]
    return total % 11 == 0


def agb_valid(text: str) -> bool:
    """True when the text has the form of an AGB code: eight digits (there is no check digit)."""
    return _AGB.fullmatch(text) is not None


def mask_bsn(text: str) -> str:
    """The text with all but its last three characters starred ("******006"); a shorter text is starred whole."""
    if len(text) <= _SHOWN:
        return "*" * len(text)
    return "*" * (len(text) - _SHOWN) + text[-_SHOWN:]


def may_hold_bsn(text: str, *, short: bool = True) -> bool:
    """True when some nine digits in the text pass the eleven-test, whatever stands around or between them.

    `short`: a number that begins with eight digits may also be a BSN whose leading zero was left off. That zero is
    the only one: no BSN begins with two. One in eleven numbers passes by chance, and a long number has several nines.
    """
    return any(_bsn_within(found[0], short=short) for found in _DIGITS.finditer(_IDENTITY.sub(" - ", text)))


def _bsn_within(number: str, *, short: bool) -> bool:
    digits = "".join(str(int(each)) for each in number if each.isdecimal())
    return any(True for _ in _places(digits)) or (short and _issued(f"0{digits[: _LENGTH - 1]}"))


def _places(digits: str) -> Iterator[int]:
    """Where in these digits nine begin that may be a BSN."""
    return (at for at in range(len(digits) - _LENGTH + 1) if _issued(digits[at : at + _LENGTH]))


def _issued(digits: str) -> bool:
    return not digits.startswith("00") and bsn_valid(digits)


def mask_in_text(text: str, known: Iterable[str] = ()) -> str:
    """The text with every BSN in it masked: each of the known ones, and nine digits that pass the eleven-test.

    Also nine digits out of a longer number, and nine in three groups; not in a UUID.
    """
    for bsn in known:
        if bsn:
            text = text.replace(bsn, mask_bsn(bsn))
    return _NUMBER.sub(_masked, text)


def _masked(found: re.Match[str]) -> str:
    number = found[0]
    if found["uuid"]:
        return number
    at = [index for index, each in enumerate(number) if each.isdigit()]
    hidden = {
        at[index] for begin in _places("".join(number[each] for each in at)) for index in range(begin, begin + _LENGTH)
    }
    hidden -= {each for each in sorted(hidden)[-_SHOWN:]}
    return "".join("*" if index in hidden else each for index, each in enumerate(number))
