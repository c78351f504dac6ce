"""Messages of all fourteen types to hold two judges of messages against each other.

They start from the strategies of tests/support and of the tests of the rules, and are then written as senders write
them: blanks and signs in values, comments, instructions and CDATA, boundary values, wrong codes, classes left out or
repeated, and several encodings.
"""

from collections.abc import Callable
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from lxml import etree

from gateway.messages.registry import REGISTRY
from gateway.standard.releases import IWMO_3_2
from tests.rules import test_against_oracle, test_against_oracle_requests
from tests.standard.xsd.grammar import ODD
from tests.support.messages.messages import xml
from tests.support.messages.strategies import messages_of
from tests.support.messages.texts import codes

KINDS: Final = tuple(sorted(REGISTRY))
ENCODINGS: Final = ("utf-8", "utf-8-sig", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252", "utf-16")

_BOUNDARIES: Final = (
    "0", "1", "99", "100", "99999", "100000", "99999999", "100000000", "999999999", "1000000000", "999999999999",
    "1900-01-01", "2020-12-31", "2021-01-01", "2024-02-29", "9999-12-31", "12024-01-01", "0200", "01", "13", "9",
)  # fmt: skip
_EDGE_OF: Final[dict[str, SearchStrategy[Any]]] = {
    "WMO315": test_against_oracle_requests.ASKED,
    "WMO317": test_against_oracle_requests.CHANGED,
    "WMO319": test_against_oracle_requests.ANSWERED,
    "WMO323": test_against_oracle_requests.CLAIMED,
    "WMO325": test_against_oracle_requests.DECIDED,
}


def kind_of(message: bytes) -> str:
    """Return the kind of message ("WMO305") that the root says it is."""
    namespace = etree.QName(etree.fromstring(message)).namespace
    return next(naam for naam, soort in IWMO_3_2.kinds.items() if soort.namespace == namespace)


def valid_messages(naam: str) -> SearchStrategy[bytes]:
    """Return messages of a type that pass its schema: any, or one near the edge of the rules where there are such."""
    found = messages_of(naam)
    if naam in _EDGE_OF:
        found = found | _EDGE_OF[naam]
    elif naam in ("WMO301", "WMO305", "WMO307"):
        found = found | test_against_oracle.NEAR_THE_EDGE.filter(lambda message: message.soort.name == naam)
    return found.map(xml)


def any_messages() -> SearchStrategy[bytes]:
    """Return messages of all types that pass their schema."""
    return st.sampled_from(KINDS).flatmap(valid_messages)


Change = Callable[[Any, etree._Element], None]
"""Draws what it needs and changes the message."""


def _leaf(draw: Any, root: etree._Element) -> etree._Element:
    leaves = [each for each in root.iter(etree.Element) if not len(each) and each.text]
    chosen: etree._Element = draw(st.sampled_from(leaves or [root]))  # all values may have been left out
    return chosen


def _inner(draw: Any, root: etree._Element) -> etree._Element | None:
    """Return an element below the root; None when none is left."""
    inner = [each for each in root.iter(etree.Element) if each is not root]
    return draw(st.sampled_from(inner)) if inner else None


def blanks(draw: Any, root: etree._Element) -> None:
    """Put white space around or in a value."""
    leaf = _leaf(draw, root)
    text = leaf.text or ""
    blank = draw(st.sampled_from([" ", "\t", "\n", "  ", "\u00a0"]))
    leaf.text = draw(st.sampled_from([blank + text, text + blank, text[:1] + blank + text[1:], blank]))


def signs(draw: Any, root: etree._Element) -> None:
    """Put a sign or a zero before a value."""
    leaf = _leaf(draw, root)
    leaf.text = draw(st.sampled_from(["+", "-", "0", "00", "+0"])) + (leaf.text or "")


def cut(draw: Any, root: etree._Element) -> None:
    """Put a comment or an instruction in a value."""
    leaf = _leaf(draw, root)
    text = leaf.text or ""
    at = draw(st.integers(0, len(text)))
    node = draw(st.sampled_from([etree.Comment("x"), etree.ProcessingInstruction("x", "y")]))
    leaf.text, node.tail = text[:at], text[at:]
    leaf.append(node)


def between(draw: Any, root: etree._Element) -> None:
    """Put a comment or an instruction between elements."""
    element = _inner(draw, root)
    if element is not None:
        element.addprevious(draw(st.sampled_from([etree.Comment("x"), etree.ProcessingInstruction("x", "y")])))


def cdata(draw: Any, root: etree._Element) -> None:
    """Put a value in a CDATA section."""
    leaf = _leaf(draw, root)
    if "]]>" not in (leaf.text or ""):
        leaf.text = etree.CDATA(leaf.text or "")


def boundary(draw: Any, root: etree._Element) -> None:
    """Replace a value by one at the edge of what is allowed somewhere."""
    _leaf(draw, root).text = draw(st.sampled_from(_BOUNDARIES))


def other_code(draw: Any, root: etree._Element) -> None:
    """Replace a value by a code, right or wrong where it stands."""
    lists = ("LDT_Eenheid", "LDT_Frequentie", "LDT_RedenWijziging", "LDT_StatusAanlevering", "LDT_LandCode")
    _leaf(draw, root).text = draw(st.sampled_from([code for each in lists for code in codes(each)[:6]]))


def odd(draw: Any, root: etree._Element) -> None:
    """Replace a value by one that few types allow."""
    _leaf(draw, root).text = draw(st.sampled_from(ODD))


def left_out(draw: Any, root: etree._Element) -> None:
    """Remove an element, whether the schema requires it or not."""
    element = _inner(draw, root)
    if element is not None:
        element.getparent().remove(element)


def repeated(draw: Any, root: etree._Element) -> None:
    """Repeat an element."""
    element = _inner(draw, root)
    if element is not None:
        element.addnext(etree.fromstring(etree.tostring(element, with_tail=False)))


CHANGES: Final[tuple[Change, ...]] = (
    blanks, signs, cut, between, cdata, boundary, boundary, other_code, odd, left_out, repeated,
)  # fmt: skip


@st.composite
def changed(draw: st.DrawFn, messages: SearchStrategy[bytes], most: int = 3) -> bytes:
    """Return one of the messages with up to this many changes, in UTF-8."""
    root = etree.fromstring(draw(messages), etree.XMLParser(strip_cdata=False))
    for change in draw(st.lists(st.sampled_from(CHANGES), max_size=most)):
        change(draw, root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def encoded(message: bytes, encoding: str) -> bytes:
    """Return the message in another encoding, named in its declaration; characters that it lacks as references."""
    if encoding == "utf-8-sig":
        return b"\xef\xbb\xbf" + message
    root = etree.fromstring(message, etree.XMLParser(strip_cdata=False))
    if encoding == "us-ascii":
        return etree.tostring(root, encoding="us-ascii", xml_declaration=True)
    text = etree.tostring(root, encoding="unicode")
    declared = f'<?xml version="1.0" encoding="{encoding}"?>\n{text}'
    return declared.encode(encoding, "strict" if encoding.startswith("utf") else "xmlcharrefreplace")


@st.composite
def written(draw: st.DrawFn, encodings: tuple[str, ...] = ENCODINGS) -> bytes:
    """Return a message of any type, changed or not, in one of the encodings."""
    message = draw(changed(any_messages()))
    encoding = draw(st.sampled_from(encodings))
    # A character reference means nothing in CDATA, nor in a comment.
    return message if b"<![CDATA[" in message and not message.isascii() else encoded(message, encoding)
