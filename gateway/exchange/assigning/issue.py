"""Assigning care and changing an assignment; each queues the WMO301 that tells the provider."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

import asyncpg

from gateway.exchange.assigning.changes import Change
from gateway.exchange.assigning.clients import find_client
from gateway.exchange.assigning.decide import ChangeOf, ProviderItems, take_decision
from gateway.exchange.assigning.override import Override
from gateway.exchange.assigning.publish import IssuedAssignment, find_issued
from gateway.exchange.assigning.versions import NewAssignment
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict, NotFound
from gateway.store.care import toewijzingen
from gateway.store.care.clienten import Client
from gateway.store.db.database import Connection
from gateway.store.db.locks import client_lock

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class RepeatableRequest:
    """The Idempotency-Key of a request, under which it is carried out once, and a hash of its content."""

    idempotency_key: str
    content_hash: bytes


async def retry_taken_key(work: Callable[[], Awaitable[Result]]) -> Result:
    """Do the work; once more when another request, for another client, used the same Idempotency-Key meanwhile.

    The second try finds what that request made.
    """
    try:
        return await work()
    except asyncpg.UniqueViolationError:
        return await work()


async def assign_care(
    gateway: Gateway,
    gemeente: str,
    assignment: NewAssignment,
    repeatable: RepeatableRequest | None = None,
    overrule: Override | None = None,
) -> IssuedAssignment:
    """Give the assignment a number, book it with its WMO301, and queue that for the provider.

    The message holds every current assignment of the client with this provider, and those changed since the last
    message (OP087). A repeated request gets the first result, without a look at policy. Raises NotFound, Invalid or
    Conflict; then nothing is kept and no number is used.
    """
    client = await find_client(gateway, gemeente, assignment.client)
    return await retry_taken_key(lambda: _assign(gateway, client, assignment, repeatable, overrule))


async def _assign(
    gateway: Gateway,
    client: Client,
    assignment: NewAssignment,
    repeatable: RepeatableRequest | None,
    overrule: Override | None,
) -> IssuedAssignment:
    gemeente = client.gemeente
    async with gateway.db.transaction(client_lock(gemeente, client.bsn)) as tx:
        if repeatable is not None:
            earlier = await _earlier_assignment(tx, gateway, gemeente, repeatable)
            if earlier is not None:
                return earlier
        key = (repeatable.idempotency_key, repeatable.content_hash) if repeatable else None
        [issued] = await take_decision(
            tx, gateway, client, [ProviderItems(assignment.aanbieder, [assignment])], overrule, key
        )
        return issued


async def change_assignment(
    gateway: Gateway,
    gemeente: str,
    nummer: int,
    change: Change,
    repeatable: RepeatableRequest | None = None,
    overrule: Override | None = None,
) -> IssuedAssignment:
    """Give the assignment a new version (OP033x1) with its own moment of decision (IV013), and queue its WMO301.

    A repeated request gets the first result. Raises NotFound, Invalid or Conflict; then nothing is kept.
    """
    present = (await find_assignment(gateway, gemeente, nummer)).assignment
    client = await find_client(gateway, gemeente, present.client_id)
    async with gateway.db.transaction(client_lock(gemeente, client.bsn)) as tx:
        if repeatable is not None:
            earlier = await _earlier_change(tx, gateway, gemeente, nummer, repeatable)
            if earlier is not None:
                return earlier
        key = (repeatable.idempotency_key, repeatable.content_hash) if repeatable else None
        decided = ProviderItems(present.aanbieder, [ChangeOf(nummer, change)])
        [issued] = await take_decision(tx, gateway, client, [decided], overrule, key)
        return issued


async def find_assignment(gateway: Gateway, gemeente: str, nummer: int) -> IssuedAssignment:
    """Return the assignment, and the message that told its present version to the provider. Raises NotFound."""
    async with gateway.db.reading() as tx:
        issued = await find_issued(tx, gateway, gemeente, nummer)
    if issued is None:
        raise NotFound("toewijzing-onbekend", f"Gemeente {gemeente} heeft geen toewijzing {nummer}.")
    return issued


async def _earlier_assignment(
    tx: Connection, gateway: Gateway, gemeente: str, repeatable: RepeatableRequest
) -> IssuedAssignment | None:
    found = await toewijzingen.find_request(tx, gemeente, repeatable.idempotency_key)
    if found is None:
        return None
    nummer, earlier_hash = found
    return await _repeated(tx, gateway, gemeente, nummer, earlier_hash, repeatable)


async def _earlier_change(
    tx: Connection, gateway: Gateway, gemeente: str, nummer: int, repeatable: RepeatableRequest
) -> IssuedAssignment | None:
    earlier_hash = await toewijzingen.find_change_request(tx, gemeente, nummer, repeatable.idempotency_key)
    return None if earlier_hash is None else await _repeated(tx, gateway, gemeente, nummer, earlier_hash, repeatable)


async def _repeated(
    tx: Connection, gateway: Gateway, gemeente: str, nummer: int, earlier_hash: bytes, repeatable: RepeatableRequest
) -> IssuedAssignment | None:
    """Return the assignment that an earlier request with this key made or changed.

    Raises Conflict when that request had another content.
    """
    if earlier_hash != repeatable.content_hash:
        raise Conflict(
            "sleutel-hergebruikt",
            f"Idempotency-Key is al gebruikt voor toewijzing {nummer}, met een andere inhoud. "
            "Gebruik een nieuwe sleutel.",
            details={"toewijzingNummer": nummer},
        )
    return await find_issued(tx, gateway, gemeente, nummer)
