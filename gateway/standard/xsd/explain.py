"""Level 1 errors that a person can act on: a walk through an invalid message with the schema beside it.

libxml2 has already said that the message is invalid. Its own log is no help to a sender: it is in English, tells one
cause in several lines, shows a BSN and becomes slow with many errors. So the walk looks for the causes itself, and as
libxml2 it looks at nothing that follows an element out of place.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Final

from lxml import etree

from gateway.standard.findings import NO_VALUES, Finding, Severity
from gateway.standard.identifiers import mask_bsn, mask_in_start, mask_in_text
from gateway.standard.lexical import WHITE_SPACE, filled
from gateway.standard.releases import BASIS_SCHEMA
from gateway.standard.xml.parse import Document
from gateway.standard.xml.places import Lines, Places
from gateway.standard.xsd.advice import advice
from gateway.standard.xsd.faulty import Faulty
from gateway.standard.xsd.letters import visible
from gateway.standard.xsd.model import Complex, Model, Simple
from gateway.standard.xsd.spot import Step, Trail, spot_of
from gateway.standard.xsd.structure import (
    Words,
    attribute,
    elements_in_value,
    local_name,
    misplaced,
    name_of,
    next_place,
    nil,
    other_type,
    stray_text,
    unfinished,
)
from gateway.standard.xsd.values import allowed, obeys, why

MAX_FINDINGS: Final = 50
MAX_COUNTED_ERRORS: Final = 100_000

_XSI: Final = "{http://www.w3.org/2001/XMLSchema-instance}"
_HARMLESS: Final = frozenset({f"{_XSI}schemaLocation", f"{_XSI}noNamespaceSchemaLocation", f"{_XSI}type"})
_MAX_VALUE_CHARS: Final = 60
_SHORTEST_BSN: Final = 8
_MAX_BSNS: Final = 100


class _Enough(Exception):
    """More faults than are worth counting."""


def walk(document: Document, model: Model, faulty: Faulty | None = None) -> list[Finding]:
    """Return why the message breaks the model, in document order: at most fifty findings, then one with the excess.

    `faulty`: the elements to look at; by default all.
    """
    straight = faulty is not None and faulty.values_only
    walker = _Walk(document, model, faulty.elements() if faulty and not straight else None)
    excess = ""
    try:
        if faulty and straight:
            for way in faulty.ways:
                walker.straight_to(way)
        else:
            walker.element(document.root, model.root)
        if walker.total > MAX_FINDINGS:
            excess = str(walker.total - MAX_FINDINGS)
    except _Enough:
        excess = f"meer dan {MAX_COUNTED_ERRORS - MAX_FINDINGS}"
    if excess:
        walker.findings.append(left_out(document, excess))
    return walker.findings


def left_out(document: Document, excess: str) -> Finding:
    """Return the finding that closes a list of fifty."""
    return Finding(
        code="XSD",
        level=1,
        severity=Severity.AFKEUR,
        path=mask_in_text(Places().path(document.root)),
        explanation=f"Aantal verdere fouten tegen het schema, die hier niet staan: {excess}.",
        remedy=f"Verbeter eerst deze {MAX_FINDINGS} en controleer het bericht dan opnieuw.",
        source=document.soort.schema,
    )


class _Walk:
    """One walk: counts every fault and words the first fifty."""

    def __init__(self, document: Document, model: Model, among: Collection[etree._Element] | None) -> None:
        self.findings: list[Finding] = []
        self.total = 0
        self._document = document
        self._model = model
        self._among = among
        self._trail: Trail = []
        self._places = Places()
        self._lines = Lines(document.root, document.text)
        self._bsns: tuple[str, ...] | None = None

    def straight_to(self, way: list[etree._Element]) -> None:
        """Walk the last element of this way down from the root, or the root; all of them stand where they may."""
        element = self._document.root
        kind: Simple | Complex = self._model.root
        for element in way:
            assert isinstance(kind, Complex)
            child = kind.children[kind.places[element.tag]]
            self._trail.append(Step(element, child, kind))
            kind = child.type
        self.element(element, kind)
        self._trail.clear()

    def element(self, element: etree._Element, kind: Simple | Complex) -> None:
        """Walk an element that stands where it may, and everything in it."""
        if element.attrib:
            self._attributes(element, kind)
        if isinstance(kind, Complex):
            self._sequence(element, kind)
        else:
            self._value(element, kind)

    def _attributes(self, element: etree._Element, kind: Simple | Complex) -> None:
        for attribute_name in map(str, element.attrib):
            if attribute_name == f"{_XSI}nil":
                self._fault(element, kind.name, nil, element, self._trail)
            elif attribute_name not in _HARMLESS:
                self._fault(element, kind.name, attribute, element, attribute_name)
        given = element.get(f"{_XSI}type")
        if given is not None and given.strip(WHITE_SPACE).rpartition(":")[2] != kind.name:
            self._fault(element, kind.name, other_type, element, given, kind.name)

    def _sequence(self, parent: etree._Element, kind: Complex) -> None:
        stray = filled(parent.text)
        last = -1
        for child in parent:
            if (tail := child.tail) is not None:
                stray = stray or filled(tail)
            tag: object = child.tag
            if not isinstance(tag, str):
                continue  # a comment or an instruction
            place = next_place(kind, last, tag)
            if place is None:
                self._fault(child, kind.name, misplaced, child, kind, last, self._model)
                break
            last = place
            if self._among is not None and child not in self._among:
                continue
            self._trail.append(Step(child, kind.children[place], kind))
            self.element(child, kind.children[place].type)
            self._trail.pop()
        else:
            if kind.needed[-1] > last:
                self._fault(parent, kind.name, unfinished, parent, kind, last, self._trail)
        if stray:
            self._fault(parent, kind.name, stray_text, parent)

    def _value(self, element: etree._Element, kind: Simple) -> None:
        text = element.text or ""
        if len(element):
            if any(isinstance(child.tag, str) for child in element):
                self._fault(element, kind.name, elements_in_value, element)
                return
            text += "".join(child.tail or "" for child in element)
        if not obeys(kind, text):
            if self.total >= MAX_FINDINGS:
                self._count()
                return
            name, shown = name_of(element), self._shown(element, text)
            self._fault(element, kind.name, self._bad_value, element, kind, text, name, shown, values={name: shown})

    def _bad_value(self, element: etree._Element, kind: Simple, text: str, name: str, shown: str) -> Words:
        reason = why(kind, text)
        head = f"{name} heeft de waarde '{shown}'; die {reason}" if filled(text) else f"{name} {reason}"
        spot = spot_of(self._trail, name, lambda value: value if self._shown(element, value) == value else None)
        return Words(f"{head}. Toegestaan: {allowed(kind, text)}.", advice(kind, text, spot))

    def _fault(
        self,
        element: etree._Element,
        type_name: str,
        words: Callable[..., Words],
        *about: object,
        values: Mapping[str, str] = NO_VALUES,
    ) -> None:
        self._count()
        if self.total > MAX_FINDINGS:
            return
        explanation, advice = words(*about)
        schema = BASIS_SCHEMA if type_name.startswith(("LDT_", "CDT_")) else self._document.soort.schema
        self.findings.append(
            Finding(
                code="XSD",
                level=1,
                severity=Severity.AFKEUR,
                path=mask_in_text(self._places.path(element)),
                line=self._lines.of(element),
                explanation=explanation,
                remedy=advice,
                values=values,
                source=f"{schema}, {type_name}",
            )
        )

    def _count(self) -> None:
        """Count one more fault. Raises _Enough beyond a hundred thousand."""
        self.total += 1
        if self.total > MAX_COUNTED_ERRORS:
            raise _Enough

    def _shown(self, element: etree._Element, text: str) -> str:
        """Return the value as it may be shown: a BSN masked, a long one cut, a line end made visible."""
        if local_name(element).lower() == "bsn":
            shown = mask_bsn(text)[:_MAX_VALUE_CHARS]
        else:
            known = self._known_bsns() if len(text) >= _SHORTEST_BSN else ()
            shown = mask_in_start(text, _MAX_VALUE_CHARS, known)
        if len(text) > _MAX_VALUE_CHARS:
            shown = f"{shown}… ({len(text)} tekens)"
        return visible(shown)

    def _known_bsns(self) -> tuple[str, ...]:
        if self._bsns is None:
            found: dict[str, None] = {}
            for element in self._document.root.iter("{*}Bsn"):
                bsn = (element.text or "").strip(WHITE_SPACE)
                if _SHORTEST_BSN <= len(bsn) <= _MAX_VALUE_CHARS:
                    found[bsn] = None
                if len(found) >= _MAX_BSNS:
                    break
            self._bsns = tuple(found)
        return self._bsns
