"""Receiving an answer: the 302 of a provider, or the 306, 308 or 325 of a municipality with another gateway."""

from collections.abc import Iterable
from dataclasses import replace

from gateway.exchange.kernel.findings_json import to_json
from gateway.exchange.kernel.gateway import Gateway, off_loop
from gateway.exchange.kernel.refusals import Conflict, Invalid
from gateway.exchange.receiving.arrived import Arrived, read_message
from gateway.exchange.receiving.receipt import Receipt, first_receipt, receipt_of
from gateway.messages.claim_answer import ALL_GRANTED, claim_outcome_of
from gateway.messages.kinds.declaratie import Wmo323, Wmo325
from gateway.messages.return_message import NO_REMARK, ReturnMessage, ReturnOutcome, outcome_of
from gateway.rules.engine import Verdict, judge
from gateway.rules.outside import Outside
from gateway.standard.codelists import meaning
from gateway.standard.findings import Finding, Outcome, Severity
from gateway.standard.xml.parse import parse
from gateway.store.care import casefile, clienten
from gateway.store.db.booking import Booking
from gateway.store.db.locks import client_lock, identificatie_lock
from gateway.store.delivery import outbox, series
from gateway.store.ledger import berichten
from gateway.store.ledger.berichten import Bericht
from gateway.store.requests import verzoek_antwoorden, verzoeken


async def book_answer(gateway: Gateway, arrived: Arrived) -> Receipt:
    """Book the return message beside the message that it answers, and its delivery to that message's sender.

    What was refused counts as never sent from then on (OP286): the next 301 carries a refused assignment again, and a
    request is as open as it was before the answer that was refused.
    Raises Invalid when there is no such message, and for a WMO325 that contradicts itself; Conflict when it was
    answered otherwise before.
    """
    answer = arrived.message
    assert isinstance(answer, ReturnMessage | Wmo325)
    entry = arrived.entry(gateway.now())
    answered = arrived.answered_identificatie
    forward = await _find_forward(gateway, arrived, entry)
    if isinstance(answer, Wmo325):
        await _check_claim_answer(gateway, arrived, entry, forward)
    async with gateway.db.transaction(await _lock(gateway, forward, answered), arrived.locks[-1]) as tx:
        first = await berichten.find_repeated(tx, entry)
        if first is not None:
            return await first_receipt(tx, first, entry.identificatie)
        _check_unanswered(forward, await berichten.find_answer(tx, forward.gemeente, forward.id))
        entry = replace(
            entry,
            oordeel=Outcome.GOEDGEKEURD,
            bevindingen=[to_json(each) for each in explain(answer)],
            heenbericht_id=forward.id,
            uitkomst="goedgekeurd" if said_by(answer).approved else "afgekeurd",
            client_id=forward.client_id,
        )
        booking = Booking()
        berichten.book_message(booking, entry)
        delivery_series = forward.client_id or await series.series_of_message(tx, forward.gemeente, forward.id)
        outbox.book_delivery(booking, entry, delivery_series)
        await booking.write(tx)
        if entry.uitkomst == "afgekeurd":
            answered_requests = await verzoek_antwoorden.requests_answered_by(tx, forward.gemeente, forward.id)
            await verzoeken.settle(tx, forward.gemeente, answered_requests)
    return receipt_of(entry, None)


async def _check_claim_answer(gateway: Gateway, arrived: Arrived, entry: Bericht, claim: Bericht) -> None:
    """Raise Invalid for a WMO325 that the rules refuse: no message can answer it, so its sender is told at once."""
    verdict = await judge_claim_answer(gateway, arrived, entry, claim)
    if verdict.outcome is not Outcome.GOEDGEKEURD:
        raise Invalid(
            "antwoord-ongeldig",
            "De WMO325 klopt niet, in zichzelf of naast de declaratie, en is niet doorgegeven; een retourbericht "
            "bestaat er niet op (OP090x2). Herstel de bevindingen en bied haar opnieuw aan.",
            verdict.findings,
        )


async def judge_claim_answer(gateway: Gateway, arrived: Arrived, entry: Bericht, claim: Bericht | None) -> Verdict:
    """Return the verdict on this WMO325 beside the claim that it answers; None: there is no such claim.

    A claim whose content was erased, as its retention was over, isn't seen by the rules.
    """
    async with gateway.db.reading() as tx:
        [loaded] = await casefile.load(tx, [(entry, "")], numbered=False)
    outside = Outside(today=gateway.today(), worked=loaded.gewerkte_feestdagen)
    seen: tuple[Wmo323, ...] | None = ()
    if claim is not None:
        seen = (_claim_in(claim),) if claim.inhoud else None
    case = replace(loaded.case, answered=seen)
    return await off_loop(len(entry.inhoud), lambda: judge(arrived.kit, arrived.message, case=case, outside=outside))


def _claim_in(entry: Bericht) -> Wmo323:
    message = read_message(parse(entry.inhoud)).message
    assert isinstance(message, Wmo323)
    return message


def _check_unanswered(forward: Bericht, earlier: Bericht | None) -> None:
    if earlier is not None:
        raise Conflict(
            "al-beantwoord",
            f"Op {forward.soort} {forward.identificatie} is al een {earlier.soort} ontvangen "
            f"(IdentificatieRetour {earlier.identificatie}, {earlier.uitkomst}). Eén retourbericht per bericht.",
            details={"berichtId": str(earlier.id)},
        )


async def find_answered(gateway: Gateway, arrived: Arrived, entry: Bericht) -> Bericht | None:
    """Return the message that this one answers: sent by the receiver of this one; None when there is none."""
    soort = arrived.kind.answers
    assert soort is not None
    identificatie = arrived.answered_identificatie
    async with gateway.db.reading() as tx:
        return await berichten.find_sent(tx, entry.gemeente, entry.ontvanger, soort, identificatie, entry.verzender)


async def _find_forward(gateway: Gateway, arrived: Arrived, entry: Bericht) -> Bericht:
    forward = await find_answered(gateway, arrived, entry)
    if forward is None:
        soort, identificatie = arrived.kind.answers, arrived.answered_identificatie
        raise Invalid(
            "heenbericht-onbekend",
            f"{entry.ontvanger} heeft via deze gateway geen {soort} met Identificatie {identificatie} aan "
            f"{entry.verzender} gestuurd. Controleer BerichtIdentificatie: die moet gelijk zijn aan het heenbericht.",
            text_on_record=(
                f"{entry.ontvanger} heeft geen {soort} met deze Identificatie aan {entry.verzender} gestuurd."
            ),
        )
    return forward


async def _lock(gateway: Gateway, forward: Bericht, identificatie: str) -> int:
    """Return the lock on the client of the answered message; of a relayed one, which has no client here, on itself."""
    if forward.client_id is None:
        return identificatie_lock(forward.gemeente, forward.verzender, forward.soort, identificatie)
    async with gateway.db.reading() as tx:
        client = await clienten.find(tx, forward.gemeente, forward.client_id)
    assert client is not None
    return client_lock(forward.gemeente, client.bsn)


def said_by(message: ReturnMessage | Wmo325) -> ReturnOutcome:
    """Return what an answer says of the message that it answers."""
    return claim_outcome_of(message) if isinstance(message, Wmo325) else outcome_of(message)


def explain(message: ReturnMessage | Wmo325) -> Iterable[Finding]:
    """Return the return codes of an answer, each with where it stands and what it means."""
    for path, code in said_by(message).codes:
        if code not in (NO_REMARK, ALL_GRANTED):
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
