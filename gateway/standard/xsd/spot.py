"""The surroundings of an element that the advice about it depends on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple

from lxml import etree

from gateway.standard.lexical import filled
from gateway.standard.xsd.model import Child, Complex, Simple


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a value stands, as far as the advice depends on it."""

    name: str
    within: str = ""
    """The class that the element is part of."""
    beside: Mapping[str, Simple]
    """The elements with a value that the class has room for, by name."""
    leave_out: str | None = None
    """The element that may go when there is nothing to fill in: this one or a class around it. None: neither may."""
    show: Callable[[str], str | None] = str
    """A value as it may be shown; None when it may not be."""

    def of_type(self, datatype: str) -> str | None:
        """Return the name of the element of this datatype in the same class; None when there is no such."""
        return next((name for name, simple in self.beside.items() if simple.name == datatype), None)

    def write_advice(self, value: str, how: str) -> str:
        """Return the advice to write this value (Dutch); "" when it may not be shown."""
        shown = self.show(value)
        return f"Schrijf {shown}: {how}." if shown else ""


class Step(NamedTuple):
    """One element on the way down from the root."""

    element: etree._Element
    child: Child
    """Its place in the class around it."""
    kind: Complex
    """The class around it."""


Trail = list[Step]
"""From below the root down to an element."""

_MAX_ELEMENTS_LOOKED_AT: Final = 500
"""Elements that are looked at to see that a class holds nothing; a larger one counts as filled."""


def spot_of(trail: Trail, name: str, show: Callable[[str], str | None]) -> Spot:
    """Return what the advice about the last element of the trail depends on."""
    _element, _child, kind = trail[-1]
    parent = trail[-2][1].name if len(trail) > 1 else kind.name
    return Spot(name=name, within=parent, beside=kind.values, leave_out=may_go(trail), show=show)


def may_go(trail: Trail) -> str | None:
    """Return the element that may be left out when the last of the trail holds nothing; None when neither may.

    That is the element itself or, where its class requires it, the nearest class around it that may go and holds
    nothing either.
    """
    fallback: str | None = None
    for element, child, _kind in reversed(trail):
        if not child.required:
            return child.name
        parent = element.getparent()
        if child.unbounded and parent is not None and len(list(islice(parent.iterchildren(child.tag), 2))) > 1:
            # One of several; when all of them are empty, the list is what has to go.
            fallback = fallback or child.name
        if parent is None or not empty(parent):
            return fallback
    return fallback


def empty(element: etree._Element) -> bool:
    """Return True when neither the element nor anything in it holds more than white space."""
    for number, each in enumerate(element.iter(etree.Element), 1):
        if number == _MAX_ELEMENTS_LOOKED_AT or filled(each.text) or any(filled(child.tail) for child in each):
            return False
    return True
