"""What a schema allows, in a form that can be looked up to explain an error.

Reads only the constructs that the standard uses: named complex types that are sequences of elements, and simple types
that restrict a built-in type by facets. libxml2 alone decides what is valid; the model serves to explain why not.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from lxml import etree

from gateway.standard.codelists import values
from gateway.standard.releases import BASIS_SCHEMA, MessageKind
from gateway.standard.xml.parse import parse_schema
from gateway.standard.xsd.folder import XS, SchemaFolder

KINDS: Final = frozenset({"string", "integer", "date", "time"})


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern facet."""

    source: str
    regex: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Simple:
    """A simple type: a built-in kind and the facets of all the steps that led here."""

    name: str
    """The nearest named type: "LDT_Datum"."""
    kind: str
    min_length: int = 0
    max_length: int | None = None
    min_inclusive: int | None = None
    max_inclusive: int | None = None
    patterns: tuple[Pattern, ...] = ()
    """All of them must match."""
    codes: Mapping[str, str] | None = None
    """The enumerated values with their meanings ("" when unknown)."""


@dataclass(frozen=True, slots=True)
class Child:
    """One place in a sequence."""

    tag: str
    """Name with namespace, as lxml writes it."""
    name: str
    type: "Simple | Complex"
    required: bool
    unbounded: bool


@dataclass(frozen=True, slots=True)
class Complex:
    """A class of the message, or a composite type: a sequence of elements."""

    name: str
    children: tuple[Child, ...]
    places: Mapping[str, int]
    """Index in `children` by tag."""
    needed: tuple[int, ...]
    """By index in `children`, and for the end: the index of the last required child before it, -1 without any."""
    values: Mapping[str, Simple]
    """The children that hold a value, by name."""


def sequence(name: str, children: tuple[Child, ...]) -> Complex:
    """Return the class with this sequence of children."""
    needed = [-1]
    for index, child in enumerate(children):
        needed.append(index if child.required else needed[-1])
    places = {child.tag: index for index, child in enumerate(children)}
    values = {child.name: child.type for child in children if isinstance(child.type, Simple)}
    return Complex(name, children, places, tuple(needed), values)


@dataclass(frozen=True, slots=True)
class Model:
    """The schema of one kind of message."""

    soort: MessageKind
    root: Complex


class _Unlike(Exception):
    """A construct that the standard doesn't use."""


def read_model(files: SchemaFolder, soort: MessageKind) -> Model | None:
    """Return the model of the schema of one kind of message; None when it has constructs unknown to the standard."""
    try:
        reader = _Reader([parse_schema(files.files[name]) for name in (BASIS_SCHEMA, soort.schema)])
        bericht = next(
            element for element in reader.schemas[1].iterchildren(f"{XS}element") if element.get("name") == "Bericht"
        )
        root = reader.named(_qname(bericht, bericht.get("type", "")))
        return Model(soort, root) if isinstance(root, Complex) else None
    except (_Unlike, StopIteration, ValueError, re.error, RecursionError):
        return None


