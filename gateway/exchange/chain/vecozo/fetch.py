"""What waits at VECOZO is fetched: kept first, and confirmed only then.

A message that can't be received keeps no other from it. Where its payload could be fetched it is kept here, encrypted,
and confirmed: VECOZO would let it go after a day, and shows no more than `MAX_LISTED` messages. What is not here yet is
not confirmed, and asked for again.
"""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Final
from uuid import UUID

import structlog
from structlog.contextvars import unbind_contextvars

from gateway.exchange.chain.vecozo.arrival import Names, Problem, is_received, receive_payload
from gateway.exchange.delivery.freezes import StandsStill, check_intake
from gateway.exchange.kernel.gateway import Gateway
from gateway.standard.identifiers import mask_in_text
from gateway.standard.municipalities import was_municipality
from gateway.store.db.vault import VaultError
from gateway.store.delivery.vecozo import ophalingen
from gateway.store.delivery.vecozo.ophalingen import Held
from gateway.transport.vecozo.answers import SHA256, Waiting
from gateway.transport.vecozo.rest import Rest, Unavailable

MAX_LISTED: Final = 250
"""Messages that VECOZO shows at a time, the oldest."""
MAX_FAILURES: Final = 3
"""Messages for which VECOZO fails before it counts as away: one that always fails keeps no other from being fetched."""
FIRST_WAIT: Final = timedelta(minutes=1)
"""Before the second try of what could not be received; it doubles with each try."""
_MAX_WAIT: Final = timedelta(hours=1)
_MAX_WAIT_ALIKE: Final = timedelta(days=1)
"""Of what would be refused each time, which is put on record each time too."""

log = structlog.get_logger(__name__)


async def fetch_waiting(gateway: Gateway, rest: Rest, adres: str) -> None:
    """Receive what could not be received before and is due, and then what waits there; nothing while intake is frozen.

    Raises Unavailable when VECOZO can't be asked, and what the database raises when it is away: then what was received
    stays so, and the rest waits.
    """
    try:
        await check_intake(gateway)
    except StandsStill:
        return
    async with gateway.db.reading() as tx:
        held = {each.id: each for each in await ophalingen.list_held(tx, adres)}
    for each in held.values():
        if each.bewaard and each.is_due:
            await _try_again(gateway, each)
    found = await rest.list_waiting(MAX_LISTED)
    if len(found) >= MAX_LISTED:
        log.warning("vecozo.list_full", listed=len(found))
    failures: list[Unavailable] = []
    for item in found:
        if item is None:
            log.error("vecozo.item_unreadable")
            continue
        try:
            await _take(gateway, rest, adres, item, held)
        except Unavailable as error:
            failures.append(error)
            if error.ends_visit or len(failures) == MAX_FAILURES:
                raise
            log.warning("vecozo.passed_over", traceer_id=str(item.traceer_id), outcome=error.outcome)
    if failures:
        raise failures[-1]


async def _try_again(gateway: Gateway, held: Held) -> None:
    """Receive a message whose payload is kept here."""
    try:
        async with gateway.db.reading() as tx:
            payload = await ophalingen.find_payload(tx, held.gemeente, held.id)
    except VaultError as error:
        log.error("vecozo.decryption_failed", traceer_id=str(held.id), reason=str(error))
        return
    if payload is None:
        return
    names = Names(held.adres, held.id, held.conversatie, held.gemeente or None)
    await _receive(gateway, names, held.soort, payload, held)


