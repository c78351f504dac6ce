"""The verdict on a message and all that follows from it, on arrival and when it is judged again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from gateway.exchange.claims.books import book_decided_claim, load_claims
from gateway.exchange.kernel.findings_json import crash_to_json, to_json, verdict_to_json
from gateway.exchange.kernel.gateway import Gateway, off_loop
from gateway.exchange.kernel.unforeseen import crash_of
from gateway.exchange.receiving.arrived import Arrived
from gateway.exchange.receiving.effects import client_details
from gateway.exchange.receiving.flows import Flow, flow_of
from gateway.exchange.receiving.reply import book_reply
from gateway.exchange.receiving.report_policy import tell_overrides
from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.claim_file import NO_RATES
from gateway.rules.engine import Verdict, judge
from gateway.rules.outside import Outside
from gateway.standard.findings import Finding, Outcome
from gateway.store.care import casefile, clienten, policy_view
from gateway.store.care.casefile import LoadedCase
from gateway.store.care.policy_view import PolicyView
from gateway.store.claims.claim_file import LoadedClaims
from gateway.store.db.booking import Booking
from gateway.store.db.database import Connection
from gateway.store.delivery import outbox
from gateway.store.delivery.series import series_of_client
from gateway.store.ledger.berichten import Bericht
from gateway.store.requests import request_view
from gateway.store.requests.request_view import Sought


@dataclass(frozen=True, slots=True)
class Pending:
    """A message with all that it is judged on."""

    arrived: Arrived
    entry: Bericht
    """Its row of the ledger as it stands: new, or parked before."""
    loaded: LoadedCase
    care: PolicyView | None = None
    """The client's care at every provider; None where no policy looks at the message."""
    claims: LoadedClaims | None = None
    """Of a claim what was assigned and claimed before; None of any other message."""

    @property
    def flow(self) -> Flow:
        """The flow of the message, relayed when its municipality uses another gateway."""
        return _flow(self.arrived, self.loaded)


@dataclass(frozen=True, slots=True)
class Judged:
    """A message with its verdict and all that follows from it."""

    entry: Bericht
    answer: Bericht | None
    """The return message that is made here."""
    booking: Booking
    """Everything but the message itself: changes, the return message, and deliveries."""
    signals: Sequence[Finding] = ()
    """The findings of policy; the last ones of the message's."""


def _flow(arrived: Arrived, loaded: LoadedCase) -> Flow:
    flow = flow_of(arrived.kind.name, relayed=loaded.extern)
    assert flow is not None, "intake takes in no other kinds"
    return flow


async def load(tx: Connection, gateway: Gateway, messages: Sequence[tuple[Arrived, Bericht]]) -> list[Pending]:
    """Return each message with what it is judged on. Consistent when the caller holds the locks of all messages.

    The care at other providers is read only for a message that policy looks at, about a known client, of a
    municipality that chose a policy.
    """
    cases = await load_cases(tx, messages)
    cases = await with_requests(tx, messages, cases)
    asked = {
        number: (arrived.gemeente, loaded.client_id, arrived.aanbieder)
        for number, ((arrived, _), loaded) in enumerate(zip(messages, cases, strict=True))
        if loaded.beleid is not None and loaded.client_id is not None and _flow(arrived, loaded).policy is not None
    }
    found = await policy_view.load(tx, list(asked.values())) if asked else []
    care = dict(zip(asked, found, strict=True))
    return [
        await with_claims(tx, gateway, Pending(arrived, entry, loaded, care.get(number)))
        for number, ((arrived, entry), loaded) in enumerate(zip(messages, cases, strict=True))
    ]


async def load_cases(
    tx: Connection, messages: Sequence[tuple[Arrived, Bericht]], *, numbered: bool = True
) -> list[LoadedCase]:
    """Return the case that each of these messages is judged on. `numbered`: draw an Identificatie for the answer."""
    return await casefile.load(
        tx,
        [(entry, arrived.bsn) for arrived, entry in messages],
        known_on=[_known_on(arrived) for arrived, _ in messages],
        numbered=numbered,
    )


def _known_on(arrived: Arrived) -> date | None:
    flow = flow_of(arrived.kind.name)
    return None if flow is None or flow.known_on is None else flow.known_on(arrived.message)


async def with_claims(tx: Connection, gateway: Gateway, pending: Pending) -> Pending:
    """Return the message with what was assigned and claimed before, if it is a claim that has no verdict yet."""
    arrived, loaded = pending.arrived, pending.loaded
    if not pending.flow.claims or loaded.standing is not None:
        return pending
    assert isinstance(arrived.message, Wmo323)
    claims = await load_claims(
        tx, gateway, arrived.gemeente, arrived.aanbieder, loaded.beleid, arrived.message, len(arrived.document.data)
    )
    return replace(pending, claims=claims, loaded=replace(loaded, case=replace(loaded.case, claims=claims.file)))


