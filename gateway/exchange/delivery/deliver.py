"""Delivering: one claimed message is sent outside any transaction, and what came of it is on record."""

import asyncio
import random
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Final

import httpx
import structlog
from opentelemetry.trace import SpanKind, StatusCode

from gateway.exchange.delivery.retry import next_attempt, rest_after
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.metrics import ATTEMPT_SECONDS, ATTEMPTS
from gateway.exchange.kernel.tracing import MESSAGE, spanning
from gateway.store.db.database import TRANSIENT, Connection
from gateway.store.delivery import bestemmingen, outbox
from gateway.store.delivery.outbox import Claim, Outcome
from gateway.store.ledger import berichten
from gateway.store.parties import push_secrets
from gateway.transport.folder import file_name, put
from gateway.transport.push import LONGEST_ATTEMPT, push
from gateway.transport.result import Result

LEASE = timedelta(minutes=1)
"""How long a claim lasts: well over the longest attempt, so that two workers seldom send the same message."""

_PATIENCE: Final = (0.1, 0.5, 2.0, 5.0, 10.0, None)
"""Seconds to wait before each next try to put an attempt on record: together less than is left of a claim."""
_DISKS: Final = ThreadPoolExecutor(max_workers=32, thread_name_prefix="map")
"""Threads for folders alone: one on a disk that hangs keeps nothing else from getting one."""

log = structlog.get_logger(__name__)


async def attempt(gateway: Gateway, client: httpx.AsyncClient, claim: Claim) -> None:
    """The claimed message has had one attempt, and the receiver a rest when it needs one."""
    async with gateway.db.reading() as tx:
        bericht = await berichten.find(tx, claim.bericht_id)
        geheimen = await push_secrets.list_secrets(tx, claim.ontvanger) if claim.kanaal == "push" else []
    assert bericht is not None, "a delivery is of a message"
    begin = time.monotonic()
    with spanning(f"deliver {claim.kanaal}", SpanKind.PRODUCER) as span:
        result = await _send(client, claim, bericht.inhoud, geheimen)
        span.set_attributes({MESSAGE: str(claim.bericht_id), "gateway.poging": claim.poging})
        span.set_status(StatusCode.OK if result.gelukt else StatusCode.ERROR)
    duration = round((time.monotonic() - begin) * 1000)
    outcome = _outcome(gateway, claim, result, duration)
    await _on_record(gateway, claim, outcome, result)
    ATTEMPTS.labels(claim.kanaal, "ja" if result.gelukt else "nee").inc()
    ATTEMPT_SECONDS.observe(duration / 1000)
    log.info(
        "delivery.attempted",
        message_id=str(claim.bericht_id),
        kind=claim.soort,
        channel=claim.kanaal,
        attempt=claim.poging,
        outcome=outcome.uitkomst,
        duration_ms=duration,
        retry_after_s=None if outcome.opnieuw_na is None else round(outcome.opnieuw_na.total_seconds(), 1),
    )


async def _on_record(gateway: Gateway, claim: Claim, outcome: Outcome, result: Result) -> None:
    """What came of the attempt is in the database, if need be after it was away for a while.

    Raises what the database raises when that lasts longer than the claim: then the message is sent once more.
    """
    for pause in _PATIENCE:
        try:
            async with gateway.db.transaction() as tx:
                await outbox.settle(tx, claim, outcome)
                await _judge_receiver(tx, claim, result)
        except TRANSIENT as error:
            if pause is None:
                raise
            log.warning("delivery.record_postponed", message_id=str(claim.bericht_id), error=type(error).__name__)
            await asyncio.sleep(pause)
        else:
            return


async def _send(client: httpx.AsyncClient, claim: Claim, inhoud: bytes, geheimen: Sequence[bytes]) -> Result:
    if claim.kanaal == "push":
        return await push(client, claim.adres, inhoud, str(claim.bericht_id), claim.soort, geheimen)
    name = file_name(claim.soort, claim.identificatie, str(claim.bericht_id))
    try:
        async with asyncio.timeout(LONGEST_ATTEMPT):
            return await asyncio.get_running_loop().run_in_executor(
                _DISKS, put, claim.adres, name, inhoud, claim.poging
            )
    except TimeoutError as error:
        return Result(False, type(error).__name__, False)


def _outcome(gateway: Gateway, claim: Claim, result: Result, duration: int) -> Outcome:
    wait = None
    if not result.gelukt:
        wait = next_attempt(claim.poging, claim.oud, result.niet_voor, random.random(), gateway.bezorging.termijn)  # noqa: S311
    return Outcome(result.uitkomst, result.gelukt, wait, duration, result.status)


async def _judge_receiver(tx: Connection, claim: Claim, result: Result) -> None:
    """A receiver that can't be reached time and again, or asks for it, is left in peace for a while by all workers."""
    if result.bereikt:
        await bestemmingen.reached(tx, claim.ontvanger)
        return
    fouten = await bestemmingen.failed(tx, claim.ontvanger, proef=claim.proef)
    span = rest_after(fouten, result.niet_voor, random.random())  # noqa: S311
    if span is not None:
        await bestemmingen.rest(tx, claim.ontvanger, span, proef=claim.proef)
    elif claim.proef:
        await bestemmingen.no_rest(tx, claim.ontvanger)
