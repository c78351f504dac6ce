"""Headers that hold text for people: in UTF-8, or else in Latin-1."""

from contextlib import suppress
from unicodedata import normalize

from fastapi import Request


def text_header(request: Request, name: str) -> str | None:
    """Return the value of a header, as its sender meant it; None when there is no such header.

    HTTP hands out Latin-1. A terminal and most programs send UTF-8, which other text is hardly ever by chance. A letter
    and its accent are one character, also when they came as two.
    """
    value = request.headers.get(name)
    if value is None:
        return None
    with suppress(UnicodeDecodeError):
        value = value.encode("latin-1").decode()
    return normalize("NFC", value)
