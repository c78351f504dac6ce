"""From the bytes of a message to the UTF-8 text that everything else looks at.

Taken are the encodings that libxml2 reads and that can't hide markup: UTF-8, US-ASCII, ISO-8859-1, ISO-8859-15,
windows-1252, and UTF-16 with a byte order mark. What the bytes are and what the XML declaration says must agree.
"""

import codecs
import re
from typing import Final

from gateway.standard.xml.problems import XmlProblem

MAX_TEXT_BYTES: Final = 50 * 1024 * 1024
"""Size that a message of at most 25 MB may have as UTF-8."""

TAKEN: Final = "UTF-8, US-ASCII, ISO-8859-1, ISO-8859-15, windows-1252 of UTF-16 met byte order mark"

_UTF8: Final = "utf-8"
_ASCII: Final = "ascii"
_UTF16: Final = "utf-16"
_UTF16_LE: Final = "utf-16-le"
_UTF16_BE: Final = "utf-16-be"
_NAMES: Final = {
    alias: codec
    for codec, aliases in {
        _UTF8: "utf-8 utf8",
        _ASCII: "us-ascii ascii iso646-us ansi-x3.4-1968 iso-ir-6 cp367",
        "iso-8859-1": "iso-8859-1 iso8859-1 iso88591 iso-8859-1:1987 latin1 latin-1 l1 iso-ir-100 cp819 ibm819",
        "iso-8859-15": "iso-8859-15 iso8859-15 iso885915 latin9 latin-9 l9",
        "cp1252": "windows-1252 windows1252 cp1252 cp-1252 x-cp1252 ms-ansi",
        _UTF16: "utf-16 utf16",
        _UTF16_LE: "utf-16le utf-16-le utf16le",
        _UTF16_BE: "utf-16be utf-16-be utf16be",
    }.items()
    for alias in aliases.split()
}
"""Codec by the name of an encoding: in lower case, with hyphens for underscores."""
_NAMES_FOR_PEOPLE: Final = {_UTF8: "UTF-8", _ASCII: "US-ASCII", "cp1252": "windows-1252"}
_USUAL_STARTS: Final = tuple(
    b"<?xml version=%b1.0%b encoding=%b%b%b?>" % (quote, quote, quote, name, quote)
    for name in (b"UTF-8", b"utf-8")
    for quote in (b'"', b"'")
)
_CR: Final = ord("\r")
_LONE_CR: Final = re.compile(rb"\r(?!\n)")
_DECLARED: Final = re.compile(rb"""[ \t\r\n]encoding[ \t\r\n]*=[ \t\r\n]*["']([^"']*)""")
_MAX_NAME_CHARS: Final = 40
_STRANGE_STARTS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (b"<\0\0\0", "UTF-32"),
    (b"\0\0\0<", "UTF-32"),
    (b"<\0", "UTF-16 zonder byte order mark"),
    (b"\0<", "UTF-16 zonder byte order mark"),
    (b"+/v", "UTF-7"),
    (b"\x4c\x6f\xa7\x94", "EBCDIC"),
)
_WIDE_MARKS: Final = ((codecs.BOM_UTF16_LE, _UTF16_LE), (codecs.BOM_UTF16_BE, _UTF16_BE))


def utf8_text(data: bytes) -> bytes:
    """Return the message as UTF-8 without byte order mark, its lines ended by a line feed alone or as CRLF.

    The XML declaration keeps the name it had. Raises XmlProblem when bytes and declaration disagree, or when the
    encoding is not one that is taken.
    """
    if data.startswith(_USUAL_STARTS) and data.isascii() and not (_CR in data and _LONE_CR.search(data)):
        return data  # most messages: nothing to decode
    if data.startswith(b"<?xml"):
        text = _by_declaration(data)
    elif data.startswith(codecs.BOM_UTF8):
        text = _after_mark(data)
    else:
        text = _by_first_bytes(data)
    if text.startswith(codecs.BOM_UTF8):
        reason = "Geen welgevormde XML, regel 1, kolom 1: er staat meer dan één byte order mark aan het begin."
        raise XmlProblem("niet-welgevormd", reason, 1, 1)
    if _CR in text and _LONE_CR.search(text):
        # XML reads a lone CR as a line end, but libxml2 does not count it as one.
        text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return text


def check_charset(charset: str, data: bytes) -> None:
    """Raise XmlProblem when a charset that came with a message names another encoding than the message has.

    Later readers have the bytes alone, so the parameter may not add to what those say.
    """
    codec = _NAMES.get(_alias(charset.strip()))
    actual = _codec_of(data)
    if codec == actual or (codec is not None and actual in _NARROW and codec in _NARROW and data.isascii()):
        return
    if codec == _UTF16 and actual in (_UTF16_LE, _UTF16_BE):
        return
    reason = (
        f"De charset '{_shown(charset)}' van Content-Type is een andere dan de codering van het bericht zelf. Laat "
        "charset weg, of noem in beide dezelfde."
    )
    raise XmlProblem("codering", reason)


