"""What a file of each list holds: the columns, and so no more personal data, than over HTTP.

The shapes of the API are loaded only for a file: they take longer than a short list itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from gateway.api.shapes.base import Shape
    from gateway.exchange.requests.listing import RequestItem
    from gateway.store.alerts.attenderingen import AlertItem
    from gateway.store.claims.claim_list import ClaimItem
    from gateway.store.claims.line_list import LineItem
    from gateway.store.claims.totals import TotalsItem
    from gateway.store.custody.inzages import ReadRecord
    from gateway.store.delivery.leveringen import Delivery
    from gateway.store.delivery.open_pairs import OpenPair
    from gateway.store.insight.cells import Case
    from gateway.store.lists.assignments import AssignmentItem, OverrideItem
    from gateway.store.lists.messages import MessageItem
    from gateway.store.lists.organisations import OrganisationItem
    from gateway.store.signals.signalen import WorkItem

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sheet(Generic[T]):
    """What a file of a list holds."""

    name: str
    """As the list is called over HTTP."""
    shape: "type[Shape]"
    shaped: "Callable[[T], Shape]"


def messages() -> "Sheet[MessageItem]":
    """Return the sheet of messages."""
    from gateway.api.shapes.berichten import BerichtItem

    return Sheet("berichten", BerichtItem, BerichtItem.model_validate)


def assignments() -> "Sheet[AssignmentItem]":
    """Return the sheet of assignments."""
    from gateway.api.shapes.lists.lijsten import ToewijzingItem

    return Sheet("toewijzingen", ToewijzingItem, ToewijzingItem.of)


def overrides() -> "Sheet[OverrideItem]":
    """Return the sheet of overrides."""
    from gateway.api.shapes.lists.lijsten import OverruleItem

    return Sheet("overrules", OverruleItem, OverruleItem.of)


def organisations() -> "Sheet[OrganisationItem]":
    """Return the sheet of organisations."""
    from gateway.api.shapes.lists.lijsten import OrganisatieItem

    return Sheet("organisaties", OrganisatieItem, OrganisatieItem.model_validate)


def claims() -> "Sheet[ClaimItem]":
    """Return the sheet of claims."""
    from gateway.api.shapes.lists.declaraties import DeclaratieItem

    return Sheet("declaraties", DeclaratieItem, DeclaratieItem.of)


def claim_totals() -> "Sheet[TotalsItem]":
    """Return the sheet of totals of claims."""
    from gateway.api.shapes.lists.declaraties import TotaalItem

    return Sheet("totalen", TotaalItem, TotaalItem.of)


def claim_lines() -> "Sheet[LineItem]":
    """Return the sheet of Prestaties."""
    from gateway.api.shapes.lists.declaraties import PrestatieItem

    return Sheet("prestaties", PrestatieItem, PrestatieItem.of)


def requests() -> "Sheet[RequestItem]":
    """Return the sheet of requests, as their municipality sees them."""
    from gateway.api.shapes.verzoeken import VerzoekItem

    return Sheet("verzoeken", VerzoekItem, lambda each: VerzoekItem.of(each, each.gemeente))


def deliveries() -> "Sheet[Delivery]":
    """Return the sheet of deliveries."""
    from gateway.api.routes.delivery.leveringen import Levering

    return Sheet("leveringen", Levering, Levering.model_validate)


def open_pairs() -> "Sheet[OpenPair]":
    """Return the sheet of what was never answered."""
    from gateway.api.routes.delivery.onbeantwoord import OnbeantwoordItem

    return Sheet("onbeantwoord", OnbeantwoordItem, OnbeantwoordItem.model_validate)


def signals() -> "Sheet[WorkItem]":
    """Return the sheet of signals, without what only the municipality gets to see: its notes."""
    from gateway.api.routes.signals.signalen import SignaalShape

    return Sheet(
        "signalen", SignaalShape, lambda each: SignaalShape.of(replace(each, notitie=None, afgehandeld_door=None))
    )


def reads() -> "Sheet[ReadRecord]":
    """Return the sheet of read records."""
    from gateway.api.routes.custody.inzages import InzageShape

    return Sheet("inzages", InzageShape, InzageShape.model_validate)


def alerts() -> "Sheet[AlertItem]":
    """Return the sheet of alerts."""
    from gateway.api.routes.alerts.attenderingen import AttenderingItem

    return Sheet("attenderingen", AttenderingItem, AttenderingItem.of)


def cases() -> "Sheet[Case]":
    """Return the sheet of the cases behind a figure."""
    from gateway.api.shapes.indicatoren import Geval

    return Sheet("gevallen", Geval, Geval.of)
