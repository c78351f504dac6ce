"""The worker: keeps many deliveries going at once, so that a slow receiver holds up no other receiver."""

import asyncio
import socket
import time
from collections import Counter
from collections.abc import Callable
from typing import Final
from uuid import uuid4

import structlog

from gateway.exchange.delivery.channels import OpenChannels, open_channels
from gateway.exchange.delivery.deliver import LEASE_TERM, attempt
from gateway.exchange.delivery.undelivered import signal_undelivered
from gateway.exchange.kernel.gateway import Gateway
from gateway.store.db.database import TRANSIENT
from gateway.store.db.vault import VaultError
from gateway.store.delivery import leases, silence, upkeep, workers
from gateway.store.delivery.leases import Lease

MAX_ATTEMPTS: Final = 100
"""Attempts of one worker at the same moment."""
MAX_ATTEMPTS_PER_RECEIVER: Final = 8
"""Of those, to one receiver: one that hangs leaves room for others."""
MAX_BYTES_UNDER_WAY: Final = 128 * 1024 * 1024
"""Bytes of the messages under way; the last of them may go beyond it."""
LEASE_PAUSE_S: Final = 0.01
"""Seconds between the end of an attempt and the next lease."""
SIGN_OF_LIFE_INTERVAL_S: Final = 5.0
"""Seconds between two signs that a worker lives."""
UPKEEP_INTERVAL_S: Final = 60.0
"""Seconds between two times that a worker gives up and puts right what other transactions left."""

log = structlog.get_logger(__name__)


class Worker:
    """The attempts under way, each in a task of its own: none waits for another."""

    def __init__(self, gateway: Gateway, channels: OpenChannels) -> None:
        self._gateway = gateway
        self._channels = channels
        self._busy: dict[asyncio.Task[None], Lease] = {}

    async def start_due(self) -> bool:
        """Lease what is due and there is room for, and start the attempts. Return True when there may be more."""
        room = MAX_ATTEMPTS - len(self._busy)
        room_in_bytes = MAX_BYTES_UNDER_WAY - sum(each.size_bytes for each in self._busy.values())
        if room <= 0 or room_in_bytes <= 0:
            return False
        busy = Counter(each.ontvanger for each in self._busy.values())
        async with self._gateway.db.transaction() as tx:
            leased = await leases.lease_due(
                tx, room, LEASE_TERM, max_per_receiver=MAX_ATTEMPTS_PER_RECEIVER, busy=busy, max_bytes=room_in_bytes
            )
        for each in leased.leases:
            task = asyncio.create_task(self._attempt(each))
            self._busy[task] = each
            task.add_done_callback(self._busy.pop)
        return leased.may_be_more

    async def pause(self, seconds: float) -> None:
        """Wait `seconds`, or until shortly after the first attempt ends, so that others can end too."""
        if self._busy:
            await asyncio.wait(self._busy, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            await asyncio.sleep(min(seconds, LEASE_PAUSE_S))
        else:
            await asyncio.sleep(seconds)

    async def finish(self) -> int:
        """Wait for the attempts under way and return their number."""
        busy = list(self._busy)
        await asyncio.gather(*busy)
        return len(busy)

    async def _attempt(self, lease: Lease) -> None:
        """Make the attempt. One that can't be recorded is logged, and made again when its lease ends."""
        try:
            await attempt(self._gateway, self._channels, lease)
        except TRANSIENT as error:
            log.warning("delivery.record_failed", message_id=str(lease.bericht_id), error=type(error).__name__)
        except VaultError as error:
            log.error("delivery.decryption_failed", message_id=str(lease.bericht_id), reason=str(error))
        except Exception as error:  # noqa: BLE001 - an error that nobody foresaw in one message must not stop the others
            log.error("delivery.crashed", message_id=str(lease.bericht_id), error=type(error).__name__)


async def deliver_due(gateway: Gateway, channels: OpenChannels) -> int:
    """Make one attempt for what is due, as far as one worker has room, and return the number of attempts."""
    worker = Worker(gateway, channels)
    await worker.start_due()
    return await worker.finish()


async def run_worker(gateway: Gateway, stop: Callable[[], bool], pause: float = 0.5) -> None:
    """Deliver until `stop` returns True, then finish what is under way. Waits for a database that is away."""
    async with open_channels(gateway.delivery) as channels:
        worker = Worker(gateway, channels)
        chores = _Chores(gateway)
        database_is_away = False
        while not stop():
            try:
                await chores.do_due()
                more = await worker.start_due()
            except TRANSIENT as error:
                if not database_is_away:
                    log.warning("worker.database_lost", error=type(error).__name__)
                database_is_away, more = True, False
            else:
                if database_is_away:
                    log.info("worker.resumed")
                database_is_away = False
            if not more:
                await worker.pause(pause)
        await worker.finish()
        await chores.sign_off()


class _Chores:
    """The work of a worker beside its deliveries: signs of life, and upkeep of the outbox."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._worker_id = uuid4()
        self._sign_due = self._upkeep_due = 0.0

    async def do_due(self) -> None:
        """Do what it is time for."""
        now = time.monotonic()
        if now >= self._sign_due:
            async with self._gateway.db.transaction() as tx:
                await workers.give_sign_of_life(tx, self._worker_id, socket.gethostname())
            self._sign_due = now + SIGN_OF_LIFE_INTERVAL_S
        if now >= self._upkeep_due:
            async with self._gateway.db.transaction() as tx:
                given_up = await upkeep.tidy_outbox(tx, self._gateway.delivery.give_up_after)
                silent, heard = await silence.note_silence(tx), await silence.end_silence(tx)
                await signal_undelivered(tx, self._gateway, [*given_up, *silent, *heard])
            self._upkeep_due = now + (0 if given_up or silent or heard else UPKEEP_INTERVAL_S)
            if given_up:
                log.warning("delivery.given_up", deliveries=len(given_up))
            if silent:
                log.warning("delivery.silent", deliveries=len(silent))

    async def sign_off(self) -> None:
        """Sign off, so that this worker no longer counts as living."""
        try:
            async with self._gateway.db.transaction() as tx:
                await workers.sign_off(tx, self._worker_id)
        except TRANSIENT as error:
            log.warning("worker.sign_off_failed", error=type(error).__name__)
