"""Receiving: bytes come in; a verdict and, for a 305 or 307, a return message come out."""

import time

import structlog
from structlog.contextvars import bind_contextvars

from gateway.exchange.kernel.gateway import Gateway, off_loop
from gateway.exchange.kernel.metrics import RECEIVE_SECONDS, RECEIVED, REFUSED
from gateway.exchange.kernel.refusals import Refusal
from gateway.exchange.kernel.tracing import name_message
from gateway.exchange.kernel.unforeseen import Unforeseen, is_passing, place
from gateway.exchange.receiving.answer import book_answer
from gateway.exchange.receiving.book import book_forward
from gateway.exchange.receiving.intake import open_message
from gateway.exchange.receiving.receipt import Receipt
from gateway.standard.identifiers import mask_in_text
from gateway.store.ledger import weigeringen
from gateway.store.parties.organisaties import Organisatie

log = structlog.get_logger(__name__)


async def receive(gateway: Gateway, caller: Organisatie, data: bytes) -> Receipt:
    """The message is in the ledger with its verdict, and its return message waits for the sender.

    Raises Refusal (Invalid on level 1, Forbidden, Conflict): then there is no message and no return message, but the
    refusal is on record. So is any other error that is not passing, which is a fault of our own. Sending the same bytes
    again gives the first receipt and does nothing, unless they were refused and would be approved by now: then they
    are booked anew.
    """
    begin = time.perf_counter()
    try:
        arrived = await off_loop(len(data), open_message, gateway, caller, data)
        receipt = await (book_answer if arrived.kind.is_answer else book_forward)(gateway, arrived)
    except Refusal as refusal:
        await on_record(gateway, caller, data, refusal)
        raise
    except Exception as error:
        if is_passing(error):
            raise
        log.error("receive.failed", error=type(error).__name__, place=place(error))
        await on_record(gateway, caller, data, Unforeseen())
        raise
    name_message(str(receipt.id))
    bind_contextvars(message_id=str(receipt.id), verdict=receipt.oordeel.value)
    RECEIVED.labels(receipt.soort, receipt.oordeel.value).inc()
    RECEIVE_SECONDS.observe(time.perf_counter() - begin)
    return receipt


async def on_record(gateway: Gateway, caller: Organisatie, data: bytes, refusal: Refusal) -> None:
    """It is known that this caller's bytes were refused, and why; the bytes are not kept."""
    REFUSED.labels(refusal.soort).inc()
    async with gateway.db.transaction() as tx:
        await weigeringen.log_refusal(
            tx, caller.code, data, {"soort": refusal.soort, "melding": mask_in_text(refusal.vastgelegd)}
        )
