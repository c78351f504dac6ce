"""Receiving: bytes come in; a verdict and, for a 305 or 307, a return message come out. One transaction."""

from gateway.exchange.answers import book_answer
from gateway.exchange.context import Gateway, Invalid, Refusal, off_loop
from gateway.exchange.intake import Arrived, check_sender, locks, open_message
from gateway.exchange.judgement import judged
from gateway.exchange.receipt import Receipt, first_receipt, receipt_of
from gateway.standard import gemeenten
from gateway.store import casefile, ledger
from gateway.store.organisaties import Organisatie


async def receive(gateway: Gateway, caller: Organisatie, data: bytes) -> Receipt:
    """The message is in the ledger with its verdict, and its return message waits for the sender.

    Raises Refusal (Invalid on level 1, Forbidden, Conflict): then there is no message and no return message, but the
    refusal is on record. Sending the same bytes again gives the first receipt and does nothing.
    """
    try:
        arrived = await off_loop(len(data), open_message, gateway, data)
        check_sender(caller, arrived)
        return await (book_answer if arrived.document.soort.is_retour else _judge_and_book)(gateway, arrived)
    except Refusal as refusal:
        async with gateway.db.transaction() as tx:
            await ledger.log_refusal(tx, caller.code, data, {"soort": refusal.soort, "melding": refusal.melding})
        raise


async def _judge_and_book(gateway: Gateway, arrived: Arrived) -> Receipt:
    entry = arrived.entry(gateway.now())
    async with gateway.db.transaction(*locks(arrived)) as tx:
        dossier = await casefile.load(tx, entry, arrived.bsn, arrived.aanbieder)
        if dossier.eerder is not None:
            return await first_receipt(tx, dossier.eerder)
        if not dossier.aangesloten:
            _refuse_other_gemeente(entry.gemeente)
        entry, retour, booking = await off_loop(len(entry.inhoud), judged, gateway, arrived, entry, dossier)
        booking.bericht(entry)
        await booking.write(tx)
    return receipt_of(entry, retour)


def _refuse_other_gemeente(gemeente: str) -> None:
    """A municipality that exists uses another gateway; one that doesn't exist is for rule TR378 to refuse."""
    if gemeenten.bestaat(gemeente):
        raise Invalid(
            "gemeente-niet-aangesloten",
            f"Gemeente {gemeente} ({gemeenten.naam(gemeente)}) is niet aangesloten op deze gateway. "
            "Controleer Ontvanger, of bied het bericht aan bij de gateway van die gemeente.",
        )
