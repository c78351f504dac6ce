"""The card of a policy check, and the objection that a check yields."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from gateway.standard.findings import NO_VALUES, Proposal


class Audience(StrEnum):
    """The people who act on the finding of a check."""

    CONSULENT = "consulent"
    BACKOFFICE = "backoffice"
    """Who watches the exchange of messages."""
    BEHEER = "beheer"
    """The operator of the gateway: what a back office can't mend itself."""
    CONTRACTBEHEER = "contractbeheer"
    """Who concludes the contracts and sets the tariffs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The description of a check for a person, in Dutch. Its effect and its source are in the policy's data."""

    code: str
    """"NL-201"."""
    subject: str
    """The subject in a few words, lower case: "stapeling"."""
    statement: str
    """What has to be true."""
    remedy: str
    """What to do when it is not."""
    note: str = ""
    """How the check reads the texts where they leave room."""
    audience: Audience = Audience.CONSULENT
    has_term: bool = False
    """True when a policy gives the check a term and segments, in [bewaking]; else its terms are the standard's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """One objection of a check to a decision or a report."""

    text: str
    """What is wrong, with the actual values; names both assignments where two are concerned (Dutch)."""
    path: str
    """Key of the request that is wrong, as the API names it: "product/code"; of a report, the path below its class."""
    values: Mapping[str, str] = field(default_factory=lambda: NO_VALUES)
    visible_to_provider: bool = False
    """True for an objection to a report that uses only the reported assignment, so that its provider may see it."""
    other_assignments: tuple[int, ...] = ()
    """ToewijzingNummers of the other assignments concerned."""
    bron: str = ""
    """The policy text behind the objection, where that is narrower than the source of the check; "": the check's."""
    days: tuple[tuple[date, date], ...] = ()
    """The days concerned, first and last inclusive; `date.max`: without end. (): it isn't about certain days."""
    judged_as: str = ""
    """Of a report: code of the check on decisions that says the same; "": none does."""
    proposal: Proposal | None = None
    """Of a decision: what to decide instead."""