async def _take(gateway: Gateway, rest: Rest, adres: str, item: Waiting, held: Mapping[UUID, Held]) -> None:
    """Receive this message and confirm it; leave it there when there is nothing to keep of it."""
    known = held.get(item.traceer_id)
    afzender = item.afzender if was_municipality(item.afzender or "") else None
    names = Names(adres, item.traceer_id, item.referentiegegevens.conversatie_id, afzender)
    soort = None if item.soort is None else mask_in_text(item.soort)
    if known is not None and known.losgelaten:
        await rest.confirm(item.traceer_id)
        await _forget(gateway, known)
        return
    if (known is None or not known.bewaard) and not await is_received(gateway, names):
        if known is not None and not known.is_due:
            return
        try:
            payload = await rest.fetch(item.traceer_id)
        except Unavailable as error:
            if not error.ends_visit:
                await _hold(gateway, names, soort, _not_given(error), None, known)
            raise
        problem = _objection_to(item, payload)
        if problem is not None or payload is None:
            await _hold(gateway, names, soort, problem or _GONE, None, known)
            return
        await _receive(gateway, names, soort, payload, known)
    elif known is not None and not known.bewaard:
        await _forget(gateway, known)
    await rest.confirm(item.traceer_id)


_GONE: Final = Problem(
    "inhoud-weg",
    "VECOZO noemt het bericht en heeft de inhoud niet meer. Vraag de afzender het opnieuw te sturen, en laat dit los.",
    passes=True,
)


def _not_given(error: Unavailable) -> Problem:
    return Problem(
        "ophalen-mislukt",
        f"VECOZO gaf de inhoud niet ({error.outcome}). Het wordt nog eens gehaald; blijft het zo, vraag VECOZO ernaar.",
        passes=True,
    )


def _objection_to(item: Waiting, payload: bytes | None) -> Problem | None:
    """Return why this is not what VECOZO says to have, so that it is to be fetched again; None: it is that."""
    if payload is None:
        return _GONE
    told = item.basisgegevens.payload.checksum
    if told.algoritme.replace("-", "").upper() != SHA256:
        return Problem(
            "controlegetal-onbekend",
            f"VECOZO geeft een ander controlegetal dan {SHA256}; vraag VECOZO ernaar.",
            passes=True,
        )
    if hashlib.sha256(payload).hexdigest() != told.waarde.lower():
        return Problem(
            "controlegetal-ongelijk",
            f"Wat wij ophaalden ({len(payload)} bytes) is niet wat VECOZO zegt te hebben. Het wordt nog eens gehaald; "
            "blijft het zo, vraag dan VECOZO ernaar.",
            passes=True,
        )
    return None


async def _receive(gateway: Gateway, names: Names, soort: str | None, payload: bytes, known: Held | None) -> None:
    """Receive the message in this payload, or keep that."""
    try:
        await receive_payload(gateway, names, payload)
    except Problem as problem:
        await _hold(gateway, names, soort, problem, payload, known)
    else:
        log.info("vecozo.received", traceer_id=str(names.traceer_id))
        if known is not None:
            await _forget(gateway, known)
    finally:
        # What receiving says of a message in each line of the log is not about the next one.
        unbind_contextvars("message_id", "verdict")


async def _hold(
    gateway: Gateway, names: Names, soort: str | None, problem: Problem, payload: bytes | None, known: Held | None
) -> None:
    attempts = 1 if known is None else known.pogingen + 1
    longest = _MAX_WAIT if problem.passes else _MAX_WAIT_ALIKE
    wait = min(FIRST_WAIT * (1 << min(attempts - 1, 20)), longest)
    async with gateway.db.transaction() as tx:
        await ophalingen.hold(
            tx,
            gemeente=names.afzender or "",
            id=names.traceer_id,
            adres=names.adres,
            conversatie=names.conversatie,
            soort=soort,
            probleem=problem.code,
            toelichting=problem.text,
            payload=payload,
            wait=wait,
        )
    log.warning(
        "vecozo.held",
        traceer_id=str(names.traceer_id),
        problem=problem.code,
        kept=payload is not None,
        attempt=attempts,
    )


async def _forget(gateway: Gateway, held: Held) -> None:
    async with gateway.db.transaction() as tx:
        await ophalingen.remove(tx, held.gemeente, held.id)
