"""Receiving a message: from its bytes to the commit of its verdict and all that follows."""

import asyncio
import time
from collections.abc import Callable
from typing import Final

import structlog
from structlog.contextvars import bind_contextvars

from gateway.exchange.kernel.gateway import Gateway, off_loop
from gateway.exchange.kernel.metrics import RECEIVE_SECONDS, RECEIVED, REFUSED
from gateway.exchange.kernel.refusals import Refusal
from gateway.exchange.kernel.tracing import name_message
from gateway.exchange.kernel.turns import LargeTurns
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

_LET_GO_AT_ONCE: Final = 250
"""Prestaties that are freed in less than a millisecond."""

log = structlog.get_logger(__name__)


async def receive(gateway: Gateway, caller: Organisatie, data: bytes) -> Receipt:
    """Judge and book the message in these bytes, with all that follows. Return its receipt after the commit.

    Raises Refusal (Invalid on level 1, Forbidden, Conflict), which is put on record; nothing else is kept then. An
    error that would come back, which is a fault of our own, is put on record too and raised. The same bytes again give
    the first receipt and do nothing, unless they were refused and would be approved by now: then they are booked anew.
    """
    async with gateway.queues.of(LargeTurns).turn(len(data), caller.code):
        return await _receive(gateway, caller, data, lambda: open_message(gateway, caller, data))


async def receive_document(gateway: Gateway, caller: Organisatie, document: Document) -> Receipt:
    """Do as `receive` with a message that was parsed already and passed its schema.

    The caller has the turn of a large message, from before it was parsed.
    """
    return await _receive(gateway, caller, document.data, lambda: open_document(caller, document))


async def _receive(gateway: Gateway, caller: Organisatie, data: bytes, opened: Callable[[], Arrived]) -> Receipt:
    begin = time.perf_counter()
    try:
        arrived = await off_loop(len(data), opened)
        receipt = await (book_answer if arrived.kind.is_answer else book_forward)(gateway, arrived)
        lines = arrived.lines()
        del arrived  # the next one begins when this one's tree is gone
        await _let_go(lines)
    except Refusal as refusal:
        await record_refusal(gateway, caller, data, refusal)
        raise
    except Exception as error:
        if is_passing(error):
            raise
        log.error("receive.failed", error=type(error).__name__, place=place(error))
        await record_refusal(gateway, caller, data, Unforeseen())
        raise
    name_message(str(receipt.id))
    bind_contextvars(message_id=str(receipt.id), verdict=receipt.oordeel.value)
    RECEIVED.labels(receipt.soort, receipt.oordeel.value).inc()
    RECEIVE_SECONDS.observe(time.perf_counter() - begin)
    return receipt


async def _let_go(objects: list[object]) -> None:
    """Empty this list, the last that holds its objects: a hundred thousand freed at once would keep others waiting."""
    while objects:
        del objects[-_LET_GO_AT_ONCE:]
        await asyncio.sleep(0)


async def record_refusal(gateway: Gateway, caller: Organisatie, data: bytes, refusal: Refusal) -> None:
    """Put on record that these bytes of this caller were refused, and why. The bytes are not kept."""
    REFUSED.labels(refusal.problem).inc()
    async with gateway.db.transaction() as tx:
        await weigeringen.log_refusal(
            tx, caller.code, data, {"soort": refusal.problem, "melding": mask_in_text(refusal.text_on_record)}
        )
