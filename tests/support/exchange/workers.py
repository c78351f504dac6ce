"""Workers that run within a test, on a gateway that may push to this machine."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from ipaddress import ip_network

import pytest

from gateway.exchange.chain.vecozo.round import visit_vecozo
from gateway.exchange.delivery.worker import run_worker
from gateway.exchange.kernel.gateway import DeliverySettings, Gateway
from gateway.store.db.database import Database
from gateway.store.delivery import workers
from tests.support.api.parties import enrol
from tests.support.messages.messages import schemas

HERE = (ip_network("127.0.0.0/8"),)
NO_TIME = timedelta(0)
"""A term that is over for everything that waits."""


async def a_gateway(db: Database) -> Gateway:
    """Return the gateway by the real clock, with all parties enrolled."""
    await enrol(db)
    return Gateway(db, schemas(), delivery=DeliverySettings(HERE))


def make_impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make attempts, pauses and rests take a fraction of a second."""
    monkeypatch.setattr("gateway.transport.push.MAX_ATTEMPT_S", 0.5)
    for name, milliseconds in (("_MIN_WAIT", 5), ("_FIRST_WAIT", 10), ("_FIRST_REST", 20)):
        monkeypatch.setattr(f"gateway.exchange.delivery.retry.{name}", timedelta(milliseconds=milliseconds))
    for name in ("_MAX_WAIT", "_MAX_REST"):
        monkeypatch.setattr(f"gateway.exchange.delivery.retry.{name}", timedelta(milliseconds=40))


@asynccontextmanager
async def working(*gateways: Gateway) -> AsyncIterator[None]:
    """Run a worker on each of these until the block ends; then each stops within the time of an attempt."""
    done = False
    tasks = [asyncio.create_task(run_worker(each, lambda: done, pause=0.02)) for each in gateways]
    try:
        yield
    finally:
        done = True
        async with asyncio.timeout(10):
            await asyncio.gather(*tasks)


@asynccontextmanager
async def visiting(*gateways: Gateway) -> AsyncIterator[None]:
    """Let each of these visit VECOZO again and again until the block ends; fail with a visit that fails."""
    done = False

    async def visit(gateway: Gateway) -> None:
        while not done:
            await visit_vecozo(gateway)
            await asyncio.sleep(0.02)

    async with asyncio.TaskGroup() as group:
        for each in gateways:
            group.create_task(visit(each))
        try:
            yield
        finally:
            done = True


async def until(true: Callable[[], Awaitable[bool]], seconds: float = 60) -> None:
    """Wait until it is true. Fail the test when that takes too long."""
    end = time.monotonic() + seconds
    for _ in iter(int, 1):
        if await true():
            return
        assert time.monotonic() < end, "it did not happen in time"
        await asyncio.sleep(0.02)


async def all_delivered(db: Database, seconds: float = 60) -> None:
    """Wait until nothing waits any more, with nothing given up."""

    async def delivered() -> bool:
        async with db.reading() as tx:
            return not await tx.fetchval("select count(*) from leveringen where staat <> 'geleverd'")

    await until(delivered, seconds)


async def workers_living(gateway: Gateway) -> int:
    async with gateway.db.reading() as tx:
        return await workers.count_living(tx)


async def count_waiting_pushes(gateway: Gateway) -> int:
    """Return how many deliveries wait to be pushed."""
    async with gateway.db.reading() as tx:
        found: int = await tx.fetchval("select count(*) from leveringen where staat = 'wachtend' and kanaal = 'push'")
    return found
