"""Receiving a message: from its bytes to the commit of its verdict and all that follows."""

import time
from collections.abc import Awaitable

import structlog
from structlog.contextvars import bind_contextvars

from gateway.exchange.kernel.gateway import Gateway, off_loop
from gateway.exchange.kernel.metrics import RECEIVE_SECONDS, RECEIVED, REFUSED
from gateway.exchange.kernel.refusals import Refusal
from gateway.exchange.kernel.tracing import name_message
from gateway.exchange.kernel.turns import LargeTurns, beside, goes_beside
from gateway.exchange.kernel.unforeseen import Unforeseen, is_passing, place
from gateway.exchange.receiving.answer import book_answer
from gateway.exchange.receiving.arrived import Arrived
from gateway.exchange.receiving.book import book_forward
from gateway.exchange.receiving.intake import open_document, open_message
from gateway.exchange.receiving.receipt import Receipt
from gateway.standard.identifiers import mask_in_text
from gateway.standard.xml.parse import Document
from gateway.store.ledger import weigeringen
from gateway.store.parties.organisaties import Organisatie

log = structlog.get_logger(__name__)


async def receive(gateway: Gateway, caller: Organisatie, data: bytes) -> Receipt:
    """Judge and book the message in these bytes, with all that follows. Return its receipt after the commit.

    Raises Refusal (Invalid on level 1, Forbidden, Conflict), which is put on record; nothing else is kept then. An
    error that would come back, which is a fault of our own, is put on record too and raised. The same bytes again give
    the first receipt and do nothing, unless they were refused and would be approved by now: then they are booked anew.
    """
    async with gateway.queues.of(LargeTurns).turn(len(data), caller.code):
        return await _told(beside(gateway, len(data), _receive, caller, data))


async def receive_document(gateway: Gateway, caller: Organisatie, document: Document) -> Receipt:
    """Do as `receive` with a message that was parsed already and passed its schema.

    The caller has the turn of a large message, from before it was parsed.
    """
    data = document.data
    again = goes_beside(gateway, len(data))  # a document can't go there
    return await _told(beside(gateway, len(data), _receive, caller, data, None if again else document))


async def _receive(gateway: Gateway, caller: Organisatie, data: bytes, document: Document | None = None) -> Receipt:
    def opened() -> Arrived:
        return open_message(gateway, caller, data) if document is None else open_document(caller, document)

    try:
        arrived = await off_loop(len(data), opened)
        return await (book_answer if arrived.kind.is_answer else book_forward)(gateway, arrived)
    except Refusal as refusal:
        await _put_on_record(gateway, caller, data, refusal)
        raise
    except Exception as error:
        if is_passing(error):
            raise
        log.error("receive.failed", error=type(error).__name__, place=place(error))
        await _put_on_record(gateway, caller, data, Unforeseen())
        raise


async def _told(booking: Awaitable[Receipt]) -> Receipt:
    """Return the receipt of a booking, wherever it is done; count it, and name the message in this process's log."""
    begin = time.perf_counter()
    try:
        receipt = await booking
    except Exception as error:
        if not is_passing(error):
            REFUSED.labels((error if isinstance(error, Refusal) else Unforeseen()).problem).inc()
        raise
    name_message(str(receipt.id))
    bind_contextvars(message_id=str(receipt.id), verdict=receipt.oordeel.value)
    RECEIVED.labels(receipt.soort, receipt.oordeel.value).inc()
    RECEIVE_SECONDS.observe(time.perf_counter() - begin)
    return receipt


async def record_refusal(gateway: Gateway, caller: Organisatie, data: bytes, refusal: Refusal) -> None:
    """Put on record that these bytes of this caller were refused, and why. The bytes are not kept."""
    REFUSED.labels(refusal.problem).inc()
    await _put_on_record(gateway, caller, data, refusal)


async def _put_on_record(gateway: Gateway, caller: Organisatie, data: bytes, refusal: Refusal) -> None:
    async with gateway.db.transaction() as tx:
        await weigeringen.log_refusal(
            tx, caller.code, data, {"soort": refusal.problem, "melding": mask_in_text(refusal.text_on_record)}
        )
