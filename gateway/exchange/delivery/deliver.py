"""One attempt to deliver a claimed message: sent outside any transaction, its outcome written after that."""

import asyncio
import random
import time
from datetime import timedelta
from typing import Final

import structlog
from opentelemetry.trace import SpanKind, StatusCode

from gateway.exchange.delivery.channels import OpenChannels
from gateway.exchange.delivery.retry import next_attempt, rest_after
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.metrics import ATTEMPT_SECONDS, ATTEMPTS
from gateway.exchange.kernel.tracing import MESSAGE, spanning
from gateway.store.db.database import TRANSIENT, Connection
from gateway.store.delivery import bestemmingen, outbox
from gateway.store.delivery.outbox import Claim, Settlement
from gateway.store.ledger import berichten
from gateway.store.parties import push_secrets
from gateway.transport.channel import Letter, Result

LEASE = timedelta(minutes=1)
"""How long a claim lasts: well over `MAX_ATTEMPT_S`, so that two workers seldom send the same message."""

_RECORD_RETRY_DELAYS_S: Final = (0.1, 0.5, 2.0, 5.0, 10.0, None)
"""Seconds before each next try to record an attempt: together less than is left of a claim. None: no next try."""

log = structlog.get_logger(__name__)


async def attempt(gateway: Gateway, channels: OpenChannels, claim: Claim) -> None:
    """Send the claimed message once, record the outcome, and let the receiver rest when it needs that."""
    channel = channels[claim.kanaal]
    letter = await _letter(gateway, claim, signed=channel.needs_secrets)
    begin = time.monotonic()
    with spanning(f"deliver {claim.kanaal}", SpanKind.PRODUCER) as span:
        result = await channel.send(letter)
        span.set_attributes({MESSAGE: letter.message_id, "gateway.poging": claim.attempt})
        span.set_status(StatusCode.OK if result.delivered else StatusCode.ERROR)
    duration_ms = round((time.monotonic() - begin) * 1000)
    settled = _settlement(gateway, claim, result, duration_ms)
    await _record(gateway, claim, settled, result)
    ATTEMPTS.labels(claim.kanaal, "ja" if result.delivered else "nee").inc()
    ATTEMPT_SECONDS.observe(duration_ms / 1000)
    log.info(
        "delivery.attempted",
        message_id=str(claim.bericht_id),
        kind=claim.soort,
        channel=claim.kanaal,
        attempt=claim.attempt,
        outcome=settled.outcome,
        duration_ms=duration_ms,
        retry_after_s=None if settled.retry_after is None else round(settled.retry_after.total_seconds(), 1),
    )


async def _letter(gateway: Gateway, claim: Claim, *, signed: bool) -> Letter:
    """Return the claimed message as its channel takes it; `signed`: with the secrets of its receiver."""
    async with gateway.db.reading() as tx:
        bericht = await berichten.find(tx, claim.bericht_id)
        secrets = await push_secrets.list_secrets(tx, claim.ontvanger) if signed else []
    assert bericht is not None, "a delivery is of a message"
    return Letter(
        message_id=str(claim.bericht_id),
        kind=claim.soort,
        identificatie=claim.identificatie,
        content=bericht.inhoud,
        address=claim.address,
        attempt=claim.attempt,
        secrets=secrets,
    )


async def _record(gateway: Gateway, claim: Claim, settled: Settlement, result: Result) -> None:
    """Write the outcome of the attempt, trying again while the database is away.

    Raises the error of the database when that lasts longer than the claim: then the message is sent once more.
    """
    for delay in _RECORD_RETRY_DELAYS_S:
        try:
            async with gateway.db.transaction() as tx:
                await outbox.settle(tx, claim, settled)
                await _judge_receiver(tx, claim, result)
        except TRANSIENT as error:
            if delay is None:
                raise
            log.warning("delivery.record_postponed", message_id=str(claim.bericht_id), error=type(error).__name__)
            await asyncio.sleep(delay)
        else:
            return


def _settlement(gateway: Gateway, claim: Claim, result: Result, duration_ms: int) -> Settlement:
    wait = None
    if not result.delivered:
        term = gateway.bezorging.termijn
        wait = next_attempt(claim.attempt, claim.waited, result.retry_after, random.random(), term)  # noqa: S311
    return Settlement(result.outcome, result.delivered, wait, duration_ms, result.status)


async def _judge_receiver(tx: Connection, claim: Claim, result: Result) -> None:
    """Let a receiver rest, from all workers, that can't be reached time and again or asks for it."""
    if result.reached:
        await bestemmingen.mark_reached(tx, claim.ontvanger)
        return
    failures = await bestemmingen.count_failure(tx, claim.ontvanger, is_probe=claim.is_probe)
    span = rest_after(failures, result.retry_after, random.random())  # noqa: S311
    if span is not None:
        await bestemmingen.rest(tx, claim.ontvanger, span, is_probe=claim.is_probe)
    elif claim.is_probe:
        await bestemmingen.end_rest(tx, claim.ontvanger)
