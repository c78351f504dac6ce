"""Sending alerts: leased, posted outside any transaction, each attempt written after that; as pushes are.

The body is the same at each attempt, and so is `webhook-id`: by it a receiver knows what it has had already.
"""

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

import httpx
import structlog

from gateway.exchange.delivery.deliver import LEASE_TERM
from gateway.exchange.delivery.retry import next_attempt, rest_after
from gateway.exchange.kernel.gateway import DeliverySettings, Gateway
from gateway.store.alerts import leases
from gateway.store.alerts.leases import AlertLease
from gateway.store.db.database import TRANSIENT, UNAVAILABLE
from gateway.store.parties import push_secrets
from gateway.transport import signature
from gateway.transport.channel import Result
from gateway.transport.http_client import new_client
from gateway.transport.push import post

MAX_ATTEMPTS: Final = 20
"""Attempts of one worker at the same moment."""
MAX_ATTEMPTS_PER_ADDRESS: Final = 4
"""Of those, to one address: one that hangs leaves room for others."""
PAUSE_S: Final = 1.0
"""Seconds between two looks whether an alert is due."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Clients:
    """The HTTP clients for addresses."""

    public: httpx.AsyncClient
    """For addresses that an organisation chose itself: it calls no private network."""
    allowed: httpx.AsyncClient
    """For those that an operator chose: it also calls the networks that the settings allow."""


@asynccontextmanager
async def open_clients(settings: DeliverySettings) -> AsyncIterator[Clients]:
    """Open the clients, and close them at the end of the block."""
    async with (
        new_client((), settings.ca_file) as public,
        new_client(settings.private_networks, settings.ca_file) as allowed,
    ):
        yield Clients(public, allowed)


def body_of(lease: AlertLease) -> bytes:
    """Return the alert as it is posted: JSON in the form that Standard Webhooks recommends, always the same bytes."""
    moment = lease.ontstaan_op.astimezone(UTC).isoformat(timespec="milliseconds")
    whole = {"type": lease.soort, "timestamp": moment, "data": dict(sorted(lease.gegevens.items()))}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


async def send_trial(gateway: Gateway, clients: Clients, organisatie: str, id: UUID) -> Result:
    """Send this alert, which the caller leased as a trial, once. It is given up when that fails."""
    async with gateway.db.reading() as tx:
        lease = await leases.find_leased(tx, organisatie, id)
    return await _attempt(gateway, clients, lease, again=False)


async def _attempt(gateway: Gateway, clients: Clients, lease: AlertLease, *, again: bool) -> Result:
    """Post the alert once and record what became of it. `again`: try once more later when it fails."""
    async with gateway.db.reading() as tx:
        secrets = await push_secrets.list_secrets(tx, lease.organisatie, lease.adres_id)
    content = body_of(lease)
    headers = {
        "content-type": "application/json",
        **signature.headers(secrets, str(lease.id), datetime.now(UTC), content),
    }
    begin = time.monotonic()
    result = await post(clients.allowed if lease.afgeschermd else clients.public, lease.url, content, headers)
    duration_ms = round((time.monotonic() - begin) * 1000)
    wait = None
    if again and not result.delivered:
        term = gateway.delivery.give_up_after
        wait = next_attempt(lease.attempt, lease.waited, result.retry_after, random.random(), term)  # noqa: S311
    async with gateway.db.transaction() as tx:
        await leases.settle(tx, lease, result.outcome, duration_ms, delivered=result.delivered, retry_after=wait)
        failures = await leases.count_attempt(tx, lease, reached=result.reached)
        if not result.reached:
            await leases.rest(tx, lease, rest_after(failures, result.retry_after, random.random()))  # noqa: S311
    log.info(
        "alert.attempted",
        alert=str(lease.id),
        kind=lease.soort,
        attempt=lease.attempt,
        outcome=result.outcome,
        duration_ms=duration_ms,
        retry_after_s=None if wait is None else round(wait.total_seconds(), 1),
    )
    return result


class AlertSender:
    """The attempts under way, each in a task of its own: none waits for another."""

    def __init__(self, gateway: Gateway, clients: Clients) -> None:
        self._gateway = gateway
        self._clients = clients
        self._busy: dict[asyncio.Task[None], UUID] = {}

    async def start_due(self) -> int:
        """Lease what is due and there is room for, and start the attempts; return how many."""
        room = MAX_ATTEMPTS - len(self._busy)
        if room <= 0:
            return 0
        busy = Counter(self._busy.values())
        async with self._gateway.db.transaction() as tx:
            due = await leases.lease_due(tx, room, LEASE_TERM, max_per_address=MAX_ATTEMPTS_PER_ADDRESS, busy=busy)
        for each in due:
            task = asyncio.create_task(self._attempt(each))
            self._busy[task] = each.adres_id
            task.add_done_callback(self._busy.pop)
        return len(due)

    async def finish(self) -> None:
        """Wait for the attempts under way."""
        await asyncio.gather(*self._busy)

    async def _attempt(self, lease: AlertLease) -> None:
        """Make the attempt. One that fails by a fault of our own is logged, and made again when its lease ends."""
        try:
            await _attempt(self._gateway, self._clients, lease, again=True)
        except TRANSIENT as error:
            log.warning("alert.record_failed", alert=str(lease.id), error=type(error).__name__)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one alert, the others go on
            log.error("alert.crashed", alert=str(lease.id), error=type(error).__name__)


async def run_sender(gateway: Gateway, stop: Callable[[], bool], pause: float = PAUSE_S) -> None:
    """Send alerts until `stop` returns True, then finish what is under way. Waits for a database that is away."""
    async with open_clients(gateway.delivery) as clients:
        sender = AlertSender(gateway, clients)
        while not stop():
            try:
                started = await sender.start_due()
            except UNAVAILABLE as error:
                log.warning("alert.postponed", error=type(error).__name__)
                started = 0
            except Exception as error:  # noqa: BLE001 - messages are delivered, whatever happens here
                log.error("alert.lease_failed", error=type(error).__name__)
                started = 0
            if started < MAX_ATTEMPTS_PER_ADDRESS:
                await asyncio.sleep(pause)
            else:
                await asyncio.sleep(0)
        await sender.finish()
