"""What an operator sees of deliveries, and does about them by hand."""

from uuid import UUID

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Gone, NotFound
from gateway.store.delivery import leveringen
from gateway.store.delivery.leveringen import Levering, Ontvanger, Staat
from gateway.store.ledger import berichten


async def page(
    gateway: Gateway, staat: Staat | None, ontvanger: str | None, na: int = 0, aantal: int = 50
) -> list[Levering]:
    """Return at most `aantal` deliveries in this state, to this receiver, oldest first, from after number `na`."""
    async with gateway.db.reading() as tx:
        return await leveringen.page(tx, staat, ontvanger, na, aantal)


async def receivers(gateway: Gateway) -> list[Ontvanger]:
    """Return all to whom messages are sent, and all that are frozen, by code."""
    async with gateway.db.reading() as tx:
        return await leveringen.receivers(tx)


async def again(gateway: Gateway, bericht_id: UUID) -> Levering:
    """The message is going to be delivered once more, with the same bytes and Identificatie; who did that is an event.

    Raises NotFound or Gone.
    """
    async with gateway.db.transaction() as tx:
        entry = await berichten.find(tx, bericht_id)
        if entry is not None and not entry.inhoud:
            raise Gone("bericht-gewist", f"De inhoud van bericht {bericht_id} is gewist; er is niets te bezorgen.")
        found = await leveringen.again(tx, bericht_id, gateway.door)
    if found is None:
        raise NotFound("levering-onbekend", f"Er is geen bericht {bericht_id} dat wordt of werd bezorgd.")
    return found


async def all_given_up_again(gateway: Gateway, ontvanger: str) -> int:
    """Return all that was given up for this receiver is going to be delivered once more, in order; how many
    messages.
    """
    async with gateway.db.reading() as tx:
        found = await leveringen.given_up(tx, ontvanger)
    for each in found:
        await again(gateway, each)
    return len(found)
