"""The worker: keeps as many deliveries going as it may, so that a slow receiver holds up nobody else's."""

import asyncio
import socket
import time
from collections import Counter
from collections.abc import Callable
from typing import Final
from uuid import uuid4

import httpx
import structlog

from gateway.exchange.delivery.deliver import LEASE, attempt
from gateway.exchange.kernel.gateway import Gateway
from gateway.store.db.database import TRANSIENT
from gateway.store.db.vault import KluisError
from gateway.store.delivery import outbox, upkeep, workers
from gateway.store.delivery.outbox import Claim
from gateway.transport.push import new_client

AT_ONCE: Final = 100
"""Attempts that one worker has under way at most."""
PER_RECEIVER: Final = 8
"""Of those, to one receiver: one that hangs leaves room for others."""
BYTES_AT_ONCE: Final = 128 * 1024 * 1024
"""Of the messages that are under way; the last of them may go beyond it."""
BREATH: Final = 0.01
"""Seconds between the end of an attempt and the next claim."""
SIGN_OF_LIFE: Final = 5.0
"""Seconds between two signs that a worker lives."""
TIDY: Final = 60.0
"""Seconds between two times that it puts things right."""

log = structlog.get_logger(__name__)


class Worker:
    """Attempts under way, each on its own: none waits for another."""

    def __init__(self, gateway: Gateway, client: httpx.AsyncClient) -> None:
        self._gateway = gateway
        self._client = client
        self._busy: dict[asyncio.Task[None], Claim] = {}

    async def claim(self) -> bool:
        """What is due and there is room for is under way; True when there may be more."""
        room = AT_ONCE - len(self._busy)
        room_in_bytes = BYTES_AT_ONCE - sum(each.omvang for each in self._busy.values())
        if room <= 0 or room_in_bytes <= 0:
            return False
        bezig = Counter(each.ontvanger for each in self._busy.values())
        async with self._gateway.db.transaction() as tx:
            claimed = await outbox.claim(tx, room, LEASE, per_ontvanger=PER_RECEIVER, bezig=bezig, omvang=room_in_bytes)
        for each in claimed.leveringen:
            task = asyncio.create_task(self._attempt(each))
            self._busy[task] = each
            task.add_done_callback(self._busy.pop)
        return claimed.verder

    async def pause(self, seconds: float) -> None:
        """So long has passed, or attempts have ended: a moment after the first, so that others can join it."""
        if self._busy:
            await asyncio.wait(self._busy, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            await asyncio.sleep(min(seconds, BREATH))
        else:
            await asyncio.sleep(seconds)

    async def finish(self) -> int:
        """What was under way has ended; how many attempts that were."""
        busy = list(self._busy)
        await asyncio.gather(*busy)
        return len(busy)

    async def _attempt(self, claim: Claim) -> None:
        """The attempt was made; when it could not be put on record its lease ends, and it is made again."""
        try:
            await attempt(self._gateway, self._client, claim)
        except TRANSIENT as error:
            log.warning("delivery.record_failed", message_id=str(claim.bericht_id), error=type(error).__name__)
        except KluisError as error:
            log.error("delivery.decryption_failed", message_id=str(claim.bericht_id), reason=str(error))
        except Exception as error:  # noqa: BLE001 - one message that nobody foresaw must not stop the others
            log.error("delivery.crashed", message_id=str(claim.bericht_id), error=type(error).__name__)


async def deliver_due(gateway: Gateway, client: httpx.AsyncClient) -> int:
    """What was due has had one more attempt, as far as one worker has room; how many attempts that were."""
    worker = Worker(gateway, client)
    await worker.claim()
    return await worker.finish()


async def run_worker(gateway: Gateway, stop: Callable[[], bool], pause: float = 0.5) -> None:
    """Deliveries go out until `stop` says so. A failing database is waited for; claims are never lost."""
    async with new_client(gateway.bezorging.netwerken, gateway.bezorging.ca_file) as client:
        worker = Worker(gateway, client)
        chores = _Chores(gateway)
        away = False
        while not stop():
            try:
                await chores.do()
                more = await worker.claim()
            except TRANSIENT as error:
                if not away:
                    log.warning("worker.database_lost", error=type(error).__name__)
                away, more = True, False
            else:
                if away:
                    log.info("worker.resumed")
                away = False
            if not more:
                await worker.pause(pause)
        await worker.finish()
        await chores.leave()


class _Chores:
    """What a worker does beside its deliveries: it shows that it lives, and now and then puts things right."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._id = uuid4()
        self._sign_at = self._tidy_at = 0.0

    async def do(self) -> None:
        """What it was time for is done."""
        now = time.monotonic()
        if now >= self._sign_at:
            async with self._gateway.db.transaction() as tx:
                await workers.alive(tx, self._id, socket.gethostname())
            self._sign_at = now + SIGN_OF_LIFE
        if now >= self._tidy_at:
            async with self._gateway.db.transaction() as tx:
                given_up = await upkeep.tidy(tx, self._gateway.bezorging.termijn)
            self._tidy_at = now + (0 if given_up else TIDY)
            if given_up:
                log.warning("delivery.given_up", deliveries=given_up)

    async def leave(self) -> None:
        """Nobody takes this worker for a living one."""
        try:
            async with self._gateway.db.transaction() as tx:
                await workers.gone(tx, self._id)
        except TRANSIENT as error:
            log.warning("worker.sign_off_failed", error=type(error).__name__)
