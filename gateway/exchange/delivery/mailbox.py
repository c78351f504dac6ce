"""The mailbox: messages that wait for an organisation until it has collected them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from gateway.exchange.delivery.undelivered import signal_undelivered
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.pages import AskedPage, Page, load_page
from gateway.exchange.kernel.refusals import NotFound
from gateway.store.delivery import mailbox
from gateway.store.delivery.mailbox import WaitingMessage
from gateway.store.parties.organisaties import Organisatie


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The outcome for one message of many."""

    bericht_id: UUID
    ontvangen: bool
    """True when it is collected now, or was before."""
    melding: str | None
    """Why not (Dutch); None when it is."""


async def page_waiting(gateway: Gateway, caller: Organisatie, asked: AskedPage) -> Page[WaitingMessage]:
    """Return a page of the messages that wait for the caller, in the order in which they came. Raises Invalid.

    A message that is still being booked may turn up before a place already seen: begin anew now and then.
    """
    kinds = None if caller.berichtsoorten is None else tuple(sorted(caller.berichtsoorten))
    where = mailbox.where_of(caller.code, kinds)
    return await load_page(gateway, mailbox.WAITING, where, asked, (caller.code, kinds), mailbox.as_waiting)


async def mark_collected(gateway: Gateway, caller: Organisatie, bericht_id: UUID) -> None:
    """Mark the message as collected by the caller; a second time changes nothing. Raises NotFound."""
    async with gateway.db.transaction() as tx:
        found = await mailbox.mark_collected(tx, caller.code, bericht_id, caller.berichtsoorten)
        if found is not None and found.was_given_up:
            await signal_undelivered(tx, gateway, [(found.gemeente, bericht_id)])
    if found is None:
        raise NotFound("bericht-onbekend", f"Er wacht of wachtte geen bericht {bericht_id} op {caller.code}.")


async def mark_many_collected(gateway: Gateway, caller: Organisatie, berichten: Sequence[UUID]) -> list[Acknowledged]:
    """Mark each message as collected by the caller, in its own transaction; return the outcomes in the same order.

    One that the caller doesn't have stops no other. After a failure halfway those before it stay marked: asking again
    changes nothing about them.
    """
    found = []
    for each in berichten:
        try:
            await mark_collected(gateway, caller, each)
        except NotFound as refusal:
            found.append(Acknowledged(each, ontvangen=False, melding=refusal.text))
        else:
            found.append(Acknowledged(each, ontvangen=True, melding=None))
    return found
