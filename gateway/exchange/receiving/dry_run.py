"""A dry run: levels 1 to 4 against the present state of the books, with nothing stored."""

from dataclasses import replace
from uuid import UUID

import structlog

from gateway.exchange.kernel.gateway import Gateway, off_loop
from gateway.exchange.kernel.refusals import Forbidden
from gateway.exchange.kernel.unforeseen import crash_of, parks, place
from gateway.exchange.receiving.answer import find_answered, judge_claim_answer
from gateway.exchange.receiving.arrived import Arrived, read_message
from gateway.exchange.receiving.flows import Flow, flow_of
from gateway.exchange.receiving.judge import Pending, load_cases, verdict_of, with_claims, with_requests
from gateway.exchange.receiving.validate import Report, report, reported
from gateway.messages.kinds.declaratie import Wmo325
from gateway.rules.engine import Verdict
from gateway.standard.findings import Outcome
from gateway.standard.xml.parse import parse
from gateway.store.care import casefile
from gateway.store.parties.organisaties import Organisatie

log = structlog.get_logger(__name__)


async def dry_run(gateway: Gateway, caller: Organisatie | None, data: bytes, *, second: bool = False) -> Report:
    """Return the verdict these bytes would get now. A return message is judged on levels 1 and 2 only, but for the
    answer to a claim, which is judged beside that.

    `second`: with a second opinion on level 1. `caller`: a party to the message; None for the operator at the machine
    itself. Raises Forbidden for others.
    """
    first = await report(gateway.schemas, data, second=second)
    flow = flow_of(first.soort)
    if first.oordeel is not Outcome.GOEDGEKEURD or flow is None or not (flow.on_books or flow.message is Wmo325):
        return first
    arrived = await off_loop(len(data), lambda: read_message(parse(data)))
    if caller is not None and caller.code not in (arrived.gemeente, arrived.aanbieder):
        raise Forbidden(
            "andere-partij",
            f"Dit bericht is van {arrived.aanbieder} en gemeente {arrived.gemeente}; de API-sleutel hoort bij "
            f"{caller.code}. Alleen zij kunnen het tegen de administratie toetsen.",
        )
    client: UUID | None = None
    try:
        if flow.message is Wmo325:
            entry = arrived.entry(gateway.now())
            verdict = await judge_claim_answer(gateway, arrived, entry, await find_answered(gateway, arrived, entry))
        else:
            pending = await _load(gateway, arrived, flow)
            client = pending.loaded.client_id
            verdict = await off_loop(len(data), verdict_of, gateway, pending)
    except Exception as error:
        if not parks(error):
            raise
        log.error("validate.parked", error=type(error).__name__, place=place(error))
        verdict = Verdict(Outcome.GEPARKEERD, crashes=(crash_of(error),))
    return replace(reported(first.soort, verdict), over=(arrived.gemeente, client), tweede_oordeel=first.tweede_oordeel)


async def _load(gateway: Gateway, arrived: Arrived, flow: Flow) -> Pending:
    """Return the message with what it is judged on; no Identificatie is drawn for an answer."""
    entry = arrived.entry(gateway.now())
    async with gateway.db.reading() as tx:
        cases = await load_cases(tx, [(arrived, entry)], numbered=False)
        [loaded] = await with_requests(tx, [(arrived, entry)], cases)
        if flow.numbers is not None:
            known = await casefile.find_known_numbers(tx, entry.gemeente, flow.numbers(arrived.message))
            loaded = replace(loaded, case=replace(loaded.case, known_numbers=known))
        return await with_claims(tx, gateway, Pending(arrived, entry, loaded))
