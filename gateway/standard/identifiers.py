"""The numbers that identify people and organisations: BSN and AGB code.

A BSN never leaves the gateway in a report, a problem or a log: whatever shows text to a person masks it here first.
"""

import re
from collections.abc import Iterable
from typing import Final

_BSN: Final = re.compile(r"[0-9]{9}", re.ASCII)
_AGB: Final = re.compile(r"[0-9]{8}", re.ASCII)
_LONG_NUMBER: Final = re.compile("[0-9]{9,}")
"""Taken whole, so that nine digits out of a longer number are no BSN."""
_SHOWN: Final = 3


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


def mask_in_text(text: str, known: Iterable[str] = ()) -> str:
    """The text with every BSN in it masked: each of the known ones, and nine digits that pass the eleven-test."""
    for bsn in known:
        if bsn:
            text = text.replace(bsn, mask_bsn(bsn))
    return _LONG_NUMBER.sub(lambda match: mask_bsn(match[0]) if bsn_valid(match[0]) else match[0], text)
