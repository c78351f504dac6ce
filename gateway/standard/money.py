"""Amounts of money: whole euro cents, read from text and written as text, never as a binary fraction."""

import re
from typing import Final

_EURO: Final = re.compile(
    r"(?:€[ \u00a0]?)?(?P<euros>[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,(?P<cents>[0-9]{2}))?", re.ASCII
)
_POINT: Final = re.compile(r"(?P<euros>[0-9]+)\.(?P<cents>[0-9]{2})", re.ASCII)
_GROUPED_ONLY: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+", re.ASCII)
_MOST_DIGITS: Final = 20


def cents(text: str) -> int:
    """Return the cents in an amount of euros: "1.234,50", "1234,50", "1234.50", "1234" or "€ 1.234,50".

    Raises ValueError, which says why in Dutch, for any other text, and for "1.234", which is more than a thousand to
    one reader and little more than one to another.
    """
    text = text.strip()
    if len(text) <= _MOST_DIGITS and _GROUPED_ONLY.fullmatch(text):
        raise ValueError("kan een bedrag in duizenden zijn, of een met cijfers achter de komma")
    found = _EURO.fullmatch(text) or _POINT.fullmatch(text)
    if found is None or len(text) > _MOST_DIGITS:
        raise ValueError("is geen bedrag in euro's")
    return int(found["euros"].replace(".", "")) * 100 + int(found["cents"] or 0)


def plain_euros(amount: int) -> str:
    """Return cents, from 0, as euros with a decimal comma and no groups: "1234,50"; `cents` reads it back."""
    return f"{amount // 100},{amount % 100:02d}"


def euros(amount: int) -> str:
    """Return cents, from 0, as a person reads them: "€ 1.234,50"."""
    return f"€ {f'{amount // 100:,}'.replace(',', '.')},{amount % 100:02d}"


def signed_euros(amount: int) -> str:
    """Return cents, below zero too, as a person reads them: "-€ 1.234,50"."""
    return f"-{euros(-amount)}" if amount < 0 else euros(amount)
