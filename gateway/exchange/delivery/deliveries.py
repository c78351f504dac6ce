"""Deliveries as an operator sees them, and retries them by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from gateway.exchange.delivery.undelivered import signal_undelivered
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.pages import AskedPage, Page, load_page
from gateway.exchange.kernel.refusals import Gone, NotFound
from gateway.standard.channels import DeliveryState
from gateway.store.delivery import leveringen
from gateway.store.delivery.leveringen import Delivery, Receiver
from gateway.store.ledger import berichten, gebeurtenissen
from gateway.store.ledger.gebeurtenissen import REFUSED_BY_CHAIN, STATUS_IN_CHAIN

_OF_DELIVERY: Final = frozenset(
    {"afleverpoging", "opgegeven", "opgehaald", "opnieuw_aangeboden", "stil", REFUSED_BY_CHAIN, STATUS_IN_CHAIN}
)
"""Events of a message that are about its delivery."""


@dataclass(frozen=True, slots=True)
class Course:
    """A delivery, and what happened to it."""

    delivery: Delivery
    events: Sequence[Mapping[str, Any]]
    """Attempts and acts, oldest first: `soort`, `op` and `gegevens`."""
    may_retry: bool
    """False: the content of its message was erased, so that nothing is left to deliver."""


async def page_deliveries(
    gateway: Gateway, staat: DeliveryState | None, ontvanger: str | None, asked: AskedPage, beyond: int | None = None
) -> Page[Delivery]:
    """Return a page of the deliveries in this state, to this receiver, with a number beyond this one; by number.

    Raises Invalid.
    """
    where = leveringen.where_of(staat, ontvanger)
    where.add_given("l.id > {}", beyond)
    filters = (staat, ontvanger, beyond)
    return await load_page(gateway, leveringen.DELIVERIES, where, asked, filters, leveringen.as_delivery)


async def find_delivery(gateway: Gateway, bericht_id: UUID) -> Course:
    """Return the delivery of this message, with each attempt. Raises NotFound."""
    async with gateway.db.reading() as tx:
        entry = await berichten.find(tx, bericht_id)
        found = None if entry is None else await leveringen.find_delivery(tx, entry.gemeente, bericht_id)
        if entry is None or found is None:
            raise _unknown(bericht_id)
        events = await gebeurtenissen.list_events(tx, entry.gemeente, bericht_id)
    return Course(found, [each for each in events if each["soort"] in _OF_DELIVERY], bool(entry.inhoud))


async def list_receivers(gateway: Gateway) -> list[Receiver]:
    """Return the receivers that messages are sent to and those that are frozen, by code."""
    async with gateway.db.reading() as tx:
        return await leveringen.list_receivers(tx)


async def retry_delivery(gateway: Gateway, bericht_id: UUID) -> Delivery:
    """Deliver the message once more, with the same bytes and Identificatie, and record the operator who asked for it.

    Raises NotFound, or Gone when its content was erased.
    """
    async with gateway.db.transaction() as tx:
        entry = await berichten.find(tx, bericht_id)
        if entry is not None and not entry.inhoud:
            raise Gone("bericht-gewist", f"De inhoud van bericht {bericht_id} is gewist; er is niets te bezorgen.")
        found = await leveringen.retry_delivery(tx, bericht_id, gateway.actor)
        if found is None:
            raise _unknown(bericht_id)
        await signal_undelivered(tx, gateway, [(found.gemeente, bericht_id)])
    return found


def _unknown(bericht_id: UUID) -> NotFound:
    return NotFound("levering-onbekend", f"Er is geen bericht {bericht_id} dat wordt of werd bezorgd.")
