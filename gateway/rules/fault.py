"""What a rule yields when a message breaks it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from gateway.messages.common import Node
from gateway.standard.findings import NO_VALUES, Severity

Names = tuple[str, ...]
"""Names of elements that lead from a class to an element below it; () is the class itself."""

Place = tuple[Node, Names]

MAX_PLACES: Final = 10
"""How many classes of a group at fault together are pointed at; the text says how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One breach of a rule."""

    at: Node
    """The class at fault; on level 3 and 4 the class that gets the return code."""
    text: str
    """What is wrong, with the actual values (Dutch). A BSN is masked here and in the values."""
    elements: tuple[Names, ...] = ((),)
    """The elements below `at` that take part, only those that exist, the chief one first."""
    values: Mapping[str, str] = field(default_factory=lambda: NO_VALUES)
    also_at: tuple[Place, ...] = ()
    """What takes part elsewhere in the message."""
    severity: Severity = Severity.AFKEUR


def fault(
    at: Node,
    text: str,
    operands: Mapping[str, str | Node | None] = NO_VALUES,
    *,
    also_at: Iterable[Place] = (),
    severity: Severity = Severity.AFKEUR,
) -> Fault:
    """Return a fault at a class, with those of its operands that exist.

    `operands`: text or class by element name below `at`, "Product/Code" for a deeper one; None is absent.
    """
    there = {name: value for name, value in operands.items() if value is not None}
    return Fault(
        at=at,
        text=text,
        elements=tuple(tuple(name.split("/")) for name in there) or ((),),
        values={name.rpartition("/")[2]: value for name, value in there.items() if isinstance(value, str)},
        also_at=tuple(also_at),
        severity=severity,
    )


def together(members: list[Node], text: str, values: Mapping[str, str | None], names: Names = ()) -> Fault:
    """Return one fault, at the last of a group of classes that are at fault together.

    `names`: the element below each class that the fault is about.
    """
    *others, last = members
    told = {name: value for name, value in values.items() if isinstance(value, str)}
    places = tuple((other, names) for other in others[:MAX_PLACES])
    return Fault(at=last, text=text, elements=(names,), values=told, also_at=places)
