"""What is known about a rule, apart from how it is checked."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One rule, told to a person. All text is Dutch."""

    code: str
    """"TR134"."""
    retourcode: str
    """What a return message says of it: 0001 for every rule of level 2."""
    level: int
    """Control level, and with it what the check may see: 2 the message, 3 also the case file, 4 the world
    outside."""
    messages: frozenset[str]
    """The forward messages the standard applies it to, of which the gateway judges some."""
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
