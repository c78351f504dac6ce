"""Receiving a return message: the 302 of a provider, or the 306 or 308 of a municipality with another gateway."""

from collections.abc import Iterable
from dataclasses import replace

from gateway.exchange.kernel.findings_json import to_json
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict, Invalid
from gateway.exchange.receiving.arrived import Arrived
from gateway.exchange.receiving.receipt import Receipt, first_receipt, receipt_of
from gateway.messages.retour import GEEN_OPMERKING, uitkomst
from gateway.messages.start import Wmo306
from gateway.messages.stop import Wmo308
from gateway.messages.toewijzing import Wmo302
from gateway.standard.codelists import meaning
from gateway.standard.findings import Finding, Outcome, Severity
from gateway.store.care import clienten
from gateway.store.db.booking import Booking
from gateway.store.db.locks import client_lock, identificatie_lock
from gateway.store.delivery import series
from gateway.store.ledger import berichten
from gateway.store.ledger.berichten import Bericht


async def book_answer(gateway: Gateway, arrived: Arrived) -> Receipt:
    """The answer is in the ledger beside the message it answers, and waits for who sent that.

    A refused assignment counts as never sent from then on (OP286): the next 301 carries it again.
    Raises Invalid when there is no such message, Conflict when it was answered otherwise before.
    """
    antwoord = arrived.message
    assert isinstance(antwoord, Wmo302 | Wmo306 | Wmo308)
    entry = arrived.entry(gateway.now())
    beantwoord = antwoord.header.bericht_identificatie.identificatie
    heen = await _forward(gateway, arrived, entry)
    async with gateway.db.transaction(await _lock(gateway, heen, beantwoord), arrived.locks[-1]) as tx:
        eerste = await berichten.find_repeated(tx, entry)
        if eerste is not None:
            return await first_receipt(tx, eerste, entry.identificatie)
        _check_unanswered(heen, await berichten.find_answer(tx, heen.gemeente, heen.id))
        entry = replace(
            entry,
            oordeel=Outcome.GOEDGEKEURD,
            bevindingen=[to_json(each) for each in explain(antwoord)],
            heenbericht_id=heen.id,
            uitkomst="goedgekeurd" if uitkomst(antwoord).goedgekeurd else "afgekeurd",
            client_id=heen.client_id,
        )
        booking = Booking()
        berichten.book_message(booking, entry)
        reeks = heen.client_id or await series.series_of_message(tx, heen.gemeente, heen.id)
        berichten.book_delivery(booking, entry, reeks)
        await booking.write(tx)
    return receipt_of(entry, None)


def _check_unanswered(heen: Bericht, eerder: Bericht | None) -> None:
    if eerder is not None:
        raise Conflict(
            "al-beantwoord",
            f"Op {heen.soort} {heen.identificatie} is al een {eerder.soort} ontvangen "
            f"(IdentificatieRetour {eerder.identificatie}, {eerder.uitkomst}). Eén retourbericht per bericht.",
            gegevens={"bericht": str(eerder.id)},
        )


async def _forward(gateway: Gateway, arrived: Arrived, entry: Bericht) -> Bericht:
    """Return the message that this one answers: who sent that is to receive this."""
    soort = arrived.kind.answers
    assert soort is not None
    identificatie = arrived.message.header.bericht_identificatie.identificatie
    async with gateway.db.reading() as tx:
        heen = await berichten.find_sent(tx, entry.gemeente, entry.ontvanger, soort, identificatie, entry.verzender)
    if heen is None:
        raise Invalid(
            "heenbericht-onbekend",
            f"{entry.ontvanger} heeft via deze gateway geen {soort} met Identificatie {identificatie} aan "
            f"{entry.verzender} gestuurd. Controleer BerichtIdentificatie: die moet gelijk zijn aan het heenbericht.",
            vastgelegd=f"{entry.ontvanger} heeft geen {soort} met deze Identificatie aan {entry.verzender} gestuurd.",
        )
    return heen


async def _lock(gateway: Gateway, heen: Bericht, identificatie: str) -> int:
    """Return the client's; of a message that was passed on, which has no client here, that of the message."""
    if heen.client_id is None:
        return identificatie_lock(heen.gemeente, heen.verzender, heen.soort, identificatie)
    async with gateway.db.reading() as tx:
        client = await clienten.find(tx, heen.gemeente, heen.client_id)
    assert client is not None
    return client_lock(heen.gemeente, client.bsn)


def explain(message: Wmo302 | Wmo306 | Wmo308) -> Iterable[Finding]:
    """Return the return codes of an answer, each with where it stands and what it means."""
    for path, code in uitkomst(message).codes:
        if code != GEEN_OPMERKING:
            yield Finding(
                code=code,
                retourcode=code,
                level=2 if code == "0001" else 3,
                severity=Severity.SIGNAAL,
                path=path,
                explanation=f"Retourcode {code}: {meaning('LDT_RetourCode', code) or 'onbekende code'}.",
                remedy="Zoek de oorzaak bij deze klasse, herstel die en stuur een nieuw bericht.",
                source="WJ001",
            )
