"""The elements that libxml2's log of a validation points at, so that an explanation need not look at all others."""

from collections.abc import Collection, Iterable
from typing import Any, Final

from lxml import etree

_MAX_ENTRIES: Final = 20
"""Entries of a log that are looked up; a longer one says that much of the message is wrong."""
_TELLING: Final = frozenset(
    {
        "SCHEMAV_CVC_COMPLEX_TYPE_2_3",
        "SCHEMAV_CVC_DATATYPE_VALID_1_2_1",
        "SCHEMAV_CVC_ENUMERATION_VALID",
        "SCHEMAV_CVC_LENGTH_VALID",
        "SCHEMAV_CVC_MAXINCLUSIVE_VALID",
        "SCHEMAV_CVC_MAXLENGTH_VALID",
        "SCHEMAV_CVC_MININCLUSIVE_VALID",
        "SCHEMAV_CVC_MINLENGTH_VALID",
        "SCHEMAV_CVC_PATTERN_VALID",
        "SCHEMAV_ELEMENT_CONTENT",
    }
)
"""Errors of a value, or of the order of elements. After any other libxml2 skips what the walk does look at."""


def faulty_elements(root: etree._Element, log: Iterable[Any]) -> Collection[etree._Element] | None:
    """Return the elements that the log points at, with every element around them; None when it doesn't tell."""
    paths: set[str] = set()
    for number, entry in enumerate(log):
        path = entry.path
        if number == _MAX_ENTRIES or path is None:
            return None
        # A value that is wrong has two entries or more, all with one path.
        if path not in paths:
            if entry.type_name not in _TELLING:
                return None
            paths.add(path)
    found: set[etree._Element] = set()
    for path in paths:
        element = _at(root, path)
        if element is None:
            return None
        found.add(element)
        found.update(element.iterancestors())
    return found or None


def _at(root: etree._Element, path: str) -> etree._Element | None:
    """Return the element at a path of libxml2: "/w:Bericht/w:Client[2]", "/*/*[3]"; None when that isn't certain."""
    element: etree._Element | None = root
    for step in path.split("/")[2:]:
        if element is None:
            return None
        name, _, number = step.rstrip("]").partition("[")
        element = _child(element, name, int(number or 1))
    return element


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
