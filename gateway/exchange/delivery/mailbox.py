"""The mailbox: what waits for an organisation, until it says that it has it."""

from uuid import UUID

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import NotFound
from gateway.store.delivery import postvak
from gateway.store.delivery.postvak import Wachtend
from gateway.store.parties.organisaties import Organisatie


async def waiting(gateway: Gateway, caller: Organisatie, na: int, aantal: int) -> list[Wachtend]:
    """Return at most `aantal` messages that wait for the caller, oldest first, from after place `na`.

    A message that is still being booked may turn up before a place already seen: start at 0 now and then.
    """
    async with gateway.db.reading() as tx:
        return await postvak.waiting(tx, caller.code, na, aantal, caller.berichtsoorten)


async def collected(gateway: Gateway, caller: Organisatie, bericht_id: UUID) -> None:
    """The message no longer waits for the caller; saying so again changes nothing. Raises NotFound."""
    async with gateway.db.transaction() as tx:
        found = await postvak.collected(tx, caller.code, bericht_id, caller.berichtsoorten)
    if not found:
        raise NotFound("bericht-onbekend", f"Er wacht of wachtte geen bericht {bericht_id} op {caller.code}.")
