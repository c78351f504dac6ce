"""Refuses dangerous or foreign bytes before any parser sees them."""

import re
from typing import Final

from gateway.standard.files.formats import format_of
from gateway.standard.xml.encoding import utf8_text
from gateway.standard.xml.problems import XmlProblem

MAX_BYTES: Final = 25 * 1024 * 1024
MAX_ELEMENTS: Final = 1_000_000
MAX_ATTRIBUTES: Final = 256
"""On one element of a large message: with thousands of namespace declarations in scope, libxml2 takes minutes
over as many xsi:type."""

BANG: Final = ord("!")
"""Every DOCTYPE, comment and CDATA section has one, and hardly any message does."""

WINDOW: Final = 256 * 1024

_DOCTYPE: Final = b"<!DOCTYPE"
_LARGE: Final = 64 * 1024
_SMALLEST_ELEMENT: Final = len(b"<a/>")
_SPACES: Final = re.compile(rb"\s*")
_MARKUP: Final = re.compile(rb"<[!?]")
"""Found by a pattern in a third of the time that a search for two bytes takes."""
_SKIPPED: Final = re.compile(rb"<!--|<!\[CDATA\[|<\?")
_CROWDED: Final = re.compile(rb"<(?:[^<=]*+=){%d}" % (MAX_ATTRIBUTES + 1))
_TAG: Final = re.compile(rb"""<[^<"'>]*+(?:(?:"[^<"]*+"|'[^<']*+')[^<"'>]*+)*+>""")
_VALUES: Final = re.compile(rb"""=\s*+(?:"[^"]*+"|'[^']*+')""")
_ENDS: Final = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}


def check_bytes(data: bytes) -> bytes:
    """Return the message as UTF-8 text without a byte order mark, when nothing in it endangers the parser.

    Raises XmlProblem: too large, in an encoding that is not taken or not the one declared, a DOCTYPE, too many
    elements or attributes.
    """
    if len(data) > MAX_BYTES:
        raise XmlProblem("te-groot", f"Het bericht is groter dan 25 MB: {len(data)} bytes.")
    if (found := format_of(data)) is not None:
        raise XmlProblem("geen-xml", f"Dit is {found}, en geen XML.")
    text = utf8_text(data)
    _check_characters(text)
    if len(text) > _LARGE:
        equals = text.count(b"=")
        if len(text) > MAX_ELEMENTS * _SMALLEST_ELEMENT:
            _check_numbers(text, equals)
        if equals > MAX_ATTRIBUTES:
            _check_attributes(text)
    if BANG in text and _DOCTYPE in text:
        _check_doctype(text)
    return text


def may_have_comments(text: bytes) -> bool:
    """Return False when no comment, instruction or CDATA section stands within the root element of a message."""
    root = _root_tag(text)
    return text.find(b"!", root) >= 0 or text.find(b"?", root) >= 0


def _root_tag(text: bytes) -> int:
    """Return a place in the start tag of a message's root element, or before it."""
    return max(text.find(b"xmlns"), 0)


def may_have_long_text(text: bytes) -> bool:
    """Return False when no text in well-formed XML is longer than twice `WINDOW` bytes."""
    if may_have_comments(text) and _MARKUP.search(text, _root_tag(text)):
        return True  # comments, instructions and CDATA sections may stand within a text
    return any(text.find(b"<", at, at + WINDOW) < 0 for at in range(0, len(text) - WINDOW, WINDOW))


def _check_characters(text: bytes) -> None:
    if not text or text.isspace():
        raise XmlProblem("leeg", "Het bericht is leeg.")
    if 0 in text:
        at = text.index(0)
        place = len(text[:at].decode()) + 1
        reason = f"Het bericht bevat als teken {place} een NUL-teken; dat mag niet in XML."
        raise XmlProblem("nul", reason, _line(text, at))


def _line(text: bytes, offset: int) -> int:
    return text.count(b"\n", 0, offset) + 1


def _check_doctype(text: bytes) -> None:
    """Raise XmlProblem for a DOCTYPE before the root element; anywhere else the parser itself refuses one."""
    at = _root_start(text)
    if text.startswith(_DOCTYPE, at):
        reason = "Het bericht bevat een DOCTYPE; dat mag niet. Laat de documenttype-declaratie weg."
        raise XmlProblem("doctype", reason, _line(text, at))


def _root_start(text: bytes) -> int:
    """Return where the first thing stands that is no declaration, comment or instruction; of broken XML, the first
    of those that doesn't end."""
    at = _after_spaces(text, 0)
    while text.startswith((b"<!--", b"<?"), at):
        comment = text.startswith(b"<!--", at)
        end = text.find(b"-->", at + 4) if comment else text.find(b"?>", at + 2)
        if end < 0:
            return at
        at = _after_spaces(text, end + (3 if comment else 2))
    return at


def _after_spaces(text: bytes, at: int) -> int:
    match = _SPACES.match(text, at)
    return match.end() if match else at


def _check_numbers(text: bytes, equals: int) -> None:
    """Raise XmlProblem unless the tree will have a bounded size: first by cheap upper bounds, then by exact counts."""
    tags = text.count(b"<")
    if tags > MAX_ELEMENTS and tags - text.count(b"</") > MAX_ELEMENTS and _nodes(text) > MAX_ELEMENTS:
        raise XmlProblem("te-veel-elementen", "Het bericht heeft meer dan 1.000.000 elementen.")
    if equals > MAX_ELEMENTS:
        reason = "Het bericht heeft meer dan 1.000.000 attributen (of =-tekens)."
        raise XmlProblem("te-veel-attributen", reason)


def _check_attributes(text: bytes) -> None:
    """Raise XmlProblem for a tag with more than MAX_ATTRIBUTES attributes."""
    at = 0
    while crowded := _CROWDED.search(text, at):
        # Not all of these =-signs need be in the tag: text may follow it.
        tag = _TAG.match(text, crowded.start())
        if tag and len(_VALUES.findall(tag[0])) > MAX_ATTRIBUTES:
            reason = f"Een element heeft meer dan {MAX_ATTRIBUTES} attributen."
            raise XmlProblem("te-veel-attributen", reason, _line(text, tag.start()))
        at = crowded.end()


def _nodes(text: bytes) -> int:
    """Count elements, comments, CDATA sections and instructions; stop soon after MAX_ELEMENTS."""
    total = at = 0
    while total <= MAX_ELEMENTS and (found := _SKIPPED.search(text, at)):
        total += 1 + text.count(b"<", at, found.start()) - text.count(b"</", at, found.start())
        end = _ENDS[found[0]]
        closed = text.find(end, found.end())
        if closed < 0:
            return total
        at = closed + len(end)
    return total + text.count(b"<", at) - text.count(b"</", at)
