"""What is known about a policy check apart from how it is done, and what it yields."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gateway.standard.findings import NO_VALUES


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One check, told to a person. All text is Dutch; what it leads to and its source are in the policy's data."""

    code: str
    """"NL-201"."""
    subject: str
    """What it is about in a few words: "stapeling"."""
    statement: str
    """What has to be true."""
    remedy: str
    """What to do when it is not."""
    note: str = ""
    """How the check reads the texts where they leave room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """One thing that a check has against a decision."""

    text: str
    """What is wrong, with the actual values, both assignments and codes where two are concerned (Dutch)."""
    path: str
    """Key of the request that it is about, as the API names it: "product/code"."""
    values: Mapping[str, str] = field(default_factory=lambda: NO_VALUES)
    visible_to_provider: bool = False
    """Of a report: it rests on nothing but the assignment that is reported on, so that its provider may see it."""
    betreft: tuple[int, ...] = ()
    """ToewijzingNummers of the other assignments concerned."""
    bron: str = ""
    """The text it rests on, where that is narrower than the source of the check."""
