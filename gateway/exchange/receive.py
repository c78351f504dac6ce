"""Receiving: bytes come in; a verdict and, for a 305 or 307, a return message come out. One transaction."""

from dataclasses import replace

import asyncpg

from gateway.exchange.answers import book_answer
from gateway.exchange.context import Gateway, Invalid, Refusal, off_loop
from gateway.exchange.effects import effect_of, known_details
from gateway.exchange.intake import Arrived, check_sender, open_message
from gateway.exchange.receipt import Receipt, first_receipt
from gateway.exchange.reports import crash_to_json, to_json
from gateway.messages.retour import compose
from gateway.messages.schrijven import write
from gateway.rules.engine import Crash, Verdict, judge
from gateway.rules.outside import Outside
from gateway.standard import gemeenten
from gateway.standard.findings import Outcome
from gateway.store import casefile, ledger
from gateway.store.casefile import Dossier, Effect
from gateway.store.database import client_lock
from gateway.store.ledger import Bericht, Booking
from gateway.store.organisaties import Organisatie

_ATTEMPTS = 3


async def receive(gateway: Gateway, caller: Organisatie, data: bytes) -> Receipt:
    """The message is in the ledger with its verdict, and its return message waits for the sender.

    Raises Refusal (Invalid on level 1, Forbidden, Conflict): then there is no message and no return message, but the
    refusal is on record. Sending the same bytes again gives the first receipt and does nothing.
    """
    try:
        arrived = await off_loop(len(data), open_message, gateway, data)
        check_sender(caller, arrived)
        return await _settle(gateway, arrived)
    except Refusal as refusal:
        async with gateway.db.transaction() as tx:
            await ledger.log_refusal(tx, caller.code, data, {"soort": refusal.soort, "melding": refusal.melding})
        raise


async def _settle(gateway: Gateway, arrived: Arrived) -> Receipt:
    work = book_answer if arrived.document.soort.is_retour else _judge_and_book
    for _ in range(_ATTEMPTS - 1):
        try:
            return await work(gateway, arrived)
        except asyncpg.UniqueViolationError:
            # The same Identificatie came in for another client at this very moment; it is in the ledger by now.
            continue
    return await work(gateway, arrived)


async def _judge_and_book(gateway: Gateway, arrived: Arrived) -> Receipt:
    entry = arrived.entry(gateway.now())
    bsn = arrived.bsn
    async with gateway.db.transaction(client_lock(entry.gemeente, bsn)) as tx:
        dossier = await casefile.load(tx, entry, bsn, arrived.aanbieder)
        if dossier.eerder is not None:
            return await first_receipt(tx, dossier.eerder)
        if not dossier.aangesloten:
            _refuse_other_gemeente(entry.gemeente)
        entry, retour, booking = await off_loop(len(entry.inhoud), _judged, gateway, arrived, entry, dossier)
        await booking.write(tx)
    return Receipt(
        entry.id,
        entry.soort,
        entry.identificatie,
        entry.vastgelegd_op,
        entry.oordeel,
        retour.id if retour else None,
    )


def _refuse_other_gemeente(gemeente: str) -> None:
    """A municipality that exists uses another gateway; one that doesn't exist is for rule TR378 to refuse."""
    if gemeenten.bestaat(gemeente):
        raise Invalid(
            "gemeente-niet-aangesloten",
            f"Gemeente {gemeente} ({gemeenten.naam(gemeente)}) is niet aangesloten op deze gateway. "
            "Controleer Ontvanger, of bied het bericht aan bij de gateway van die gemeente.",
        )


def _judged(
    gateway: Gateway, arrived: Arrived, entry: Bericht, dossier: Dossier
) -> tuple[Bericht, Bericht | None, Booking]:
    """The verdict and all it leads to: the message with its findings, its answer, its effect and who gets what."""
    verdict = judge(arrived.kit, arrived.message, case=dossier.case, outside=Outside(vandaag=gateway.today()))
    effect: Effect | None = None
    bevindingen = [to_json(finding) for finding in verdict.findings]
    bevindingen += [crash_to_json(crash) for crash in verdict.crashes]
    oordeel = verdict.outcome
    if oordeel is Outcome.GOEDGEKEURD:
        try:
            effect = effect_of(arrived.message)
        except ValueError as error:
            # A year our books can't hold: no rule forbids it, so a person has to look.
            oordeel = Outcome.GEPARKEERD
            bevindingen.append(crash_to_json(Crash("BOEKING", type(error).__name__)))
    booking = Booking(entry.gemeente)
    client_id = dossier.client_id
    if effect is not None:
        client_id = client_id or booking.client(arrived.bsn, known_details(arrived.message))
        casefile.book(booking, effect, entry.id, client_id, entry.verzender)
        booking.levering(entry.id, entry.gemeente)
    entry = replace(entry, oordeel=oordeel, bevindingen=bevindingen, client_id=client_id)
    booking.bericht(entry)
    retour = None
    if oordeel is not Outcome.GEPARKEERD:
        retour = _answer(gateway, arrived, entry, dossier, verdict)
        booking.bericht(retour)
        booking.levering(retour.id, retour.ontvanger)
    return entry, retour, booking


def _answer(gateway: Gateway, arrived: Arrived, entry: Bericht, dossier: Dossier, verdict: Verdict) -> Bericht:
    """The return message as a row of the ledger."""
    antwoord = compose(
        arrived.message,
        verdict.findings,
        identificatie=dossier.retour_identificatie,
        dagtekening=gateway.today(),
        xslt_versie=gateway.xslt_versie,
    )
    return Bericht(
        gemeente=entry.gemeente,
        id=ledger.new_id(),
        richting="uit",
        soort=antwoord.soort.naam,
        release=entry.release,
        verzender=entry.gemeente,
        ontvanger=entry.verzender,
        identificatie=dossier.retour_identificatie,
        inhoud=write(antwoord, gateway.schemas),
        oordeel=Outcome.GOEDGEKEURD,
        heenbericht_id=entry.id,
        uitkomst="goedgekeurd" if verdict.outcome is Outcome.GOEDGEKEURD else "afgekeurd",
        client_id=entry.client_id,
        vastgelegd_op=entry.vastgelegd_op,
    )
