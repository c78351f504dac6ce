"""Receiving: bytes come in; a verdict and, for a 305 or 307, a return message come out. One transaction."""

import time
from typing import NoReturn

from structlog.contextvars import bind_contextvars

from gateway.exchange.answers import book_answer
from gateway.exchange.context import Gateway, Invalid, Refusal, off_loop
from gateway.exchange.intake import Arrived, hosted, locks, open_message
from gateway.exchange.judgement import judged
from gateway.exchange.meldingen import rondom
from gateway.exchange.metrics import RECEIVE_SECONDS, RECEIVED, REFUSED
from gateway.exchange.receipt import Receipt, first_receipt, receipt_of
from gateway.exchange.tracing import name_message
from gateway.standard import gemeenten
from gateway.standard.findings import Outcome
from gateway.store import casefile, ledger, organisaties
from gateway.store.casefile import Dossier
from gateway.store.database import Connection
from gateway.store.ledger import Bericht
from gateway.store.organisaties import Organisatie


async def receive(gateway: Gateway, caller: Organisatie, data: bytes) -> Receipt:
    """The message is in the ledger with its verdict, and its return message waits for the sender.

    Raises Refusal (Invalid on level 1, Forbidden, Conflict): then there is no message and no return message, but the
    refusal is on record. Sending the same bytes again gives the first receipt and does nothing.
    """
    begin = time.perf_counter()
    try:
        arrived = await off_loop(len(data), open_message, gateway, caller, data)
        receipt = await (book_answer if arrived.document.soort.is_retour else _judge_and_book)(gateway, arrived)
    except Refusal as refusal:
        await on_record(gateway, caller, data, refusal)
        raise
    name_message(str(receipt.id))
    bind_contextvars(bericht=str(receipt.id), oordeel=receipt.oordeel.value)
    RECEIVED.labels(receipt.soort, receipt.oordeel.value).inc()
    RECEIVE_SECONDS.observe(time.perf_counter() - begin)
    return receipt


async def on_record(gateway: Gateway, caller: Organisatie, data: bytes, refusal: Refusal) -> None:
    """It is known that this caller's bytes were refused, and why; the bytes are not kept."""
    REFUSED.labels(refusal.soort).inc()
    async with gateway.db.transaction() as tx:
        await ledger.log_refusal(tx, caller.code, data, {"soort": refusal.soort, "melding": refusal.melding})


async def _judge_and_book(gateway: Gateway, arrived: Arrived) -> Receipt:
    entry = arrived.entry(gateway.now())
    async with gateway.db.transaction(*locks(arrived)) as tx:
        dossier = await casefile.load(tx, entry, arrived.bsn, arrived.aanbieder)
        if dossier.eerder is not None:
            return await first_receipt(tx, dossier.eerder)
        await _check_parties(tx, entry, dossier)
        om = await rondom(tx, entry, arrived, dossier)
        entry, retour, booking = await off_loop(len(entry.inhoud), judged, gateway, arrived, entry, dossier, om)
        if dossier.extern and entry.oordeel is Outcome.AFGEKEURD and retour is None:
            _refuse_to_pass_on(entry)
        booking.bericht(entry)
        await booking.write(tx)
    return receipt_of(entry, retour)


async def _check_parties(tx: Connection, entry: Bericht, dossier: Dossier) -> None:
    """Returns when a message between these two is dealt with here.

    A municipality that exists and takes no part uses another gateway; one that doesn't exist is for rule TR378.
    """
    gemeente = entry.gemeente
    if not dossier.aangesloten and gemeenten.bestaat(gemeente):
        raise Invalid(
            "gemeente-niet-aangesloten",
            f"Gemeente {gemeente} ({gemeenten.naam(gemeente)}) is niet aangesloten op deze gateway. "
            "Controleer Ontvanger, of bied het bericht aan bij de gateway van die gemeente.",
        )
    if entry.verzender == gemeente:
        if not dossier.extern:
            raise hosted(gemeente)
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
        gegevens={"bevindingen": list(entry.bevindingen)},
    )
