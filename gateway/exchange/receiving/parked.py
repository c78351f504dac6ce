"""Parked messages: a list of them, and judging one again by the rules and the books of today."""

from dataclasses import replace
from uuid import UUID

import structlog

from gateway.exchange.kernel.gateway import Gateway, off_loop
from gateway.exchange.kernel.refusals import Conflict, Forbidden
from gateway.exchange.kernel.unforeseen import parked_by, parks, place
from gateway.exchange.receiving.arrived import Arrived, read_message
from gateway.exchange.receiving.judge import judge_pending, load
from gateway.exchange.receiving.lookup import find_message
from gateway.exchange.receiving.receipt import Receipt, receipt_of
from gateway.standard.findings import Outcome
from gateway.standard.xml.parse import parse
from gateway.store.db.booking import Booking
from gateway.store.db.database import Connection
from gateway.store.ledger import beoordelingen, berichten
from gateway.store.ledger.beoordelingen import ParkedMessage
from gateway.store.ledger.berichten import Bericht
from gateway.store.parties.organisaties import Organisatie

log = structlog.get_logger(__name__)


async def list_parked(gateway: Gateway, caller: Organisatie, after: UUID | None, limit: int) -> list[ParkedMessage]:
    """Return at most `limit` parked messages from or for the caller, oldest first, those after the id `after`.

    An operator gets those of all parties.
    """
    async with gateway.db.reading() as tx:
        return await beoordelingen.list_parked(tx, None if caller.soort == "beheerder" else caller.code, after, limit)


async def judge_again(gateway: Gateway, caller: Organisatie, id: UUID) -> Receipt:
    """Judge a parked message as if it came in now, and book all that follows. Return its receipt.

    Its effect, its return message and their deliveries are booked in one transaction, as on arrival. When a rule or the
    gateway itself crashes again, the message stays parked. Raises NotFound, Forbidden, and Conflict when the message
    isn't parked, also when another caller had it judged meanwhile.
    """
    entry = (await find_message(gateway, caller, id)).entry
    if caller.soort != "beheerder" and caller.code != entry.gemeente:
        raise Forbidden("andere-gemeente", f"Alleen gemeente {entry.gemeente} kan dit bericht laten beoordelen.")
    _check_parked(entry)
    arrived = await off_loop(len(entry.inhoud), _read, entry)
    try:
        return await _judge_and_book(gateway, caller, entry, arrived)
    except Exception as error:
        if not parks(error):
            raise
        log.error("judge_again.parked", error=type(error).__name__, place=place(error))
        entry = parked_by(entry, error)
    async with gateway.db.transaction(*arrived.locks) as tx:
        await _find_parked(tx, id)
        booking = Booking()
        beoordelingen.book_verdict(booking, entry, caller.code, gateway.now())
        await booking.write(tx)
    return receipt_of(entry, None)


async def _judge_and_book(gateway: Gateway, caller: Organisatie, entry: Bericht, arrived: Arrived) -> Receipt:
    async with gateway.db.transaction(*arrived.locks) as tx:
        shown = await _find_parked(tx, entry.id)
        # The ledger may show a pseudonym; the books are asked by what the message says.
        entry = replace(entry, identificatie=arrived.identificatie)
        [pending] = await load(tx, gateway, [(arrived, entry)])
        judged = await judge_pending(tx, gateway, pending)
        beoordelingen.book_verdict(judged.booking, judged.entry, caller.code, gateway.now())
        await judged.booking.write(tx)
    return receipt_of(replace(judged.entry, identificatie=shown.identificatie), judged.answer)


async def _find_parked(tx: Connection, id: UUID) -> Bericht:
    """Return the message as the ledger shows it now. Raises Conflict unless it is parked."""
    now = await berichten.find(tx, id)
    assert now is not None
    _check_parked(now)
    return now


def _check_parked(entry: Bericht) -> None:
    if entry.oordeel is not Outcome.GEPARKEERD:
        raise Conflict(
            "niet-geparkeerd",
            f"{entry.soort} {entry.identificatie} van {entry.verzender} is al {entry.oordeel.value}. "
            "Alleen een geparkeerd bericht kan opnieuw worden beoordeeld.",
            details={"oordeel": entry.oordeel.value},
        )


def _read(entry: Bericht) -> Arrived:
    return read_message(parse(entry.inhoud))
