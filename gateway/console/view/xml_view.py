"""A message as people read it: its parts and fields by the names of the standard, with what a code means."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Final

from lxml import etree

from gateway.console.view.words import day, label
from gateway.standard.xml.parse import parse
from gateway.standard.xsd.model import Complex, Simple
from gateway.standard.xsd.schemas import Schemas

MAX_LINES: Final = 2000
"""Parts and fields that are shown; of a longer message the file tells the rest."""


@dataclass(frozen=True, slots=True)
class Line:
    """A part of the message, or a field with its value."""

    depth: int
    """0 for the parts of the message itself."""
    name: str
    value: str | None = None
    """None: a part, whose fields follow."""
    meaning: str | None = None
    """What a code means."""


def as_lines(schemas: Schemas, data: bytes) -> list[Line]:
    """Return the lines of a message that was parsed before, at most `MAX_LINES`."""
    document = parse(data)
    model = schemas.model(document.soort)
    lines: list[Line] = []
    for each in _lines(document.root, None if model is None else model.root, 0):
        lines.append(each)
        if len(lines) == MAX_LINES:
            break
    return lines


def _lines(node: etree._Element, kind: Complex | None, depth: int) -> Iterator[Line]:
    for child in node.iterchildren(tag=etree.Element):
        place = None if kind is None else kind.places.get(str(child.tag))
        known = None if kind is None or place is None else kind.children[place].type
        name = label(etree.QName(child).localname)
        if len(child):
            yield Line(depth, name)
            yield from _lines(child, known if isinstance(known, Complex) else None, depth + 1)
        else:
            yield _field(depth, name, (child.text or "").strip(), known if isinstance(known, Simple) else None)


def _field(depth: int, name: str, value: str, kind: Simple | None) -> Line:
    if kind is None:
        return Line(depth, name, value)
    if kind.kind == "date":
        with suppress(ValueError):
            return Line(depth, name, value, day(date.fromisoformat(value)))
    return Line(depth, name, value, (kind.codes or {}).get(value) or None)
