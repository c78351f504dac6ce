"""What is known about a rule, apart from how it is checked."""

from dataclasses import dataclass
from typing import Final

BEYOND: Final = 5
"""The control level of what goes beyond the four of the standard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One rule, told to a person. All text is Dutch."""

    code: str
    """"TR134"."""
    retourcode: str
    """What a return message says of it: 0001 for every rule of level 2, nothing ("") of a signal."""
    level: int
    """Control level, and with it what the check may see: 2 the message, 3 also the case file, 4 the world
    outside, 5 all of these."""
    messages: frozenset[str]
    """The messages the standard applies it to; `engine.judged_by` tells which the gateway judges by it."""
    element: str
    """Where it looks, from the root element down."""
    source: str
    """Where it is laid down."""
    statement: str
    """What has to be true."""
    remedy: str
    """What to do when it is not."""
    note: str = ""
    """How the check reads the rule where the rule leaves room, and which accidents of the official kit it
    shares."""

    @property
    def signaal(self) -> bool:
        """True when a person should look at what the rule finds, but it refuses nothing and parks nothing."""
        return self.level == BEYOND
