"""A trial of a message, and a dry run: levels 1 to 4 against the present state of the books, with nothing stored."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import structlog

from gateway.exchange.kernel.gateway import Gateway, off_loop
from gateway.exchange.kernel.refusals import Forbidden
from gateway.exchange.kernel.turns import LargeTurns, beside
from gateway.exchange.kernel.unforeseen import crash_of, parks, place
from gateway.exchange.receiving.answer import find_answered, judge_claim_answer
from gateway.exchange.receiving.arrived import Arrived, read_message
from gateway.exchange.receiving.flows import Flow, flow_of
from gateway.exchange.receiving.intake import tell_absent
from gateway.exchange.receiving.judge import Pending, load_cases, verdict_of, with_claims, with_requests
from gateway.exchange.receiving.lookup import findings_for
from gateway.exchange.receiving.receipt import find_earlier, tell_earlier
from gateway.exchange.receiving.validate import Validation, validate, validation_of
from gateway.messages.claim_answer import ClaimDecision, decision_in, decision_on
from gateway.messages.kinds.declaratie import Wmo323, Wmo325
from gateway.messages.read import read
from gateway.messages.registry import Message
from gateway.rules.engine import Verdict
from gateway.standard.findings import Outcome, Severity
from gateway.standard.municipalities import is_municipality
from gateway.standard.xml.parse import parse
from gateway.store.care import casefile
from gateway.store.care.casefile import LoadedCase
from gateway.store.ledger import berichten
from gateway.store.ledger.berichten import Bericht
from gateway.store.parties.organisaties import Organisatie

log = structlog.get_logger(__name__)


async def try_message(
    gateway: Gateway, caller: Organisatie, data: bytes, *, books: bool, second: bool = False
) -> Validation:
    """Return the verdict on these bytes by themselves or, with `books`, the one they would get now, as `dry_run` does.

    A large message waits for its turn. `second`: with a second opinion on level 1. Raises Forbidden.
    """
    async with gateway.queues.of(LargeTurns).turn(len(data), caller.code):
        if books:
            return await beside(gateway, len(data), dry_run, caller, data, second=second)
        return await beside(gateway, len(data), _validate, data, second=second)


async def _validate(gateway: Gateway, data: bytes, *, second: bool) -> Validation:
    return await validate(gateway.schemas, data, second=second)


async def dry_run(gateway: Gateway, caller: Organisatie | None, data: bytes, *, second: bool = False) -> Validation:
    """Return the verdict these bytes would get now. A return message is judged on levels 1 and 2 only, but for the
    answer to a claim, which is judged beside that.

    Bytes that came in before get a finding that says so, and the verdict in the receipt that they would get. `second`:
    with a second opinion on level 1. `caller`: a party to the message; None for the operator at the machine itself.
    Raises Forbidden for others.
    """
    first = await validate(gateway.schemas, data, second=second)
    flow = flow_of(first.soort)
    if not first.schema_geldig or flow is None:
        return first
    arrived = await off_loop(len(data), lambda: read_message(parse(data)))
    if caller is not None and caller.code not in (arrived.gemeente, arrived.aanbieder):
        raise Forbidden(
            "andere-partij",
            f"Dit bericht is van {arrived.aanbieder} en gemeente {arrived.gemeente}; de API-sleutel hoort bij "
            f"{caller.code}. Alleen zij kunnen het tegen de administratie toetsen.",
        )
    try:
        return await _against_books(gateway, caller, flow, arrived, first)
    except Exception as error:
        if not parks(error):
            raise
        log.error("validate.parked", error=type(error).__name__, place=place(error))
        crashed = validation_of(first.soort, Verdict(Outcome.GEPARKEERD, crashes=(crash_of(error),)))
    return replace(crashed, over=(arrived.gemeente, None), tweede_oordeel=first.tweede_oordeel)


async def _against_books(
    gateway: Gateway, caller: Organisatie | None, flow: Flow, arrived: Arrived, first: Validation
) -> Validation:
    """Return the report on a message that passed its schema. `first`: what levels 1 and 2 found."""
    entry = arrived.entry(gateway.now())
    async with gateway.db.reading() as tx:
        [loaded] = await load_cases(tx, [(arrived, entry)], numbered=False)
        earlier = await find_earlier(tx, entry, loaded)
        answer = None if earlier is None else await berichten.find_answer(tx, earlier.gemeente, earlier.id)
    found = first
    if not loaded.takes_part and is_municipality(arrived.gemeente, gateway.today()):
        return replace(first, oordeel=Outcome.AFGEKEURD, bevindingen=[_absent(arrived.gemeente)])
    if earlier is not None and earlier.oordeel is not Outcome.AFGEKEURD:
        kept = earlier.bevindingen if caller is None else findings_for(caller, earlier)
        decision = await off_loop(len(entry.inhoud), _decision_before, arrived.message, answer)
        found = replace(first, oordeel=earlier.oordeel, bevindingen=kept, declaratie=decision)
    elif first.oordeel is Outcome.GOEDGEKEURD and (flow.on_books or flow.message is Wmo325):
        verdict = await _judge(gateway, flow, arrived, entry, loaded)
        decision = await off_loop(len(entry.inhoud), _decision, arrived.message, verdict)
        found = replace(validation_of(first.soort, verdict), declaratie=decision, tweede_oordeel=first.tweede_oordeel)
    if earlier is not None:
        found = replace(found, bevindingen=[*found.bevindingen, tell_earlier(earlier, found.oordeel)])
    return replace(found, over=(arrived.gemeente, loaded.client_id))


def _decision(message: Message, verdict: Verdict) -> ClaimDecision | None:
    """Return what would become of a claim that counts; None of anything else."""
    if not isinstance(message, Wmo323) or verdict.outcome is not Outcome.GOEDGEKEURD:
        return None
    return decision_on(message, verdict.findings)


def _decision_before(message: Message, answer: Bericht | None) -> ClaimDecision | None:
    """Return what became of a claim by the answer to it; None of anything else, and when the answer was erased."""
    if not isinstance(message, Wmo323) or answer is None or not answer.inhoud:
        return None
    said = read(parse(answer.inhoud))
    assert isinstance(said, Wmo325)
    return decision_in(message, said)


def _absent(gemeente: str) -> Mapping[str, Any]:
    """Return the finding on a message of a municipality that takes no part here."""
    text, remedy = tell_absent(gemeente)
    severity, path = Severity.AFKEUR.value, "/Bericht/Header"
    return {"code": "GEMEENTE", "severity": severity, "path": path, "text": text, "remedy": remedy}


async def _judge(gateway: Gateway, flow: Flow, arrived: Arrived, entry: Bericht, loaded: LoadedCase) -> Verdict:
    """Return the verdict of all levels on the message; no Identificatie is drawn for an answer."""
    if flow.message is Wmo325:
        return await judge_claim_answer(gateway, arrived, entry, await find_answered(gateway, arrived, entry))
    async with gateway.db.reading() as tx:
        [loaded] = await with_requests(tx, [(arrived, entry)], [loaded])
        if flow.numbers is not None:
            known = await casefile.find_known_numbers(tx, entry.gemeente, flow.numbers(arrived.message))
            loaded = replace(loaded, case=replace(loaded.case, known_numbers=known))
        pending = await with_claims(tx, gateway, Pending(arrived, entry, loaded))
    return await off_loop(len(entry.inhoud), verdict_of, gateway, pending)
