"""What became of a message that was handed in at VECOZO is asked (Berichtstatus V3) until it says how that ended."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import structlog

from gateway.exchange.chain.faults import note_refusal
from gateway.exchange.kernel.gateway import Gateway
from gateway.standard.identifiers import mask_in_text
from gateway.standard.stuf.codes import ChainCode, CodeList, Remedy
from gateway.standard.vecozo.codes import ENDS, USED_BEFORE, Status, advice_on, status_of
from gateway.store.delivery import enveloppen_uit
from gateway.store.delivery.vecozo import navraag
from gateway.store.delivery.vecozo.navraag import Followed
from gateway.store.ledger.gebeurtenissen import STATUS_IN_CHAIN, log_event
from gateway.transport.vecozo.answers import StatusItem
from gateway.transport.vecozo.channel import FIRST_ASK, Vecozo
from gateway.transport.vecozo.rest import Rest, Unavailable

VECOZO: Final = "VECOZO"
_MAX_LEASED: Final = 100
_LEASE: Final = timedelta(minutes=2)
"""Time after which another worker may ask about what this one didn't come to."""
_MAX_WAIT: Final = timedelta(hours=1)
_KNOWN_FOR: Final = timedelta(days=62)
"""VECOZO keeps what it knows of a message for some two months."""
_WITHOUT_CODE: Final = {
    Status.AFGEKEURD: ChainCode(
        Status.AFGEKEURD, "VECOZO keurde het bericht af, en gaf er geen code bij", Remedy.ADMINISTER
    ),
    Status.AFGEBROKEN: ChainCode(
        Status.AFGEBROKEN, "VECOZO kon het bericht niet bezorgen, en gaf het op", Remedy.ADMINISTER
    ),
}
"""What follows from an end that is not as it should be, when no code says why."""

log = structlog.get_logger(__name__)


async def follow_sent(gateway: Gateway, rest: Rest, adres: str) -> None:
    """Ask about what was handed in at this address and is due. Raises Unavailable when VECOZO can't be asked."""
    more = True
    while more:
        async with gateway.db.transaction() as tx:
            due = await navraag.lease_due(tx, Vecozo.name, adres, _MAX_LEASED, _LEASE)
        for each in due:
            await _note(gateway, each, _decisive(await _statuses_of(rest, each)))
        more = len(due) == _MAX_LEASED


async def _statuses_of(rest: Rest, each: Followed) -> Sequence[StatusItem]:
    """Return what VECOZO says of this message; nothing when it says something that is not understood.

    Raises Unavailable when VECOZO can't be asked about others either.
    """
    try:
        return await rest.list_statuses(each.referentie)
    except Unavailable as error:
        if not error.is_about_request:
            raise
        log.warning("vecozo.status_unread", message_id=str(each.bericht_id), outcome=error.outcome)
        return []


def _decisive(items: Sequence[StatusItem]) -> StatusItem | None:
    """Return the item that says what became of the message; None: VECOZO knows nothing of it.

    One about a second try of the same message says nothing of the first, which was taken.
    """
    return next((each for each in items if set(each.codes) != {USED_BEFORE}), None)


async def _note(gateway: Gateway, each: Followed, item: StatusItem | None) -> None:
    said = None if item is None else mask_in_text(item.berichtstatus)
    status = None if item is None else status_of(item.berichtstatus)
    wait = None if status in ENDS else wait_after(each.age)
    async with gateway.db.transaction() as tx:
        # The delivery is locked first, as by an attempt that ends at the same moment.
        await enveloppen_uit.find(tx, each.referentie)
        if await navraag.note_status(tx, each, said, wait):
            event = {"status": said, "van": VECOZO}
            await log_event(tx, each.gemeente, each.bericht_id, STATUS_IN_CHAIN, **event)
        if item is not None and status in _WITHOUT_CODE:
            code = reason_of(status, item.codes, gateway.delivery.chain.code_list)
            await note_refusal(tx, gateway, each.referentie, code, VECOZO)
    if item is None and wait is None:
        log.warning("vecozo.status_unknown", message_id=str(each.bericht_id))


def wait_after(age: timedelta) -> timedelta | None:
    """Return how long to wait before asking again about a message of this age; None: VECOZO forgot it by now.

    It is asked about as often as its age doubles, and each hour in the end.
    """
    return None if age > _KNOWN_FOR else min(max(age, FIRST_ASK), _MAX_WAIT)


def reason_of(status: Status, codes: Sequence[str], code_list: CodeList) -> ChainCode:
    """Return why a message ended so: by the first of these codes, or by that it ended."""
    return advice_on(mask_in_text(codes[0]), code_list) if codes else _WITHOUT_CODE[status]
