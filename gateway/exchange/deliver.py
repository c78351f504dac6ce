"""Delivering: the worker claims what is due, sends it outside any transaction and records every attempt."""

import asyncio
import random
from collections.abc import Callable
from datetime import datetime, timedelta

import httpx
import structlog

from gateway.exchange.context import Gateway
from gateway.store import outbox
from gateway.store.database import UNAVAILABLE
from gateway.store.outbox import Push
from gateway.transport.push import PushResult, new_client, push

LEASE = timedelta(minutes=2)
"""How long a claim lasts: well over the longest attempt, so that two workers seldom send the same message."""
BATCH = 20
GIVE_UP_AFTER = timedelta(days=3)
"""Later than this no push is tried: the message waits in the mailbox."""
_FIRST_WAIT = timedelta(seconds=5)
_LONGEST_WAIT = timedelta(hours=1)

log = structlog.get_logger(__name__)


def next_attempt(
    poging: int, sinds: datetime, nu: datetime, gevraagd: timedelta | None, jitter: float
) -> datetime | None:
    """When to try again after `poging` failed attempts; None: not any more.

    Doubles from 5 seconds to an hour, times 0.5 to 1 by `jitter` (0 to 1), but never before the receiver asked. What
    that puts off beyond `GIVE_UP_AFTER` is given up at once, so that the message can be collected meanwhile.
    """
    doubled = min(_FIRST_WAIT * (1 << min(poging - 1, 20)), _LONGEST_WAIT)
    wait = max(doubled * (0.5 + jitter / 2), gevraagd or timedelta(0))
    return None if nu - sinds + wait > GIVE_UP_AFTER else nu + wait


async def deliver_due(gateway: Gateway, client: httpx.AsyncClient) -> int:
    """Everything that was due has had one more attempt, at most `BATCH` at a time; how many attempts that were."""
    async with gateway.db.transaction() as tx:
        claimed = await outbox.claim(tx, BATCH, LEASE)
    await asyncio.gather(*(_attempt(gateway, client, each) for each in claimed))
    return len(claimed)


async def _attempt(gateway: Gateway, client: httpx.AsyncClient, each: Push) -> None:
    result = await push(client, each.afleveradres, each.inhoud, str(each.bericht_id), each.soort)
    opnieuw_op = _again(gateway, each, result)
    async with gateway.db.transaction() as tx:
        await outbox.settle(tx, each, result.uitkomst, geleverd=result.gelukt, opnieuw_op=opnieuw_op)
    log.info(
        "push",
        bericht=str(each.bericht_id),
        soort=each.soort,
        poging=each.poging,
        uitkomst=result.uitkomst,
        opnieuw_op=opnieuw_op.isoformat() if opnieuw_op else None,
    )


def _again(gateway: Gateway, each: Push, result: PushResult) -> datetime | None:
    if result.gelukt:
        return None
    return next_attempt(each.poging, each.sinds, gateway.now(), result.niet_voor, random.random())  # noqa: S311


async def run_worker(gateway: Gateway, stop: Callable[[], bool], pause: float = 0.5) -> None:
    """Deliveries go out until `stop` says so. A failing database is waited for; claims are never lost."""
    async with new_client() as client:
        while not stop():
            try:
                sent = await deliver_due(gateway, client)
            except UNAVAILABLE as error:
                log.warning("worker waits for the database", error=type(error).__name__)
                sent = 0
            if sent < BATCH:
                await asyncio.sleep(pause)
