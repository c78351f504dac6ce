"""The only place that parses XML: bytes from outside become a `Document`, or are refused with a clear problem.

What makes XML dangerous is refused before the parser sees it or bounded. XInclude and schemaLocation are plain
elements and attributes here: nothing outside the bytes is ever read. A small message pays for hardly any check.
"""

import threading
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from gateway.standard.releases import RELEASES, MessageKind, kind_of_code
from gateway.standard.xml.guard import MAX_BYTES, MAX_ELEMENTS, check_bytes, may_have_comments
from gateway.standard.xml.places import LAST_EXACT_LINE, Lines
from gateway.standard.xml.problems import XmlProblem, not_well_formed, too_deep, unknown_root

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_ELEMENTS",
    "Document",
    "XmlProblem",
    "parse",
    "parse_element",
    "parse_schema",
    "stream_errors",
]

MAX_DEPTH: Final = 64
_USUAL_DEPTH: Final = 12
_PIECE: Final = 64 * 1024


@dataclass(slots=True, eq=False)
class Document:
    """A well-formed message of a known kind, not yet held against its schema."""

    soort: MessageKind
    root: etree._Element
    data: bytes
    """The bytes as they came in."""
    text: bytes
    """The same as UTF-8, without a byte order mark and with every line end one that libxml2 counts."""
    may_have_comments: bool = True
    """False when it is known that `has_comments` is False."""

    @property
    def lines(self) -> Lines | None:
        """Look-up of line numbers in a document so long that libxml2 no longer knows them; None for any other."""
        if self.text.count(b"\n") < LAST_EXACT_LINE:
            return None
        return Lines(self.root, self.text)

    @property
    def has_comments(self) -> bool:
        """True when a comment or a processing instruction stands inside the root element."""
        if not self.may_have_comments:
            return False
        return next(self.root.iter(etree.Comment, etree.PI), None) is not None

    def without_comments(self) -> "Document":
        """Return the message without comments and processing instructions, the text around them joined."""
        if not self.has_comments:
            return self
        root = etree.fromstring(self.text, _tools.bare_parser)
        return Document(self.soort, root, self.data, self.text, may_have_comments=False)


def _parser(
    *,
    bare: bool = False,
    blanks: bool = True,
    schema: etree.XMLSchema | None = None,
    target: Any = None,
) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        collect_ids=False,
        huge_tree=True,  # the bounds are ours; a text of over 10 MB is no fault by the standard
        remove_blank_text=not blanks,
        remove_comments=bare,
        remove_pis=bare,
        schema=schema,
        target=target,
    )


class _Tools(threading.local):
    """Parsers and paths of one thread: lxml guards each with a lock that threads would wait for."""

    def __init__(self) -> None:
        self.parser = _parser()
        self.bare_parser = _parser(bare=True)
        self.plain_parser = _parser(blanks=False)
        self.unusually_deep = etree.XPath("boolean(" + "/*" * (_USUAL_DEPTH + 1) + ")")
        self.too_deep = etree.XPath("boolean(" + "/*" * (MAX_DEPTH + 1) + ")")


_tools = _Tools()


def parse(data: bytes) -> Document:
    """Return the message that these bytes hold.

    Raises XmlProblem when they are no well-formed XML within the bounds, in an encoding that is taken, or no message
    of a known release.
    """
    text = check_bytes(data)
    commented = may_have_comments(text)
    # Half of the nodes of an indented message is white space between elements. Told to leave that out, libxml2 keeps
    # every text that is the whole content of an element, but not all of one with a comment or a carriage return in it.
    parser = _tools.parser if commented or b"\r" in text else _tools.plain_parser
    root = _root(text, parser)
    return Document(_soort(root, text), root, data, text, commented)


def parse_element(data: bytes) -> etree._Element:
    """Return the root element of any XML, without comments and processing instructions: an envelope, say.

    Raises XmlProblem when the bytes are no well-formed XML within the bounds, or in an encoding that is not taken.
    """
    return _root(check_bytes(data), _tools.bare_parser)


def _root(text: bytes, parser: etree.XMLParser) -> etree._Element:
    tools = _tools
    try:
        root = etree.fromstring(text, parser)
    except etree.XMLSyntaxError:
        raise not_well_formed(parser, MAX_DEPTH) from None
    # Each level but the last has two tags.
    if text.count(b">") > 2 * MAX_DEPTH and tools.unusually_deep(root) and tools.too_deep(root):
        raise too_deep(MAX_DEPTH)
    return root


def parse_schema(data: bytes, resolver: etree.Resolver | None = None) -> etree._Element:
    """Return the root element of a schema file; whatever it imports is asked of the resolver alone.

    Raises etree.XMLSyntaxError.
    """
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    if resolver is not None:
        parser.resolvers.add(resolver)
    return etree.fromstring(data, parser)


def stream_errors(text: bytes, schema: etree.XMLSchema) -> list[etree._LogEntry]:
    """Return the errors in the first piece of a well-formed message that has any; empty when it obeys the schema.

    `text`: the message as UTF-8, without byte order mark. No tree is built, so errors have no place, and time and
    memory are bounded whatever their number.
    """
    parser = _parser(schema=schema, target=_Discard())
    for start in range(0, len(text), _PIECE):
        parser.feed(text[start : start + _PIECE])
        if errors := [*parser.feed_error_log]:
            return errors
    parser.close()
    return [*parser.feed_error_log]


class _Discard:
    """A parser target that keeps nothing."""

    def close(self) -> None:
        return None


_BY_ROOT: Final = {
    f"{{{soort.namespace}}}Bericht": (
        soort,
        f"{{{soort.namespace}}}Header",
        f"{{{soort.namespace}}}BerichtCode",
    )
    for release in RELEASES
    for soort in release.kinds.values()
}


def _soort(root: etree._Element, text: bytes) -> MessageKind:
    """Return the kind of message by the namespace of its root, when its header doesn't contradict it."""
    found = _BY_ROOT.get(root.tag)
    if found is None:
        name = etree.QName(root)
        raise unknown_root(name.namespace or "", name.localname, Lines(root, text).of(root))
    soort, header_tag, code_tag = found
    # Nearly always the code is the first thing in the message.
    first = root[0][0] if len(root) and len(root[0]) else root
    if first.tag != code_tag or first.text != soort.code:
        for header in root.iterchildren(header_tag):
            for element in header.iterchildren(code_tag):
                _check_code(soort, element, Lines(root, text))
    return soort


def _check_code(soort: MessageKind, element: etree._Element, lines: Lines) -> None:
    """Raise XmlProblem when the header names another kind of message than the namespace does.

    A code of no message at all is left to the schema, which reports it with the other faults.
    """
    code = str(element.xpath("normalize-space()"))
    other = kind_of_code(soort.release, code)
    if other is not None and other is not soort:
        reason = (
            f"BerichtCode {code} hoort bij {other.name}, maar de namespace is die van {soort.name}"
            f" (BerichtCode {soort.code})."
        )
        raise XmlProblem("berichtcode", reason, lines.of(element), soort=soort)
