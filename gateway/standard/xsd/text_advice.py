"""What to do about a text that its type does not allow, in Dutch."""

import re
from collections.abc import Iterator
from typing import Final

from gateway.standard import municipalities
from gateway.standard.lexical import collapsed
from gateway.standard.xsd.model import Simple
from gateway.standard.xsd.spot import Spot
from gateway.standard.xsd.values import obeys

DIGITS: Final = re.compile(r"\[0-9\]\{([0-9]+)\}")
"""The pattern of a type of so many digits."""
_SEPARATORS: Final = re.compile(r"[\s./()_-]+")
_ABROAD: Final = re.compile(r"(?:\+|00)\s*([0-9][0-9 ().-]*)")


def text_advices(simple: Simple, text: str, spot: Spot) -> Iterator[str]:
    """Yield what each reading of the value advises, the likeliest first; "" where a reading doesn't fit."""
    yield _phone(simple, text, spot)
    yield _lost_noughts(simple, text, spot)
    yield _municipality(simple, text)
    yield _stripped(simple, text, spot)
    yield _one_line(simple, text)


def _phone(simple: Simple, text: str, spot: Spot) -> str:
    land = spot.of_type("LDT_Landnummer")
    match = _ABROAD.fullmatch(text)
    if land is None or match is None:
        return ""
    digits = re.sub("[^0-9]", "", match[1])
    if digits.startswith("31"):
        own = "0" + digits[2:].lstrip("0")
        shown = spot.show(own) if obeys(simple, own) else None
        if shown:
            return f"Zet het landnummer +31 in {land}, en in {spot.name} alleen {shown}."
    return f"Zet het landnummer in {land}, en in {spot.name} alleen de cijfers van het nummer zelf."


def _lost_noughts(simple: Simple, text: str, spot: Spot) -> str:
    if not (text.isascii() and text.isdigit()):
        return ""
    width = next((int(match[1]) for each in simple.patterns if (match := DIGITS.fullmatch(each.source))), None)
    if width is None or len(text) >= width:
        return ""
    missing = width - len(text)
    if missing > 2:
        return ""
    shown = spot.show(text.zfill(width))
    noughts = "een voorloopnul" if missing == 1 else f"{missing} voorloopnullen"
    return (
        f"Zet er {noughts} voor{f': {shown}' if shown else ''}."
        " Een rekenblad als Excel laat een nul vooraan weg als de cel geen tekst is."
    )


def _municipality(simple: Simple, text: str) -> str:
    if simple.name != "LDT_Gemeente":
        return ""
    name = text.casefold().removeprefix("gemeente ")
    known = municipalities.list_municipalities().values()
    code = next((each.code for each in known if each.naam.casefold() == name and each.tot is None), None)
    return f"Schrijf de gemeentecode: {code}." if code and obeys(simple, code) else ""


def _stripped(simple: Simple, text: str, spot: Spot) -> str:
    """Return the advice for a value that is right but for separators in it, or for letters before its digits."""
    if not any(each.source != ".*[^\\s].*" for each in simple.patterns):
        return ""
    for guess, how in (
        (_SEPARATORS.sub("", text), "zonder punten, streepjes of spaties"),
        (re.sub(r"^[A-Za-z:. -]+", "", text), "zonder letters ervoor"),
        ("".join(filter(str.isalnum, text)), "zonder andere tekens"),
    ):
        if guess != text and guess and obeys(simple, guess):
            return spot.write_advice(guess, how) or f"Schrijf de waarde {how}."
    return ""


def _one_line(simple: Simple, text: str) -> str:
    if re.search("[\r\n]", text) and obeys(simple, collapsed(text)):
        return "Zet de tekst op één regel: vervang het regeleinde door een spatie."
    return ""
