"""One attempt to deliver a leased message: sent outside any transaction, its outcome written after that."""

import asyncio
import random
import time
from dataclasses import replace
from datetime import timedelta
from typing import Final

import structlog
from opentelemetry.trace import SpanKind, StatusCode

from gateway.exchange.delivery.channels import OpenChannels, end_of_certificate
from gateway.exchange.delivery.envelopes import get_or_make_envelope
from gateway.exchange.delivery.hold import hold
from gateway.exchange.delivery.retry import next_attempt, rest_after
from gateway.exchange.delivery.undelivered import signal_undelivered
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.metrics import ATTEMPT_SECONDS, ATTEMPTS
from gateway.exchange.kernel.tracing import MESSAGE, spanning
from gateway.standard.releases import IWMO_3_2
from gateway.store.db.database import TRANSIENT, Connection
from gateway.store.delivery import bestemmingen, outbox
from gateway.store.delivery.leases import Lease
from gateway.store.delivery.outbox import Settlement
from gateway.store.ledger import berichten
from gateway.store.parties import push_secrets
from gateway.transport.channel import Channel, Letter, Result

LEASE_TERM = timedelta(minutes=1)
"""The term of a lease: well over `MAX_ATTEMPT_S`, so that two workers seldom send the same message."""

_RECORD_RETRY_DELAYS_S: Final = (0.1, 0.5, 2.0, 5.0, 10.0, None)
"""Seconds before each next try to record an attempt: together less than is left of a lease. None: no next try."""

log = structlog.get_logger(__name__)


async def attempt(gateway: Gateway, channels: OpenChannels, lease: Lease) -> None:
    """Send the leased message once, record the outcome, and let the receiver rest when it needs that."""
    channel = channels[lease.kanaal]
    if lease.must_be_tried:
        if not await _try_line(gateway, lease, channel):
            return
        lease = replace(lease, must_be_tried=False)
    letter = await _letter(gateway, lease, channel)
    begin = time.monotonic()
    with spanning(f"deliver {lease.kanaal}", SpanKind.PRODUCER) as span:
        result = await channel.send(letter)
        span.set_attributes({MESSAGE: letter.message_id, "gateway.poging": lease.attempt})
        span.set_status(StatusCode.OK if result.delivered else StatusCode.ERROR)
    duration_ms = round((time.monotonic() - begin) * 1000)
    settled = replace(_settlement(gateway, lease, result, duration_ms), in_envelope=letter.envelope is not None)
    await _record(gateway, lease, settled, result)
    ATTEMPTS.labels(lease.kanaal, "ja" if result.delivered else "nee").inc()
    ATTEMPT_SECONDS.observe(duration_ms / 1000)
    log.info(
        "delivery.attempted",
        message_id=str(lease.bericht_id),
        kind=lease.soort,
        channel=lease.kanaal,
        attempt=lease.attempt,
        outcome=settled.outcome,
        duration_ms=duration_ms,
        retry_after_s=None if settled.retry_after is None else round(settled.retry_after.total_seconds(), 1),
    )


async def _try_line(gateway: Gateway, lease: Lease, channel: Channel) -> bool:
    """Try the line before anything is sent by it; return True when the receiver was reached.

    Otherwise the receiver is frozen, with what is wrong, until an operator mends that: nothing was sent.
    """
    begin = time.monotonic()
    result = await channel.reach(lease.address)
    if result.reached:
        async with gateway.db.transaction() as tx:
            ends = end_of_certificate(result)
            await bestemmingen.note_trial(tx, lease.ontvanger, is_reached=True, certificaat_tot=ends)
        return True
    duration_ms = round((time.monotonic() - begin) * 1000)
    await _record(gateway, lease, _settlement(gateway, lease, result, duration_ms), result)
    log.warning("delivery.line_failed", receiver=lease.ontvanger, channel=lease.kanaal, outcome=result.outcome)
    return False


async def _letter(gateway: Gateway, lease: Lease, channel: Channel) -> Letter:
    """Return the leased message as its channel takes it: with the secrets of its receiver, or in its envelope."""
    async with gateway.db.transaction() if channel.needs_envelope else gateway.db.reading() as tx:
        bericht = await berichten.find(tx, lease.bericht_id)
        assert bericht is not None, "a delivery is of a message"
        secrets = await push_secrets.list_secrets(tx, lease.ontvanger) if channel.needs_secrets else []
        envelope = await get_or_make_envelope(tx, gateway, lease, bericht) if channel.needs_envelope else None
    return Letter(
        message_id=str(lease.bericht_id),
        kind=lease.soort,
        identificatie=lease.identificatie,
        content=bericht.inhoud,
        address=lease.address,
        attempt=lease.attempt,
        secrets=secrets,
        envelope=envelope,
    )


async def _record(gateway: Gateway, lease: Lease, settled: Settlement, result: Result) -> None:
    """Write the outcome of the attempt, trying again while the database is away.

    Raises the error of the database when that lasts longer than the lease: then the message is sent once more.
    """
    for delay in _RECORD_RETRY_DELAYS_S:
        try:
            async with gateway.db.transaction() as tx:
                is_held = lease.must_be_tried and await hold(tx, gateway, lease, result)
                changed = await outbox.settle(tx, lease, settled)
                if is_held:
                    await bestemmingen.mark_line(tx, lease.ontvanger, "mislukt")
                elif not lease.must_be_tried:
                    await _judge_receiver(tx, lease, result)
                if changed:
                    await signal_undelivered(tx, gateway, [(lease.gemeente, lease.bericht_id)])
        except TRANSIENT as error:
            if delay is None:
                raise
            log.warning("delivery.record_postponed", message_id=str(lease.bericht_id), error=type(error).__name__)
            await asyncio.sleep(delay)
        else:
            return


def _settlement(gateway: Gateway, lease: Lease, result: Result, duration_ms: int) -> Settlement:
    wait = None
    if not result.delivered and not result.final:
        term = gateway.delivery.give_up_after
        wait = next_attempt(lease.attempt, lease.waited, result.retry_after, random.random(), term)  # noqa: S311
    return Settlement(
        result.outcome,
        result.delivered,
        wait,
        duration_ms,
        result.status,
        answer_within=_answer_within(gateway, lease),
        follow_after=result.follow_after,
    )


def _answer_within(gateway: Gateway, lease: Lease) -> timedelta | None:
    """Return how long to wait for the return message to the leased one; None: none comes, or nobody waits for it."""
    hours = gateway.delivery.silence_hours.get(lease.kanaal)
    if hours is None or IWMO_3_2.kinds[lease.soort].answered_by is None:
        return None
    return timedelta(hours=hours)


async def _judge_receiver(tx: Connection, lease: Lease, result: Result) -> None:
    """Let a receiver rest, from all workers, that can't be reached time and again or asks for it."""
    if result.reached:
        await bestemmingen.mark_reached(tx, lease.ontvanger)
        return
    failures = await bestemmingen.count_failure(tx, lease.ontvanger, is_probe=lease.is_probe)
    span = rest_after(failures, result.retry_after, random.random())  # noqa: S311
    if span is not None:
        await bestemmingen.rest(tx, lease.ontvanger, span, is_probe=lease.is_probe)
    elif lease.is_probe:
        await bestemmingen.end_rest(tx, lease.ontvanger)
