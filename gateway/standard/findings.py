"""The form of a finding, one for all four control levels and for policy."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

NO_VALUES: Mapping[str, str] = MappingProxyType({})
VISIBLE_TO_PROVIDER: Final = "voorAanbieder"
"""Key, in JSON form, of a finding of policy that the provider who sent the message may see too."""


class Severity(StrEnum):
    """How much a finding weighs."""

    AFKEUR = "afkeur"
    """A coded national rule is broken: the message is refused."""
    BLOKKADE = "blokkade"
    """Regional policy stops a municipality from issuing, unless overridden."""
    SIGNAAL = "signaal"
    """For a person to look at; refuses nothing."""


class Outcome(StrEnum):
    """The verdict on a message that passed its schema."""

    GOEDGEKEURD = "goedgekeurd"
    AFGEKEURD = "afgekeurd"
    GEPARKEERD = "geparkeerd"
    """A rule crashed: neither approved nor refused until it is judged again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What to decide instead of what a check objects to; None and False leave a field as it was asked."""

    stretch: int | None = None
    """ToewijzingNummer of the assignment that goes on, instead of the new one that was asked for."""
    ingangsdatum: date | None = None
    einddatum: date | None = None
    """Last day, inclusive."""
    open_ended: bool = False
    budget: int | None = None
    """In eurocents."""
    without_reference: bool = False
    """True: without ReferentieAanbieder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that one check found, in words a person can act on (Dutch)."""

    code: str
    """Code of the rule ("TR134"), of a policy check ("NL-…") or "XSD"."""
    level: int
    """Control level 1 to 4 of the standard; 5 for what goes beyond it."""
    severity: Severity
    path: str
    """Where: absolute path of the element."""
    explanation: str
    """What is wrong, with the actual values."""
    line: int | None = None
    retourcode: str | None = None
    class_path: str | None = None
    """Path of the message class at fault, for the return message; None on level 1."""
    values: Mapping[str, str] = field(default_factory=lambda: NO_VALUES)
    """The values concerned, by element name; a BSN is masked."""
    remedy: str = ""
    """What to do."""
    source: str = ""
    """Where the rule stands."""
    also_at: tuple[str, ...] = ()
    """Further paths that take part."""
    overridable: bool = False
    """Of a blokkade: a consulent may let it pass with a name and a reason."""
    other_assignments: tuple[int, ...] = ()
    """Of a policy check: ToewijzingNummers of the other assignments concerned."""
    visible_to_provider: bool = False
    """Of a policy check: it rests only on facts known to the provider that sent the message, who may see it."""
    assignment: int | None = None
    """Of a policy check on a start or stop: ToewijzingNummer of the assignment that it reports on."""
    days: tuple[tuple[date, date], ...] = ()
    """Of a policy check: the days concerned, first and last inclusive; `date.max`: without end."""
    judged_as: str = ""
    """Of a policy check on a start or stop: code of the check on decisions that says the same; "": none does."""
    overruled: bool = False
    """Of a policy check: a consulent let it pass, with a name and a reason."""
    proposal: Proposal | None = None
    """Of a check on decisions: what to decide instead; None: that isn't for a program to say."""


def is_policy(finding: Mapping[str, Any]) -> bool:
    """Return True when this finding in JSON form is of a policy check: it may tell of others, unless it is marked."""
    return str(finding.get("code", "")).startswith("NL-")


def shown_to_provider(finding: Mapping[str, Any]) -> bool:
    """Return True when the provider may see this finding in JSON form, and not only the municipality."""
    return not is_policy(finding) or VISIBLE_TO_PROVIDER in finding