async def with_requests(
    tx: Connection, messages: Sequence[tuple[Arrived, Bericht]], cases: Sequence[LoadedCase]
) -> list[LoadedCase]:
    """Return the cases of these messages, with the requests where the flow of the message looks at those."""
    sought: dict[int, Sought] = {}
    for number, ((arrived, entry), loaded) in enumerate(zip(messages, cases, strict=True)):
        references = _flow(arrived, loaded).references
        if references is not None:
            sought[number] = Sought(
                gemeente=entry.gemeente,
                aanbieder=entry.aanbieder,
                client_id=loaded.client_id,
                referenties=tuple(references(arrived.message)),
                sha256=entry.sha256,
            )
    if not sought:
        return list(cases)
    found = dict(zip(sought, await request_view.load(tx, list(sought.values())), strict=True))
    return [
        replace(loaded, case=replace(loaded.case, requests=found[number])) if number in found else loaded
        for number, loaded in enumerate(cases)
    ]


def verdict_of(gateway: Gateway, pending: Pending) -> Verdict:
    """Return the verdict of the rules on the message as of today."""
    arrived, loaded = pending.arrived, pending.loaded
    rates = NO_RATES if pending.claims is None else pending.claims.file.rates
    outside = Outside(today=gateway.today(), worked=loaded.gewerkte_feestdagen, rates=rates)
    return judge(arrived.kit, arrived.message, case=loaded.case, outside=outside, rules=pending.flow.rules)


def _book_client(booking: Booking, arrived: Arrived) -> UUID:
    return clienten.book(booking, arrived.gemeente, arrived.bsn, client_details(arrived.message))


async def judge_pending(tx: Connection, gateway: Gateway, pending: Pending) -> Judged:
    """Judge the message and prepare all that follows; its signals say what a consulent let pass, and who."""
    judged = await off_loop(len(pending.entry.inhoud), judge_message, gateway, pending)
    signals = await tell_overrides(tx, pending.entry.gemeente, judged.signals)
    if signals is judged.signals:
        return judged
    of_rules = judged.entry.bevindingen[: -len(signals)]
    entry = replace(judged.entry, bevindingen=[*of_rules, *map(to_json, signals)])
    return replace(judged, entry=entry, signals=signals)


def _book_effect(
    booking: Booking, pending: Pending, findings: Sequence[Finding], client_id: UUID | None
) -> UUID | None:
    """Add what the approved message changes to the booking; return its client, who may be new.

    Raises ValueError for a date that the books can't hold.
    """
    flow, message = pending.flow, pending.arrived.message
    if flow.effect is not None:
        effect = flow.effect(message)
        client_id = client_id or _book_client(booking, pending.arrived)
        effect.book(booking, pending.entry, client_id)
    if pending.claims is not None:
        assert isinstance(message, Wmo323)
        book_decided_claim(booking, pending.entry, message, findings, pending.claims.clients)
    return client_id


def judge_message(gateway: Gateway, pending: Pending) -> Judged:
    """Judge the message by its flow, and prepare all that follows from the verdict."""
    arrived, loaded, flow = pending.arrived, pending.loaded, pending.flow
    verdict = verdict_of(gateway, pending)
    outcome, findings = verdict.outcome, verdict_to_json(verdict)
    booking = Booking()
    client_id = pending.entry.client_id if flow.effect is None else loaded.client_id
    if outcome is Outcome.GOEDGEKEURD:
        try:
            client_id = _book_effect(booking, pending, verdict.findings, client_id)
        except ValueError as error:
            # A year our books can't hold: no rule forbids it, so a person has to look.
            outcome, booking = Outcome.GEPARKEERD, Booking()
            findings.append(crash_to_json(crash_of(error), outcome))
    signals: Sequence[Finding] = ()
    if outcome is Outcome.GOEDGEKEURD and flow.policy is not None and pending.care is not None:
        signals = flow.policy(gateway, arrived, loaded.case, pending.care)
        findings += map(to_json, signals)
    entry = replace(pending.entry, oordeel=outcome, bevindingen=findings, client_id=client_id)
    if outcome is Outcome.GOEDGEKEURD:
        outbox.book_delivery(booking, entry, series_of_client(client_id, arrived.subject))
    answer = None
    if outcome in flow.answered:
        answer = book_reply(booking, gateway, flow, arrived, entry, loaded.retour_identificatie, verdict)
    return Judged(entry, answer, booking, signals)
