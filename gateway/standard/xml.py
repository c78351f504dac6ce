"""The only place that parses XML: bytes from outside become a `Document`, or are refused with a clear problem.

What makes XML dangerous is refused before the parser sees it (DOCTYPE, other encodings) or bounded (bytes, elements,
attributes, depth). XInclude and schemaLocation are plain elements and attributes here: nothing outside the bytes is
ever read. The checks are arranged so that a small message pays for hardly any of them.
"""

import codecs
import re
import threading
from dataclasses import dataclass
from typing import Final

from lxml import etree

from gateway.standard.lexical import WHITE_SPACE
from gateway.standard.releases import BerichtSoort, soort_van_code, soort_van_namespace
from gateway.standard.xml_problems import XmlProblem, not_well_formed, unknown_root

__all__ = ["MAX_BYTES", "MAX_DEPTH", "MAX_ELEMENTS", "Document", "XmlProblem", "parse", "parse_schema"]

MAX_BYTES: Final = 25 * 1024 * 1024
MAX_ELEMENTS: Final = 1_000_000
MAX_DEPTH: Final = 64

_SMALLEST_ELEMENT: Final = len(b"<a/>")
_BANG: Final = ord("!")
_UTF8_NAMES: Final = frozenset({"utf-8", "utf8"})
_USUAL_DECLARATIONS: Final = frozenset(
    b"<?xml version=%b1.0%b encoding=%b%b%b" % (q, q, q, name, q)
    for q in (b'"', b"'")
    for name in (b"UTF-8", b"utf-8")
)
_ENCODING: Final = re.compile(rb"""\sencoding\s*=\s*["']([^"'?]*)""")
_OTHER_ENCODINGS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
    (b"<\0\0\0", "UTF-32"),
    (b"\0\0\0<", "UTF-32"),
    (b"<\0", "UTF-16"),
    (b"\0<", "UTF-16"),
    (b"+/v", "UTF-7"),
    (b"\x4c\x6f\xa7\x94", "EBCDIC"),
)


@dataclass(slots=True, eq=False)
class Document:
    """A well-formed message of a known kind, not yet held against its schema."""

    soort: BerichtSoort
    root: etree._Element
    data: bytes
    """The bytes as they came in."""

    @property
    def has_comments(self) -> bool:
        """True when a comment or a processing instruction stands inside the root element."""
        if _BANG not in self.data and self.data.count(b"<?") <= self.data.startswith(b"<?xml"):
            return False
        return next(self.root.iter(etree.Comment, etree.PI), None) is not None

    def without_comments(self) -> "Document":
        """The same message with its comments and processing instructions gone and the text around them joined."""
        if not self.has_comments:
            return self
        return Document(self.soort, etree.fromstring(_without_bom(self.data), _tools.bare_parser), self.data)


class _Tools(threading.local):
    """Parsers and paths of one thread: lxml guards each with a lock that threads would wait for."""

    def __init__(self) -> None:
        self.parser = _parser()
        self.bare_parser = _parser(remove_comments=True, remove_pis=True)
        self.unusually_deep = etree.XPath("boolean(" + "/*" * 12 + ")")
        self.too_deep = etree.XPath("boolean(" + "/*" * (MAX_DEPTH + 1) + ")")


def _parser(*, remove_comments: bool = False, remove_pis: bool = False) -> etree.XMLParser:
    # huge_tree: the bounds are ours; without it a text of 10 MB would fail for a reason the standard doesn't know.
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        collect_ids=False,
        huge_tree=True,
        remove_comments=remove_comments,
        remove_pis=remove_pis,
    )


_tools = _Tools()


def parse(data: bytes) -> Document:
    """The message that these bytes hold.

    Raises XmlProblem when they are not well-formed UTF-8 XML within the bounds, or no message of a known release.
    """
    if len(data) > MAX_BYTES:
        raise XmlProblem(
            "te-groot", f"Het bericht is groter dan 25 MB ({len(data):,} bytes).".replace(",", ".")
        )
    text = _without_bom(data)
    _check_encoding(text)
    if _BANG in text:
        _check_doctype(text)
    if len(text) > MAX_ELEMENTS * _SMALLEST_ELEMENT:
        _check_numbers(text)
    tools = _tools
    try:
        root = etree.fromstring(text, tools.parser)
    except etree.XMLSyntaxError:
        raise not_well_formed(tools.parser, MAX_DEPTH) from None
    if tools.unusually_deep(root) and tools.too_deep(root):
        raise XmlProblem("te-diep", f"De elementen zijn meer dan {MAX_DEPTH} niveaus diep genest.")
    return Document(_soort(root), root, data)


def parse_schema(data: bytes, resolver: etree.Resolver | None = None) -> etree._Element:
    """The root element of a schema file; what it imports is asked of the resolver alone.

    Raises etree.XMLSyntaxError.
    """
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    if resolver is not None:
        parser.resolvers.add(resolver)
    return etree.fromstring(data, parser)


def _without_bom(data: bytes) -> bytes:
    return data[3:] if data.startswith(codecs.BOM_UTF8) else data


