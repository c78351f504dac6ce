"""Booking of forward messages: those that wait at the same moment share a transaction, each judged as if alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NoReturn

import asyncpg
import structlog

from gateway.exchange.kernel.gateway import INLINE_BYTES, Gateway, off_loop
from gateway.exchange.kernel.group_commit import GroupCommit
from gateway.exchange.kernel.metrics import MESSAGES_PER_TRANSACTION
from gateway.exchange.kernel.refusals import Invalid, Refusal
from gateway.exchange.kernel.unforeseen import parked_by, parks, place
from gateway.exchange.receiving.arrived import Arrived
from gateway.exchange.receiving.intake import refuse_hosted, tell_absent
from gateway.exchange.receiving.judge import Judged, Pending, judge_pending, load
from gateway.exchange.receiving.receipt import Receipt, first_receipt, receipt_of
from gateway.standard import municipalities
from gateway.standard.findings import Outcome
from gateway.store.alerts import attenderingen
from gateway.store.alerts.attenderingen import Alert
from gateway.store.care import clienten
from gateway.store.db import booking
from gateway.store.db.booking import Booking
from gateway.store.db.database import UNAVAILABLE, Connection
from gateway.store.db.locks import try_locks
from gateway.store.ledger import berichten as ledger
from gateway.store.ledger.berichten import Bericht
from gateway.store.parties import organisaties

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Submission:
    """A message that waits to be judged and booked."""

    gateway: Gateway
    arrived: Arrived
    locks: tuple[int, ...]


class BookingQueue(GroupCommit[Submission, Receipt]):
    """The forward messages that wait to be judged and booked, of one gateway."""

    async def commit_group(self, items: Sequence[Submission]) -> Sequence[Receipt | Exception | None]:
        """Judge and book these messages in one transaction.

        Return None for a message that has to go alone: somebody holds its client or its request, or an error spoiled
        the group. Raises an error that says that the database is away, for then no message has an outcome.
        """
        gateway = items[0].gateway
        keys = [key for item in items for key in item.locks]
        try:
            async with gateway.db.serial_transaction() as tx:
                held = dict(zip(keys, await try_locks(tx, gateway.db.hash_locks(keys)), strict=True))
                free = [all(held[key] for key in item.locks) for item in items]
                along = [item.arrived for item, is_free in zip(items, free, strict=True) if is_free]
                outcomes = iter(await _book_all(tx, gateway, along) if along else [])
        except Exception as error:
            if isinstance(error, UNAVAILABLE) and not isinstance(error, asyncpg.DataError):
                raise
            log.warning("receive.group_commit.fallback", messages=len(items), error=type(error).__name__)
            return [None] * len(items)
        MESSAGES_PER_TRANSACTION.observe(len(along))
        return [next(outcomes) if is_free else None for is_free in free]

    async def commit_alone(self, item: Submission) -> Receipt:
        """Judge and book this message in a transaction of its own; park it when that fails by a fault of our own."""
        gateway, arrived = item.gateway, item.arrived
        try:
            outcome = await _book_alone(item)
        except Exception as error:
            if not parks(error):
                raise
            log.error("receive.parked", error=type(error).__name__, place=place(error))
            return await _park(gateway, arrived, error)
        if isinstance(outcome, Refusal):
            raise outcome
        return outcome


async def _book_alone(item: Submission) -> Receipt | Refusal:
    async with item.gateway.db.transaction(*item.locks) as tx:
        [outcome] = await _book_all(tx, item.gateway, [item.arrived])
        return outcome


async def book_forward(gateway: Gateway, arrived: Arrived) -> Receipt:
    """Judge and book the message with all that follows from it. Raises Refusal; then nothing is booked.

    Messages that come in while others are being booked share the next transaction; those of one client are judged in
    order of arrival. A large message has a transaction of its own.
    """
    alone = len(arrived.document.data) > INLINE_BYTES
    locks = arrived.locks
    return await gateway.queues.of(BookingQueue).submit(Submission(gateway, arrived, locks), locks, alone=alone)


async def _park(gateway: Gateway, arrived: Arrived, error: Exception) -> Receipt:
    """Keep the message as parked, for this error kept it from being judged or booked. Return its receipt.

    Raises Refusal when the gateway does not judge messages between these parties.
    """
    async with gateway.db.transaction(*arrived.locks) as tx:
        entry = parked_by(arrived.entry(gateway.now()), error)
        first = await ledger.find_repeated(tx, entry)
        if first is not None:
            return await first_receipt(tx, first, entry.identificatie)
        gemeente = await organisaties.find(tx, entry.gemeente)
        takes_part = gemeente is not None and gemeente.soort == "gemeente"
        extern = gemeente is not None and gemeente.extern
        await _check_parties(tx, gateway, entry, takes_part=takes_part, extern=extern)
        client = None if extern else await clienten.find_by_bsn(tx, entry.gemeente, arrived.bsn)
        entry = replace(entry, client_id=None if client is None else client.id)
        booked = Booking()
        await off_loop(len(entry.inhoud), book_arrived, booked, entry)
        await booking.write_bookings(tx, [booked])
    return receipt_of(entry, None)


def book_arrived(booked: Booking, entry: Bericht) -> None:
    """Add the message to the booking, and when it is parked the alert of that."""
    ledger.book_message(booked, entry)
    if entry.oordeel is Outcome.GEPARKEERD:
        data = {"gemeente": entry.gemeente, "berichtId": str(entry.id), "soort": entry.soort}
        data["pad"] = attenderingen.message_path(entry.id)
        alert = Alert(soort="bericht.geparkeerd", gemeente=entry.gemeente, aanbieder=entry.aanbieder, gegevens=data)
        attenderingen.book_alert(booked, alert)


async def _book_all(tx: Connection, gateway: Gateway, messages: Sequence[Arrived]) -> list[Receipt | Refusal]:
    """Judge and book these messages, no two about one client; return the receipt of each, or its refusal.

    The caller holds the locks of all messages, and commits.
    """
    bookings: list[Booking] = []
    outcomes: list[Receipt | Refusal] = []
    for pending in await load(tx, gateway, [(arrived, arrived.entry(gateway.now())) for arrived in messages]):
        try:
            outcomes.append(await _book_unless_repeated(tx, gateway, bookings, pending))
        except Refusal as refusal:
            outcomes.append(refusal)
    await booking.write_bookings(tx, bookings)
    return outcomes


async def _book_unless_repeated(tx: Connection, gateway: Gateway, bookings: list[Booking], pending: Pending) -> Receipt:
    """Return a new receipt for the message, with its booking added to the others, or its earlier receipt.

    A message that stands, approved or parked, gives its receipt again. A message that was refused counts as never sent
    (OP286), so the same bytes are judged by the books of now; while those refuse it too, nothing is booked and the
    earlier receipt comes back. Raises Refusal.
    """
    identificatie, loaded = pending.entry.identificatie, pending.loaded
    if loaded.standing is not None:
        return await first_receipt(tx, loaded.standing, identificatie)
    try:
        judged = await _judge_now(tx, gateway, pending)
    except Refusal:
        if loaded.refused_before is None:
            raise
        return await first_receipt(tx, loaded.refused_before, identificatie)
    if loaded.refused_before is not None and judged.entry.oordeel is Outcome.AFGEKEURD:
        return await first_receipt(tx, loaded.refused_before, identificatie)
    await off_loop(len(judged.entry.inhoud), book_arrived, judged.booking, judged.entry)
    bookings.append(judged.booking)
    return receipt_of(judged.entry, judged.answer)


async def _judge_now(tx: Connection, gateway: Gateway, pending: Pending) -> Judged:
    """Return the message with its verdict and all that follows.

    Raises Refusal, also for a message that is refused without an answer in return.
    """
    loaded = pending.loaded
    await _check_parties(tx, gateway, pending.entry, takes_part=loaded.takes_part, extern=loaded.extern)
    judged = await judge_pending(tx, gateway, pending)
    if judged.entry.oordeel is Outcome.AFGEKEURD and judged.answer is None:
        _refuse_to_pass_on(judged.entry)
    return judged


async def _check_parties(tx: Connection, gateway: Gateway, entry: Bericht, *, takes_part: bool, extern: bool) -> None:
    """Raise Refusal unless messages between these two parties are judged here.

    A municipality that exists and takes no part uses another gateway; one that doesn't exist is for rule TR378.
    """
    gemeente = entry.gemeente
    if not takes_part and municipalities.is_municipality(gemeente, gateway.today()):
        raise Invalid("gemeente-niet-aangesloten", " ".join(tell_absent(gemeente)))
    if entry.verzender == gemeente:
        if not extern:
            raise refuse_hosted(gemeente)
        if await organisaties.find(tx, entry.ontvanger) is None:
            raise Invalid(
                "aanbieder-onbekend",
                f"Aanbieder {entry.ontvanger} is niet aangesloten op deze gateway. Controleer Ontvanger, of bied het "
                "bericht aan bij de gateway van die aanbieder.",
            )


def _refuse_to_pass_on(entry: Bericht) -> NoReturn:
    codes = ", ".join(sorted({each["code"] for each in entry.bevindingen if each.get("severity") == "afkeur"}))
    raise Invalid(
        "niet-doorgegeven",
        f"De {entry.soort} is niet doorgegeven aan gemeente {entry.gemeente}, die een andere gateway gebruikt: zij zou "
        f"het bericht afkeuren ({codes}). Herstel de bevindingen en bied het opnieuw aan; er komt geen retourbericht.",
        details={"bevindingen": list(entry.bevindingen)},
    )
