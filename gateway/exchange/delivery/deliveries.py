"""Deliveries as an operator sees them, and retries them by hand."""

from uuid import UUID

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.pages import Asked, Page, load_page
from gateway.exchange.kernel.refusals import Gone, NotFound
from gateway.standard.channels import DeliveryState
from gateway.store.delivery import leveringen
from gateway.store.delivery.leveringen import Delivery, Receiver
from gateway.store.ledger import berichten


async def page_deliveries(
    gateway: Gateway, staat: DeliveryState | None, ontvanger: str | None, asked: Asked, beyond: int | None = None
) -> Page[Delivery]:
    """Return a page of the deliveries in this state, to this receiver, with a number beyond this one; by number.

    Raises Invalid.
    """
    where = leveringen.where_of(staat, ontvanger)
    where.add_given("l.id > {}", beyond)
    filters = (staat, ontvanger, beyond)
    return await load_page(gateway, leveringen.DELIVERIES, where, asked, filters, leveringen.as_delivery)


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
        raise NotFound("levering-onbekend", f"Er is geen bericht {bericht_id} dat wordt of werd bezorgd.")
    return found