class _Reader:
    """Turns the definitions of a few schemas into types, each once."""

    def __init__(self, schemas: list[etree._Element]) -> None:
        self.schemas = schemas
        self._definitions = {
            f"{{{schema.get('targetNamespace')}}}{definition.get('name')}": definition
            for schema in schemas
            for definition in schema.iterchildren(f"{XS}simpleType", f"{XS}complexType")
        }
        self._types: dict[str, Simple | Complex] = {}

    def named(self, name: str) -> Simple | Complex:
        if name not in self._types:
            self._types[name] = self._read(name)
        return self._types[name]

    def _read(self, name: str) -> Simple | Complex:
        local = etree.QName(name).localname
        if name.startswith(XS):
            if local not in KINDS:
                raise _Unlike(name)
            return Simple(name=local, kind=local)
        definition = self._definitions.get(name)
        if definition is None:
            raise _Unlike(name)
        if definition.tag == f"{XS}simpleType":
            return replace(self._simple(definition), name=local)
        return self._complex(definition, local)

    def _simple(self, definition: etree._Element) -> Simple:
        restriction = _only(definition, "restriction")
        base = self.named(_qname(restriction, restriction.get("base", "")))
        if not isinstance(base, Simple):
            raise _Unlike(base.name)
        changes: dict[str, Any] = {}
        patterns: list[str] = []
        codes: list[str] = []
        for facet in _content(restriction):
            kind, value = etree.QName(facet).localname, facet.get("value", "")
            match kind:
                case "minLength" | "maxLength" | "minInclusive" | "maxInclusive":
                    changes[kind[:3] + "_" + kind[3:].lower()] = int(value)
                case "pattern":
                    patterns.append(value)
                case "enumeration":
                    codes.append(value)
                case _:
                    raise _Unlike(kind)
        simple = replace(base, **changes)
        if patterns:
            # Patterns of one step are alternatives; those of further steps all hold.
            source = "|".join(patterns)
            simple = replace(simple, patterns=(*base.patterns, Pattern(source, _regex(source))))
        if codes:
            meanings = values(definition.get("name") or base.name)
            simple = replace(simple, codes={code: meanings.get(code, "") for code in codes})
        return simple

    def _complex(self, definition: etree._Element, local: str) -> Complex:
        children = tuple(self._child(element) for element in _content(_only(definition, "sequence")))
        return sequence(local, children)

    def _child(self, element: etree._Element) -> Child:
        low, high = element.get("minOccurs", "1"), element.get("maxOccurs", "1")
        name = element.get("name")
        if element.tag != f"{XS}element" or not name or low not in "01" or high not in ("1", "unbounded"):
            raise _Unlike(str(element.tag))
        given = element.get("type")
        kind = self.named(_qname(element, given)) if given else self._simple(_only(element, "simpleType"))
        target = element.getroottree().getroot().get("targetNamespace")
        return Child(f"{{{target}}}{name}", name, kind, low == "1", high == "unbounded")


def _content(element: etree._Element) -> list[etree._Element]:
    """Return the children that mean something: no annotations, no comments."""
    return [child for child in element.iterchildren("{*}*") if child.tag != f"{XS}annotation"]


def _only(element: etree._Element, name: str) -> etree._Element:
    children = _content(element)
    if len(children) != 1 or children[0].tag != XS + name:
        raise _Unlike(name)
    return children[0]


def _qname(element: etree._Element, name: str) -> str:
    prefix, _, local = name.rpartition(":")
    return f"{{{element.nsmap.get(prefix or None)}}}{local}"


_SOME_TEXT: Final = r"([.\s]*\S+[.\s]*)+"
"""The pattern of LDT_Commentaar, a text of any length: no more than that something visible is in it."""
_CLASSES: Final = {"\\s": " \\t\\n\\r", "\\d": "0-9"}
_TOKEN: Final = re.compile(r"\\.|\[\^?|\]|.", re.DOTALL)


def _regex(source: str) -> re.Pattern[str]:
    """Return the XSD pattern as a Python one, for the constructs that the standard uses.

    Raises ValueError on any other.
    """
    if source == _SOME_TEXT:
        return re.compile(r"[ \t\n\r]*+[^ \t\n\r].*+", re.DOTALL)
    out: list[str] = []
    within = False
    for token in _TOKEN.findall(source):
        if within and token.startswith("["):
            raise ValueError("character class subtraction")
        if token.startswith("\\"):
            out.append(_escape(token, within))
        elif token == ".":
            out.append("." if within else "[^\\n\\r]")
        elif not within and token in "^$":
            out.append("\\" + token)
        else:
            within = token.startswith("[") or (within and token != "]")
            out.append(token)
    return re.compile("".join(out))


def _escape(token: str, within: bool) -> str:
    if token in _CLASSES:
        return _CLASSES[token] if within else f"[{_CLASSES[token]}]"
    if token == "\\S" and not within:
        return "[^ \\t\\n\\r]"
    if token[1].isalnum() and token[1] not in "nrt":
        raise ValueError(f"escape {token}")
    return token
