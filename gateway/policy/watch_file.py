"""The input of checks on dates: the care of one client in one municipality, at every provider, and what is awaited."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from gateway.policy.care_file import Care, Commitment, Contract
from gateway.policy.model import Policy
from gateway.policy.tariffs import Tariff

PolicyOn = Callable[[date], Policy | None]
"""Returns the policy of the municipality in force on a day; None: it has none, or none on that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentVersion:
    """An assignment as it was last sent to its provider; a 301 that was refused counts as never sent (OP286)."""

    since: date
    """The Dutch day on which it was first sent."""
    einddatum: date | None
    """Last day, inclusive, in the latest version that was sent; None: open-ended."""
    end_since: date
    """The Dutch day on which that last day was first sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """A message that should have a return message and has none."""

    bericht: str
    """Its id in the ledger, as text."""
    soort: str
    """"WMO301"; or, parked, any kind that comes in, such as "WMO305"."""
    identificatie: str
    aanbieder: str
    """AGB code of the provider: it owes the answer to a 301, and awaits the municipality's answer to a 305 or 307."""
    day: date
    """The Dutch day on which the message was sent or came in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubledMessage:
    """A message that was refused, never reached its receiver, or is silent, as long as that isn't made good."""

    bericht: str
    """Its id in the ledger, as text."""
    soort: str
    identificatie: str
    aanbieder: str
    """AGB code of the provider."""
    day: date
    """The Dutch day on which it was refused or given up; of one that is silent, on which it was delivered."""
    toewijzingen: tuple[int, ...] = ()
    """Of a refused WMO301: the assignments whose present version it carried."""
    silent: bool = False
    """It was delivered, and nothing was heard of it for longer than is usual on its channel."""
    to_municipality: bool = False
    """True when the provider sent it to the municipality."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedDays:
    """A start or stop on an assignment, as it was reported."""

    begindatum: date
    einddatum: date | None = None
    """Last day of the care, inclusive, of a stop; None: a start."""
    reden: str | None = None
    """RedenBeeindiging of a stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFinding:
    """A signal that was found on a start or stop that stands."""

    bericht: str
    """Id of the message in the ledger, as text."""
    soort: str
    identificatie: str
    aanbieder: str
    day: date
    """The Dutch day on which the message came in."""
    code: str
    path: str
    text: str
    remedy: str = ""
    """What to do, as the card of the rule or check says it."""
    number: int = 1
    """Its place among the findings of this code at this path of the message, from 1."""
    toewijzing: int | None = None
    """Of a check of policy: the assignment that was reported on."""
    others: frozenset[int] = frozenset()
    """Of a check of policy: the other assignments concerned."""
    days: tuple[tuple[str, str], ...] = ()
    """Of a check of policy: the days concerned as they are kept, first and last; "" is without end."""
    reported: ReportedDays | None = None
    """The only report of the message on that assignment; None: there is none or are more, or the check isn't policy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRequest:
    """A request of a provider that has no final answer."""

    id: str
    """As text; identifies it within its municipality."""
    bericht: str
    """Id in the ledger of the message that asks it, as text."""
    soort: str
    """"WMO315", of which each product is a request, or "WMO317"."""
    aanbieder: str
    """AGB code."""
    product: str | None
    """Code or category that is asked for; None: neither, or a WMO317."""
    ingangsdatum: date
    """The first day that is wished."""
    received: date
    """The Dutch day on which it came in."""
    dagtekening: date
    investigated: bool
    """The provider was told that it is under investigation."""
    refused: tuple[str, date] | None = None
    """Kind and day of the last answer, when the provider refused that; None: it stands, or there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchFile:
    """The care of one client, with what was sent and what is unanswered."""

    care: tuple[Care, ...] = ()
    """The client's assignments as they were decided last, ended ones too, removed ones not; each has a number."""
    sent: Mapping[int, SentVersion] = field(default_factory=lambda: MappingProxyType({}))
    """By number; without the assignments that were never sent."""
    unanswered: tuple[Unanswered, ...] = ()
    requests: tuple[OpenRequest, ...] = ()
    evaluations: Mapping[int, tuple[date, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """By number, the days of evaluation that were agreed with the present version."""
    refused: tuple[TroubledMessage, ...] = ()
    """The WMO301s that a provider refused."""
    given_up: tuple[TroubledMessage, ...] = ()
    """The messages whose delivery was given up and not made since."""
    refused_of_nobody: tuple[TroubledMessage, ...] = ()
    """The messages of providers that were refused here, about nobody that the municipality knows."""
    findings: tuple[ReportFinding, ...] = ()
    contracts: tuple[Contract, ...] = ()
    """Of the municipality with all its providers; in the watch file of no client only, as are the tariffs."""
    tariffs: tuple[Tariff, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    """What is committed under each ceiling in those contracts."""
    worked: frozenset[str] = frozenset()
    """The holidays that the municipality counts as working days (`calendar.WORKABLE`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One cause for a person to act, as long as it lasts. The same cause has the same `code` and `sleutel`."""

    code: str
    """"NL-801"."""
    sleutel: str
    """Identifies the cause within its municipality and code, and stays the same as long as the cause lasts."""
    uiterlijk: date
    """The last day on which acting is in time."""
    text: str
    """What is the matter, with its values (Dutch). Never mentions today, so that it doesn't change from day to day."""
    bron: str
    aanbieder: str
    """AGB code; "" when it is about every provider."""
    toewijzing_nummer: int | None = None
    bericht: str | None = None
    """Id of the message concerned, as text."""
