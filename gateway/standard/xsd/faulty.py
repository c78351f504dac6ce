"""The elements that libxml2's log of a validation points at, so that an explanation need not look at all others."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

_MAX_ENTRIES: Final = 20
"""Entries of a log that are looked up; a longer one says that much of the message is wrong."""
_OF_VALUES: Final = frozenset(
    {
        "SCHEMAV_CVC_DATATYPE_VALID_1_2_1",
        "SCHEMAV_CVC_ENUMERATION_VALID",
        "SCHEMAV_CVC_LENGTH_VALID",
        "SCHEMAV_CVC_MAXINCLUSIVE_VALID",
        "SCHEMAV_CVC_MAXLENGTH_VALID",
        "SCHEMAV_CVC_MININCLUSIVE_VALID",
        "SCHEMAV_CVC_MINLENGTH_VALID",
        "SCHEMAV_CVC_PATTERN_VALID",
    }
)
_TELLING: Final = _OF_VALUES | {"SCHEMAV_CVC_COMPLEX_TYPE_2_3", "SCHEMAV_ELEMENT_CONTENT"}
"""Errors of a value, or of the order of elements. After any other libxml2 skips what the walk does look at."""


@dataclass(frozen=True, slots=True)
class Faulty:
    """The elements that a log points at, in document order."""

    ways: list[list[etree._Element]]
    """The way down to each of them, from below the root."""
    values_only: bool
    """No fault but in values: the elements themselves are where they should be."""

    def elements(self) -> Collection[etree._Element]:
        """Return these elements and all around them, but the root."""
        return {each for way in self.ways for each in way}


def faulty_elements(root: etree._Element, log: Iterable[Any]) -> Faulty | None:
    """Return the elements that the log points at; None when it doesn't tell."""
    paths: set[str] = set()
    ways: list[list[etree._Element]] = []
    values_only = True
    for number, entry in enumerate(log):
        path, kind = entry.path, entry.type_name
        if number == _MAX_ENTRIES or path is None or kind not in _TELLING:
            return None
        values_only = values_only and kind in _OF_VALUES
        # A value that is wrong has two entries or more, all with one path.
        if path not in paths:
            way = _way(root, path)
            if way is None:
                return None
            paths.add(path)
            ways.append(way)
    return Faulty(ways, values_only) if ways else None


def _way(root: etree._Element, path: str) -> list[etree._Element] | None:
    """Return the way down by a path of libxml2: "/w:Bericht/w:Client[2]", "/*/*[3]"; None when that isn't certain."""
    way: list[etree._Element] = []
    for step in path.split("/")[2:]:
        name, _, number = step.rstrip("]").partition("[")
        child = _child(way[-1] if way else root, name, int(number or 1))
        if child is None:
            return None
        way.append(child)
    return way


def _child(parent: etree._Element, name: str, number: int) -> etree._Element | None:
    """Return the child of this prefixed name and number; "*" stands for any."""
    prefix, _, local = name.rpartition(":")
    ending = "" if name == "*" else f"}}{local}"
    for child in parent:
        tag: object = child.tag
        if isinstance(tag, str) and tag.endswith(ending) and (not ending or child.prefix == (prefix or None)):
            number -= 1
            if number == 0:
                return child
    return None
