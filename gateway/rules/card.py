"""What is known about a rule, apart from how it is checked."""

from dataclasses import dataclass
from typing import Final

OFFICIAL: Final = 2
"""The control level that the official kit judges too."""

BEYOND: Final = 5
"""The control level of what goes beyond the four of the standard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One rule, told to a person. All text is Dutch."""

    code: str
    """"TR134"."""
    retourcode: str
    """What a return message says of it: 0001 for every rule of level 2, nothing ("") of a signal, nor where the
    standard has no code."""
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
    turn: int = 1
    """On levels 3 and 4: rules of a later turn see in `CaseFile.refused` which classes those before found at fault."""
    whole_text: bool = False
    """True when the official kit compares the whole text of an element here, as XPath's string() does; False when
    it takes the first text node, so that a comment or processing instruction cuts the value. Whether a value is
    filled or is one of some codes is always seen by the first text node. Only level 2 reads as the kit does: the
    other levels read every text whole."""
    note: str = ""
    """How the check reads the rule where the rule leaves room, and which accidents of the official kit it
    shares."""

    @property
    def signaal(self) -> bool:
        """True when a person should look at what the rule finds, but it refuses nothing and parks nothing."""
        return self.level == BEYOND

    @property
    def reads(self) -> str:
        """Which part of a text the rule looks at when a comment or processing instruction cuts it (Dutch)."""
        if self.level != OFFICIAL:
            return "De hele waarde; XML-commentaar en verwerkingsinstructies daarin tellen niet mee."
        if self.whole_text:
            return (
                "De hele waarde, ook als er XML-commentaar of een verwerkingsinstructie in staat; alleen of iets "
                "gevuld is of een bepaalde code heeft, gaat naar de tekst daarvoor."
            )
        return "De eerste tekst van een element: XML-commentaar of een verwerkingsinstructie kapt de waarde af."
