"""Characters that look like others, or like nothing, named so that a person can find and replace them."""

import unicodedata
from typing import Final, NamedTuple

_MAX_NAMED: Final = 3
_MAX_CHARS: Final = 200
"""Characters of a value that are looked at; a longer one is wrong for its length."""

_HYPHENS: Final = {
    "\u2010": "een typografisch koppelteken",
    "\u2011": "een vast koppelteken",
    "\u2012": "een cijferstreepje",
    "\u2013": "een halflang streepje",
    "\u2014": "een lang streepje",
    "\u2015": "een lang streepje",
    "\u2212": "een wiskundig minteken",
    "\ufe63": "een klein koppelteken",
    "\uff0d": "een koppelteken van volle breedte",
}
_QUOTES: Final = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032", ("'", "een typografisch aanhalingsteken")),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", ('"', "een dubbel typografisch aanhalingsteken")),
}
_SPACES: Final = {
    "\u00a0": "een vaste spatie",
    "\u2007": "een vaste spatie van cijferbreedte",
    "\u202f": "een smalle vaste spatie",
    "\u2009": "een dunne spatie",
    "\u3000": "een spatie van volle breedte",
    "\u0085": "een regelscheiding",
    "\u2028": "een regelscheiding",
    "\u2029": "een alineascheiding",
}
_INVISIBLE: Final = {
    "\u00ad": "een zacht afbreekstreepje",
    "\u200b": "een spatie zonder breedte",
    "\u200c": "een onzichtbaar scheidingsteken",
    "\u200d": "een onzichtbaar verbindingsteken",
    "\u2060": "een onzichtbaar verbindingsteken",
    "\ufeff": "een byte order mark",
}


class Odd(NamedTuple):
    """A character that a person takes for another, or does not see."""

    name: str
    plain: str
    """What to write instead; "" to leave it out."""


def _odd(char: str) -> Odd | None:
    if char < "\u0080":
        return None
    if char in _HYPHENS:
        return Odd(_HYPHENS[char], "-")
    if char in _QUOTES:
        plain, name = _QUOTES[char]
        return Odd(name, plain)
    category = unicodedata.category(char)
    if char in _SPACES or category == "Zs":
        return Odd(_SPACES.get(char, "een bijzondere spatie"), " ")
    if char in _INVISIBLE or category in ("Cf", "Cc"):
        return Odd(_INVISIBLE.get(char, "een onzichtbaar stuurteken"), "")
    digit = unicodedata.digit(char, None)
    wide = unicodedata.normalize("NFKC", char)
    if "\uff01" <= char <= "\uff5e":
        return Odd("een cijfer van volle breedte" if digit is not None else "een teken van volle breedte", wide)
    if digit is not None:
        return Odd(
            "een cijfer uit een ander schrift" if category == "Nd" else "een cijfer in bijzondere vorm", str(digit)
        )
    return None


def cleaned(text: str) -> str:
    """Return the text with plain characters for the odd ones."""
    if text.isascii() or len(text) > _MAX_CHARS:
        return text
    return "".join(char if (odd := _odd(char)) is None else odd.plain for char in text).strip(" ")


def named(text: str) -> str:
    """Return the odd characters of the text with their code and place, the first three: "… (U+00A0) op plaats 5"."""
    if text.isascii() or len(text) > _MAX_CHARS:
        return ""
    found = [(place, char, odd.name) for place, char in enumerate(text, 1) if (odd := _odd(char)) is not None]
    told = [f"{name} (U+{ord(char):04X}) op plaats {place}" for place, char, name in found[:_MAX_NAMED]]
    if len(found) > _MAX_NAMED:
        told.append(f"nog {len(found) - _MAX_NAMED} zulke tekens")
    return ", ".join(told[:-1]) + (" en " if told[1:] else "") + told[-1] if told else ""


def visible(text: str) -> str:
    """Return the text with its invisible characters and special spaces written as their code ("\\u00a0")."""
    if text.isascii():
        return text.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t")
    return "".join(_escaped(char) for char in text)


def _escaped(char: str) -> str:
    if char in "\r\n\t":
        return {"\r": "\\r", "\n": "\\n", "\t": "\\t"}[char]
    if char == " " or unicodedata.category(char) not in ("Zs", "Zl", "Zp", "Cf", "Cc"):
        return char
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"