_NARROW: Final = frozenset({_UTF8, _ASCII, "iso-8859-1", "iso-8859-15", "cp1252"})
"""Codecs in which ASCII text is the same bytes."""


def _codec_of(data: bytes) -> str | None:
    """Return the codec of a message by its first bytes and declaration; None for one that is not taken."""
    for mark, codec in _WIDE_MARKS:
        if data.startswith(mark):
            return codec
    name = None if data.startswith(codecs.BOM_UTF8) else declared_name(data)
    return _UTF8 if name is None else _NAMES.get(_alias(name))


def declared_name(text: bytes) -> str | None:
    """Return the encoding that the XML declaration names; None without one."""
    if not text.startswith(b"<?xml") or not text[5:6].isspace():
        return None
    if text.startswith(_USUAL_STARTS):
        return "UTF-8"
    declaration = text[: max(text.find(b"?>"), 0)]  # a slice of few bytes, unless it is no declaration at all
    found = _DECLARED.search(declaration)
    return found[1].decode("ascii", "replace") if found else None


def _by_declaration(data: bytes) -> bytes:
    name = declared_name(data)
    codec = _UTF8 if name is None else _NAMES.get(_alias(name))
    if codec is None:
        raise _refused(f"De XML-declaratie noemt codering '{_shown(name or '')}'; wij lezen alleen {TAKEN}.")
    if codec in (_UTF16, _UTF16_LE, _UTF16_BE):
        raise _refused(f"De XML-declaratie noemt codering '{_shown(name or '')}', maar het bericht is dat niet.")
    return _decoded(data, codec)


def _after_mark(data: bytes) -> bytes:
    """Return the text after a UTF-8 byte order mark."""
    text = data[len(codecs.BOM_UTF8) :]
    name = declared_name(text)
    if name is not None and _NAMES.get(_alias(name)) != _UTF8:
        raise _refused(
            f"De XML-declaratie noemt codering '{_shown(name)}', maar het bericht begint met het byte order mark van "
            "UTF-8. Laat een van beide kloppen."
        )
    return _decoded(text, _UTF8)


def _by_first_bytes(data: bytes) -> bytes:
    """Return the text of a message without declaration, or in an encoding where that isn't ASCII."""
    for start, told in _STRANGE_STARTS:
        if data.startswith(start):
            raise _refused(f"Het bericht is gecodeerd als {told}; wij lezen alleen {TAKEN}.")
    for mark, codec in _WIDE_MARKS:
        if data.startswith(mark):
            text = _decoded(data[len(mark) :], codec)
            name = declared_name(text)
            if name is not None and _NAMES.get(_alias(name)) not in (_UTF16, codec):
                raise _refused(
                    f"De XML-declaratie noemt codering '{_shown(name)}', maar het bericht begint met het byte order "
                    f"mark van {codec[:-3].upper()}{codec[-2:].upper()}. Laat een van beide kloppen."
                )
            return text
    return _decoded(data, _UTF8)


def _decoded(data: bytes, codec: str) -> bytes:
    """Return the text as UTF-8; UTF-8 itself is only checked."""
    if codec not in (_UTF16_LE, _UTF16_BE) and data.isascii():
        return data
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise _undecodable(data, codec, error) from None
    if codec == _UTF8:
        return data
    found = text.encode()
    if len(found) > MAX_TEXT_BYTES:
        raise XmlProblem("te-groot", f"Het bericht is als UTF-8 groter dan 50 MB: {len(found)} bytes.")
    return found


def _undecodable(data: bytes, codec: str, error: UnicodeDecodeError) -> XmlProblem:
    at = error.start
    before = data[:at].decode(codec, "replace")
    line = before.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    told = _NAMES_FOR_PEOPLE.get(codec, codec.upper())
    wrong = data[at : max(error.end, at + 1)][:4].hex().upper()
    if codec == _UTF8:
        reason = (
            f"Byte {at + 1} (0x{data[at]:02X}) is geen geldige UTF-8; codeer het bericht als UTF-8, of noem de "
            "juiste codering in de XML-declaratie."
        )
    else:
        reason = f"Byte {at + 1} (0x{wrong}) bestaat niet in codering {told}, terwijl het bericht die heeft."
    return XmlProblem("codering", reason, line)


def _refused(reason: str) -> XmlProblem:
    return XmlProblem("codering", reason, 1)


def _alias(name: str) -> str:
    return name.lower().replace("_", "-")


def _shown(name: str) -> str:
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in name[:_MAX_NAME_CHARS])
