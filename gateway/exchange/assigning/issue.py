"""Issuing: a municipality assigns care or changes an assignment, and the WMO301 that says so is on its way."""

from dataclasses import dataclass, replace

import asyncpg

from gateway.exchange.assigning import policy
from gateway.exchange.assigning.changes import Wijziging, changed
from gateway.exchange.assigning.clients import find as find_client
from gateway.exchange.assigning.policy import Overrule
from gateway.exchange.assigning.publish import Uitgifte, issued, issued_before
from gateway.exchange.assigning.versions import NewAssignment, first_version, next_version
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict, Invalid, NotFound
from gateway.store.care import casefile, toewijzingen
from gateway.store.care.clienten import Client
from gateway.store.db.database import Connection
from gateway.store.db.locks import client_lock
from gateway.store.parties import organisaties


@dataclass(frozen=True, slots=True)
class Herhaalbaar:
    """The key under which a request may be repeated without being carried out twice, and what it said."""

    sleutel: str
    hash: bytes


async def assign(
    gateway: Gateway,
    gemeente: str,
    assignment: NewAssignment,
    herhaalbaar: Herhaalbaar | None = None,
    overrule: Overrule | None = None,
) -> Uitgifte:
    """The assignment has a number, its WMO301 is in the ledger and waits for the provider.

    The message holds every current assignment of the client with this provider and those changed since the last one
    (OP087). A repeated request with the same key gets the first result, before policy is asked anything. Raises
    NotFound, Invalid, Conflict: then nothing was kept and no number was used.
    """
    client = await find_client(gateway, gemeente, assignment.client)
    try:
        return await _assigned(gateway, client, assignment, herhaalbaar, overrule)
    except asyncpg.UniqueViolationError:
        # The same key came in for another client at this very moment; it is in the books by now.
        return await _assigned(gateway, client, assignment, herhaalbaar, overrule)


async def _assigned(
    gateway: Gateway,
    client: Client,
    assignment: NewAssignment,
    herhaalbaar: Herhaalbaar | None,
    overrule: Overrule | None,
) -> Uitgifte:
    gemeente, aanbieder = client.gemeente, assignment.aanbieder
    async with gateway.db.transaction(client_lock(gemeente, client.bsn)) as tx:
        if herhaalbaar is not None:
            eerder = await _earlier(tx, gemeente, herhaalbaar)
            if eerder is not None:
                return eerder
        await check_provider(tx, aanbieder)
        eerste = first_version(gateway, assignment, 0)
        oordeel = policy.decide(await policy.found(tx, gateway, client, aanbieder, eerste), overrule)
        eerste = replace(eerste, nummer=await toewijzingen.next_nummer(tx), overrule=oordeel.kept())
        key = (herhaalbaar.sleutel, herhaalbaar.hash) if herhaalbaar else None
        await toewijzingen.insert(tx, gemeente, client.id, aanbieder, eerste, key)
        return await issued(tx, gateway, client, aanbieder, eerste.nummer, oordeel)


async def change(
    gateway: Gateway,
    gemeente: str,
    nummer: int,
    wijziging: Wijziging,
    herhaalbaar: Herhaalbaar | None = None,
    overrule: Overrule | None = None,
) -> Uitgifte:
    """The assignment has a new version that holds (OP033x1), with a moment of decision of its own (IV013).

    Its WMO301 is in the ledger and waits for the provider. A repeated request with the same key changes nothing more.
    Raises NotFound, Invalid, Conflict: then nothing was kept.
    """
    client = await find_client(gateway, gemeente, (await find(gateway, gemeente, nummer)).toewijzing.client_id)
    async with gateway.db.transaction(client_lock(gemeente, client.bsn)) as tx:
        if herhaalbaar is not None:
            eerder = await _earlier_change(tx, gemeente, nummer, herhaalbaar)
            if eerder is not None:
                return eerder
        actueel = await toewijzingen.find(tx, gemeente, nummer)
        assert actueel is not None
        nieuw = changed(actueel.actueel, wijziging, await casefile.reported(tx, gemeente, nummer))
        gevonden = await policy.found(tx, gateway, client, actueel.aanbieder, nieuw, nummer)
        oordeel = policy.decide(gevonden, overrule)
        nieuw = replace(next_version(gateway, nieuw, actueel.actueel), overrule=oordeel.kept())
        key = (herhaalbaar.sleutel, herhaalbaar.hash) if herhaalbaar else None
        await toewijzingen.add_version(tx, gemeente, nieuw, key)
        return await issued(tx, gateway, client, actueel.aanbieder, nummer, oordeel)


async def find(gateway: Gateway, gemeente: str, nummer: int) -> Uitgifte:
    """Return the assignment, and the message that made its present version known. Raises NotFound."""
    async with gateway.db.reading() as tx:
        uitgifte = await issued_before(tx, gemeente, nummer)
    if uitgifte is None:
        raise NotFound("toewijzing-onbekend", f"Gemeente {gemeente} heeft geen toewijzing {nummer}.")
    return uitgifte


async def _earlier(tx: Connection, gemeente: str, herhaalbaar: Herhaalbaar) -> Uitgifte | None:
    gevonden = await toewijzingen.by_request(tx, gemeente, herhaalbaar.sleutel)
    if gevonden is None:
        return None
    nummer, eerdere_hash = gevonden
    return await _same(tx, gemeente, nummer, eerdere_hash, herhaalbaar)


async def _earlier_change(tx: Connection, gemeente: str, nummer: int, herhaalbaar: Herhaalbaar) -> Uitgifte | None:
    eerdere_hash = await toewijzingen.by_change(tx, gemeente, nummer, herhaalbaar.sleutel)
    return None if eerdere_hash is None else await _same(tx, gemeente, nummer, eerdere_hash, herhaalbaar)


async def _same(
    tx: Connection, gemeente: str, nummer: int, eerdere_hash: bytes, herhaalbaar: Herhaalbaar
) -> Uitgifte | None:
    """Return the assignment that an earlier request with this key concerned. Raises Conflict when it said something
    else.
    """
    if eerdere_hash != herhaalbaar.hash:
        raise Conflict(
            "sleutel-hergebruikt",
            f"Idempotency-Key is al gebruikt voor toewijzing {nummer}, met een andere inhoud. "
            "Gebruik een nieuwe sleutel.",
            gegevens={"toewijzingNummer": nummer},
        )
    return await issued_before(tx, gemeente, nummer)


async def check_provider(tx: Connection, aanbieder: str) -> None:
    """Returns when this provider can get messages here. Raises Invalid."""
    partij = await organisaties.find(tx, aanbieder)
    if partij is None or partij.soort != "aanbieder":
        raise Invalid(
            "aanbieder-onbekend",
            f"Aanbieder {aanbieder} is niet aangesloten op deze gateway. Controleer de AGB-code, of laat de beheerder "
            "de aanbieder inschrijven.",
        )
