"""Decisions on several assignments of a client at once: all of it happens, or nothing does."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from gateway.exchange.assigning.clients import find_client
from gateway.exchange.assigning.decide import ProviderItems, take_decision
from gateway.exchange.assigning.issue import RepeatableRequest, retry_taken_key
from gateway.exchange.assigning.override import Override
from gateway.exchange.assigning.publish import IssuedAssignment, find_issued
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict
from gateway.store.care import besluiten
from gateway.store.care.besluiten import KeptDecision
from gateway.store.care.clienten import Client
from gateway.store.db.database import Connection
from gateway.store.db.locks import client_lock

Plan = Callable[[Connection, Client], Awaitable[Sequence[ProviderItems]]]
"""Returns what to decide, under the client's lock."""


def plan_of(*decided: ProviderItems) -> Plan:
    """Return the plan to decide this, whatever stands."""

    async def plan(_tx: Connection, _client: Client) -> Sequence[ProviderItems]:
        return decided

    return plan


@dataclass(frozen=True, slots=True)
class IssuedDecision:
    """The assignments that a decision made or changed, in the order of its items, and the messages that tell it."""

    bericht_ids: Sequence[UUID]
    issued: Sequence[IssuedAssignment]


async def decide_together(
    gateway: Gateway,
    gemeente: str,
    client_id: UUID,
    plan: Plan,
    repeatable: RepeatableRequest | None = None,
    overrule: Override | None = None,
    *,
    ending: bool = False,
) -> IssuedDecision:
    """Book all items of the plan and one WMO301 for each provider, in one transaction.

    `ending`: as for `take_decision`. A repeated request gets the first result, without a new plan. Raises NotFound,
    Invalid or Conflict; then nothing is kept.
    """
    client = await find_client(gateway, gemeente, client_id)
    return await retry_taken_key(lambda: _decide(gateway, client, plan, repeatable, overrule, ending))


async def decide_proposed(
    gateway: Gateway,
    gemeente: str,
    client_id: UUID,
    proposed: ProviderItems | None,
    repeatable: RepeatableRequest,
) -> IssuedDecision:
    """Take a decision that was proposed; None: it isn't proposed any more.

    A repeated request gets the first result, even when nothing is proposed by now: that result may be the reason.
    Raises as `decide_together`, and Conflict for None.
    """

    async def plan(_tx: Connection, _client: Client) -> Sequence[ProviderItems]:
        if proposed is None:
            raise Conflict(
                "voorstel-vervallen", "Dit voorstel geldt niet meer, want er is intussen iets gewijzigd. Kijk opnieuw."
            )
        return [proposed]

    return await decide_together(gateway, gemeente, client_id, plan, repeatable)


async def _decide(
    gateway: Gateway,
    client: Client,
    plan: Plan,
    repeatable: RepeatableRequest | None,
    overrule: Override | None,
    ending: bool,
) -> IssuedDecision:
    async with gateway.db.transaction(client_lock(client.gemeente, client.bsn)) as tx:
        earlier = await find_repeated(tx, gateway, client.gemeente, repeatable)
        if earlier is not None:
            return earlier
        issued = await take_decision(tx, gateway, client, await plan(tx, client), overrule, ending=ending)
        return await keep_decision(tx, client.gemeente, issued, repeatable)


async def keep_decision(
    tx: Connection, gemeente: str, issued: Sequence[IssuedAssignment], repeatable: RepeatableRequest | None
) -> IssuedDecision:
    """Return the decision that made this, kept under the Idempotency-Key of its request."""
    bericht_ids = list(dict.fromkeys(each.bericht_id for each in issued))
    if repeatable is not None:
        kept = KeptDecision(repeatable.content_hash, bericht_ids, [each.assignment.nummer for each in issued])
        await besluiten.insert(tx, gemeente, repeatable.idempotency_key, kept)
    return IssuedDecision(bericht_ids, issued)


async def find_repeated(
    tx: Connection, gateway: Gateway, gemeente: str, repeatable: RepeatableRequest | None
) -> IssuedDecision | None:
    """Return what an earlier request with this Idempotency-Key made; None when there was none.

    Raises Conflict when that request had another content.
    """
    earlier = None if repeatable is None else await besluiten.find(tx, gemeente, repeatable.idempotency_key)
    if earlier is None or repeatable is None:
        return None
    return await _repeated(tx, gateway, gemeente, earlier, repeatable)


async def _repeated(
    tx: Connection, gateway: Gateway, gemeente: str, earlier: KeptDecision, repeatable: RepeatableRequest
) -> IssuedDecision:
    """Return what the earlier request made. Raises Conflict when that request had another content."""
    if earlier.aanvraag_hash != repeatable.content_hash:
        raise Conflict(
            "sleutel-hergebruikt",
            "Idempotency-Key is al gebruikt voor een besluit met een andere inhoud. Gebruik een nieuwe sleutel.",
            details={"toewijzingNummers": list(earlier.nummers)},
        )
    found = [await find_issued(tx, gateway, gemeente, nummer) for nummer in earlier.nummers]
    return IssuedDecision(earlier.bericht_ids, [each for each in found if each is not None])
