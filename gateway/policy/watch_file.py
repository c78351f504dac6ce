"""What a check on dates may know: the affairs of one client in one municipality, at every provider."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from gateway.policy.care_file import Care
from gateway.policy.model import Policy

PolicyOn = Callable[[date], Policy | None]
"""The policy of the municipality that was in force on a day; None: it has none, or none on that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentVersion:
    """What a provider was told of an assignment; a 301 that it refused counts as never sent (OP286)."""

    since: date
    """The Dutch day on which it was first sent."""
    einddatum: date | None
    """Last day, inclusive, in the latest version that it was sent; None: open-ended."""
    end_since: date
    """The Dutch day on which it was first sent that last day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """A message that should have a return message and has none."""

    bericht: str
    """Its id in the ledger, as text."""
    soort: str
    """"WMO301", "WMO305" or "WMO307"."""
    identificatie: str
    aanbieder: str
    """AGB code of the other party: of a 301 it owes the answer, of a 305 or 307 it awaits ours."""
    day: date
    """The Dutch day on which the message was sent or came in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchFile:
    """All that dates can be watched by."""

    care: tuple[Care, ...] = ()
    """The client's assignments as they were decided last, ended ones too, removed ones not; each has a number."""
    sent: Mapping[int, SentVersion] = field(default_factory=lambda: MappingProxyType({}))
    """By number; an assignment that no unrefused 301 carried is not in it."""
    unanswered: tuple[Unanswered, ...] = ()
    worked: frozenset[str] = frozenset()
    """The holidays that the municipality counts as working days (`calendar.WORKABLE`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One cause for a person to act, as long as it lasts. Equal causes have equal `code` and `sleutel`."""

    code: str
    """"NL-801"."""
    sleutel: str
    """What the cause is about within its municipality and code: it stays the same as long as the cause is the same."""
    uiterlijk: date
    """The last day on which what has to happen is in time."""
    text: str
    """What is the matter, with its values; never what day it is today, so that it doesn't change by itself (Dutch)."""
    bron: str
    aanbieder: str
    toewijzing_nummer: int | None = None
    bericht: str | None = None
    """Id of the message it is about, as text."""
