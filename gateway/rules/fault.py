"""What a rule yields when a message breaks it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gateway.messages.gedeeld import Knoop
from gateway.standard.findings import NO_VALUES, Severity

Names = tuple[str, ...]
"""Names of elements that lead from a class to an element below it; () is the class itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One breach of a rule."""

    at: Knoop
    """The class at fault; on level 3 and 4 the class that gets the return code."""
    text: str
    """What is wrong, with the actual values (Dutch). A BSN is masked here and in the values."""
    elements: tuple[Names, ...] = ((),)
    """The elements below `at` that take part, only those that exist, the chief one first."""
    values: Mapping[str, str] = field(default_factory=lambda: NO_VALUES)
    also_at: tuple[tuple[Knoop, Names], ...] = ()
    """What takes part elsewhere in the message."""
    severity: Severity = Severity.AFKEUR