def _check_encoding(text: bytes) -> None:
    """Returns when the bytes are UTF-8 in fact and by declaration, without a NUL; raises XmlProblem otherwise."""
    if text.startswith(b"<?xml"):
        declaration = text[: text.find(b"?>")]
        if declaration not in _USUAL_DECLARATIONS:
            declared = _ENCODING.search(declaration)
            name = declared[1].decode("ascii", "replace") if declared else "UTF-8"
            if name.strip(WHITE_SPACE).lower() not in _UTF8_NAMES:
                raise XmlProblem(
                    "codering", f"De XML-declaratie noemt codering {name[:40]!r}; alleen UTF-8 mag.", 1
                )
    else:
        if not text or text.isspace():
            raise XmlProblem("leeg", "Het bericht is leeg.")
        for start, encoding in _OTHER_ENCODINGS:
            if text.startswith(start):
                raise XmlProblem("codering", f"Het bericht is gecodeerd als {encoding}; alleen UTF-8 mag.", 1)
    if 0 in text:
        offset = text.index(0)
        raise XmlProblem(
            "nul",
            f"Het bericht bevat een NUL-teken (byte {offset + 1}); dat mag niet in XML.",
            _line(text, offset),
        )
    if not text.isascii():
        try:
            text.decode("utf-8")
        except UnicodeDecodeError as error:
            value = f"0x{text[error.start]:02X}"
            melding = f"Byte {error.start + 1} ({value}) is geen geldige UTF-8; codeer het bericht als UTF-8."
            raise XmlProblem("codering", melding, _line(text, error.start)) from None


def _line(text: bytes, offset: int) -> int:
    return text.count(b"\n", 0, offset) + 1


def _check_doctype(text: bytes) -> None:
    """Returns when no DOCTYPE stands before the root element; raises XmlProblem otherwise.

    Anywhere else the parser itself refuses one.
    """
    at = 0
    while True:
        while text[at : at + 1].isspace():
            at += 1
        if text.startswith(b"<!--", at):
            end = text.find(b"-->", at + 4)
            skip = 3
        elif text.startswith(b"<?", at):
            end = text.find(b"?>", at + 2)
            skip = 2
        else:
            break
        if end < 0:
            return
        at = end + skip
    if text.startswith(b"<!DOCTYPE", at):
        raise XmlProblem(
            "doctype", "Het bericht bevat een DOCTYPE; dat mag niet. Laat de DTD weg.", _line(text, at)
        )


_SKIPPED: Final = ((b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>"))


def _check_numbers(text: bytes) -> None:
    """Returns when the parser's tree will have a bounded size; raises XmlProblem otherwise.

    Elements, comments and instructions count as one each. The cheap upper bound comes first, the exact count after it.
    """
    if text.count(b"<") - text.count(b"</") > MAX_ELEMENTS and _nodes(text) > MAX_ELEMENTS:
        raise XmlProblem("te-veel-elementen", "Het bericht heeft meer dan 1.000.000 elementen.")
    if text.count(b"=") > MAX_ELEMENTS:
        raise XmlProblem(
            "te-veel-attributen", "Het bericht heeft meer dan 1.000.000 attributen (of =-tekens)."
        )


def _nodes(text: bytes) -> int:
    """How many elements, comments, CDATA sections and instructions there are; stops soon after MAX_ELEMENTS."""
    total = at = 0
    while total <= MAX_ELEMENTS:
        starts = [(found, end) for start, end in _SKIPPED if (found := text.find(start, at)) >= 0]
        if not starts:
            return total + text.count(b"<", at) - text.count(b"</", at)
        found, end = min(starts)
        total += 1 + text.count(b"<", at, found) - text.count(b"</", at, found)
        closed = text.find(end, found + 2)
        if closed < 0:
            return total
        at = closed + len(end)
    return total


def _soort(root: etree._Element) -> BerichtSoort:
    """The kind of message by the namespace of its root, which its header doesn't contradict."""
    name = etree.QName(root)
    soort = soort_van_namespace(name.namespace or "")
    if soort is None or name.localname != "Bericht":
        raise unknown_root(name.namespace or "", name.localname, root.sourceline)
    for header in root.iterchildren(f"{{{soort.namespace}}}Header"):
        for element in header.iterchildren(f"{{{soort.namespace}}}BerichtCode"):
            if element.text != soort.code:
                _check_code(soort, element)
    return soort


def _check_code(soort: BerichtSoort, element: etree._Element) -> None:
    """Returns unless the header names another kind of message than the namespace; raises XmlProblem then.

    A code of no message at all is left to the schema, which says so together with whatever else is wrong.
    """
    code = str(element.xpath("normalize-space()"))
    other = soort_van_code(soort.release, code)
    if other is not None and other is not soort:
        melding = (
            f"BerichtCode {code} hoort bij {other.naam}, maar de namespace is die van {soort.naam}"
            f" (BerichtCode {soort.code})."
        )
        raise XmlProblem("berichtcode", melding, element.sourceline, soort=soort)
