"""What to do about a value that is no code of its list, in Dutch."""

import difflib
from collections.abc import Mapping
from typing import Final

from gateway.standard.xsd.number_advice import WITH_ZERO_DECIMALS
from gateway.standard.xsd.values import code_words

_SYNONYMS: Final[Mapping[str, str]] = {
    "true": "ja", "false": "nee", "waar": "ja", "onwaar": "nee", "yes": "ja", "no": "nee",
    "uren": "uur", "euro": "euro's", "debit": "debetbedrag en aantal",
}  # fmt: skip


def code_advice(codes: Mapping[str, str], text: str) -> str:
    """Return a question whether this code was meant (Dutch); "" where none is likely."""
    meant = meant_code(codes, text)
    return f"Bedoelt u {code_words(meant, codes[meant])}?" if meant else ""


def meant_code(codes: Mapping[str, str], text: str) -> str | None:
    """Return the code that was meant, where one is likely: a nought too many or too few, its meaning, other letters."""
    if not text.strip():
        return None
    width = len(next(iter(codes), ""))
    whole = WITH_ZERO_DECIMALS.fullmatch(text)
    bare = whole[1] if whole else text
    guesses = [bare, bare.zfill(width), bare.upper(), bare.split()[0].rstrip(":.-")]
    if bare.isdigit() and bare.strip("0"):
        guesses.append(bare.lstrip("0"))
    return next((guess for guess in guesses if guess in codes), None) or _by_meaning(codes, text.casefold())


def _by_meaning(codes: Mapping[str, str], text: str) -> str | None:
    text = _SYNONYMS.get(text, text)
    meanings = {meaning.casefold(): code for code, meaning in codes.items() if meaning}
    if text in meanings:
        return meanings[text]
    begun = [code for meaning, code in meanings.items() if meaning.startswith(text)]
    if len(begun) == 1 and text.isalpha() and (len(text) > 2 or len(codes) <= 3):
        return begun[0]
    ended = [code for meaning, code in meanings.items() if len(text) > 2 and meaning.split()[-1] == text]
    if len(ended) == 1:
        return ended[0]
    near = difflib.get_close_matches(text, meanings, n=1, cutoff=0.75) if len(text) > 3 else []
    return meanings[near[0]] if near else None
