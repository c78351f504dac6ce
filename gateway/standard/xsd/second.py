"""A second opinion on level 1: xmlschema beside libxml2, and where the two differ.

Every processor has accidents of its own. libxml2 decides; where xmlschema says otherwise a person may want to know.
xmlschema takes half a second to import and is twenty times as slow, so nothing else imports this module.
"""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

import xmlschema
from lxml import etree

from gateway.standard.findings import Finding
from gateway.standard.identifiers import mask_in_text
from gateway.standard.releases import BASIS_SCHEMA, MessageKind
from gateway.standard.xml.parse import Document, parse_schema
from gateway.standard.xml.places import Lines, Places
from gateway.standard.xsd.folder import XS, SchemaFolder

MAX_BYTES: Final = 2 * 1024 * 1024
"""A larger message gets no second opinion: this one takes some eight seconds."""
_MAX_FAULTS: Final = 50
"""Faults that are asked of xmlschema."""

LIBXML2: Final = "libxml2"
XMLSCHEMA: Final = "xmlschema"

_FACETS: Final = {
    "XsdPatternFacets": "de waarde past niet op het patroon",
    "XsdEnumerationFacets": "de waarde is geen code uit de lijst",
    "XsdMinLengthFacet": "de waarde is te kort",
    "XsdMaxLengthFacet": "de waarde is te lang",
    "XsdMinInclusiveFacet": "de waarde is te klein",
    "XsdMaxInclusiveFacet": "de waarde is te groot",
    "XsdAtomicBuiltin": "de waarde is niet van het goede soort",
    "XsdAtomicRestriction": "de waarde is niet van het goede soort",
    "XsdGroup": "de elementen erin kloppen niet",
    "XsdAttributeGroup": "een attribuut mag niet",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One place that only one of the two processors refuses."""

    processor: str
    """The one that refuses."""
    path: str
    line: int | None
    text: str
    """What it finds wrong there, in Dutch, without a value."""


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """The verdicts of the two processors on one message."""

    processor: str
    """The second processor with its version."""
    valid: bool | None
    """Its verdict; None when it has none."""
    agrees: bool | None
    """True when verdict and places are the same; None without a verdict."""
    text: str
    """The outcome in a sentence."""
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class _Fault:
    path: str
    line: int | None
    text: str
    of_value: bool
    """It is about a value, not about elements or attributes."""


class SecondProcessor:
    """xmlschema with the schemas of one folder, for use by any number of threads."""

    def __init__(self, files: SchemaFolder) -> None:
        self._files = files
        self._schemas: dict[str, Any] = {}
        self._building = threading.Lock()

    def opinion(self, document: Document, findings: Sequence[Finding]) -> SecondOpinion:
        """Return the second opinion on a message on which libxml2 led to these findings of level 1."""
        name = f"xmlschema {xmlschema.__version__}"
        if len(document.data) > MAX_BYTES:
            text = f"Geen tweede oordeel: het bericht is groter dan {MAX_BYTES // 1024 // 1024} MB."
            return SecondOpinion(name, None, None, text)
        try:
            found = list(islice(self._faults(document), _MAX_FAULTS + 1))
        except xmlschema.XMLSchemaException as error:
            text = f"Geen tweede oordeel: xmlschema kan dit schema of bericht niet aan ({type(error).__name__})."
            return SecondOpinion(name, None, None, text)
        differences = _differences(findings, found)
        return SecondOpinion(
            name, not found, not differences, _outcome(not findings, not found, differences), tuple(differences)
        )

    def _faults(self, document: Document) -> Iterator[_Fault]:
        schema = self._schema(document.soort)
        # From text that we wrote ourselves: no DOCTYPE, no entity, and in the one encoding that never fails.
        text = etree.tostring(document.root, encoding="unicode", with_tail=False)
        resource = xmlschema.XMLResource(text, defuse="always", allow="none")
        ours: dict[int, etree._Element] | None = None
        places, lines = Places(), Lines(document.root, document.text)
        for error in schema.iter_errors(resource, use_location_hints=False):
            if ours is None:
                ours = {
                    id(theirs): element
                    for theirs, element in zip(resource.root.iter(), document.root.iter(etree.Element), strict=True)
                }
            element = ours.get(id(error.elem), document.root)
            kind = type(error.validator).__name__
            yield _Fault(
                mask_in_text(places.path(element)),
                lines.of(element),
                _FACETS.get(kind, "de inhoud voldoet niet aan het schema"),
                kind not in ("XsdGroup", "XsdAttributeGroup", "XsdElement") and not len(element),
            )

    def _schema(self, soort: MessageKind) -> Any:
        with self._building:
            if soort.name not in self._schemas:
                sources: list[Any] = [self._without_locations(name) for name in (soort.schema, BASIS_SCHEMA)]
                self._schemas[soort.name] = xmlschema.XMLSchema10(sources, defuse="always", allow="none")
            return self._schemas[soort.name]

    def _without_locations(self, name: str) -> bytes:
        """Return the schema file with imports that name a namespace only, so that no file is looked for."""
        root = parse_schema(self._files.files[name])
        for element in root.iterchildren(f"{XS}import"):
            element.attrib.pop("schemaLocation", "")
        return etree.tostring(root, encoding="utf-8")


def _differences(first: Sequence[Finding], second: Sequence[_Fault]) -> list[Difference]:
    """Return the places that one processor refuses and the other does not.

    After an element out of place libxml2 looks no further in that class and xmlschema does; so where both refuse the
    message, only values count that the other one looked at too.
    """
    if not first:
        return [Difference(XMLSCHEMA, each.path, each.line, each.text) for each in _first_of_each_place(second)]
    if not second:
        return [Difference(LIBXML2, each.path, each.line, each.explanation) for each in first]
    if len(first) > _MAX_FAULTS or len(second) > _MAX_FAULTS:
        return []
    theirs = {each.path for each in second}
    found = [
        Difference(LIBXML2, each.path, each.line, each.explanation)
        for each in first
        if each.values and each.path not in theirs
    ]
    if all(each.values for each in first):
        ours = {each.path for each in first}
        found += [
            Difference(XMLSCHEMA, each.path, each.line, each.text)
            for each in _first_of_each_place(second)
            if each.of_value and each.path not in ours
        ]
    return found


def _first_of_each_place(faults: Sequence[_Fault]) -> list[_Fault]:
    """Return the first fault of each place, at most `_MAX_FAULTS` of them."""
    return list({each.path: each for each in reversed(faults)}.values())[::-1][:_MAX_FAULTS]


def _outcome(first: bool, second: bool, differences: Sequence[Difference]) -> str:
    verdict = {True: "keurt het bericht goed", False: "keurt het bericht af"}
    if first is not second:
        return f"Het schema-oordeel verschilt: libxml2 {verdict[first]}, xmlschema {verdict[second]}."
    both = f"libxml2 en xmlschema {'keuren het bericht beide goed' if first else 'keuren het bericht beide af'}"
    return f"{both}, maar niet om dezelfde waarden." if differences else f"{both}."
