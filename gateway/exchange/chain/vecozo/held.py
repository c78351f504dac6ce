"""What an operator sees of the way from VECOZO, and what can be let go there by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import NotFound
from gateway.store.delivery.vecozo import ophaalbronnen, ophalingen
from gateway.store.delivery.vecozo.ophaalbronnen import Source
from gateway.store.delivery.vecozo.ophalingen import Held


@dataclass(frozen=True, slots=True)
class Incoming:
    """How it goes with what is fetched."""

    sources: Sequence[Source]
    held: Sequence[Held]
    """What could not be received, oldest first; without what was let go."""


async def list_incoming(gateway: Gateway) -> Incoming:
    """Return where messages are fetched, and what could not be received from there."""
    async with gateway.db.reading() as tx:
        sources, held = await ophaalbronnen.list_sources(tx), await ophalingen.list_held(tx)
    return Incoming(sources, [each for each in held if not each.losgelaten])


async def let_go(gateway: Gateway, traceer_id: UUID) -> Held:
    """Give up a message that could not be received, erase what is kept of it, and have it confirmed to VECOZO.

    Return it as it was. Raises NotFound.
    """
    async with gateway.db.transaction() as tx:
        found = await ophalingen.let_go(tx, traceer_id, gateway.actor)
    if found is None:
        raise NotFound("ophaling-onbekend", f"Onder TraceerID {traceer_id} is er niets dat niet kon worden ontvangen.")
    return found
