"""Workers: any number at once, killed or cut off, deliver each message, and those about a client in order."""

import asyncio
import os
import signal
from collections import defaultdict
from contextlib import AsyncExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
import structlog

from gateway.exchange.delivery.worker import run_worker
from gateway.exchange.kernel.gateway import Gateway
from gateway.store.db.database import Database
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie
from gateway.transport.folder import file_name
from tests.cli.running import start
from tests.support.api.parties import THUIS, VENLO, ZORG
from tests.support.exchange.receiver import (
    a_receiver,
    hang,
    reset,
    slow,
    status,
)
from tests.support.exchange.workers import a_gateway, all_delivered, until, workers_living, working
from tests.support.messages.messages import schemas
from tests.support.store.embedded import tell
from tests.support.store.key_ring import vault
from tests.support.store.ledger import attempts, book, clients, delivery, identificatie_of, push_to


@pytest.fixture
async def gateway(db: Database) -> Gateway:
    return await a_gateway(db)


async def test_three_workers_deliver_each_message_and_those_about_a_client_in_order(
    gateway: Gateway, dsn: str, impatient: None
) -> None:
    known = await clients(gateway.db, 8)
    failures = iter([status(503), reset, status(200), status(200)] * 1000)

    async def moody(writer: asyncio.StreamWriter) -> None:
        await next(failures)(writer)

    async with a_receiver(moody) as zorg, a_receiver(moody) as thuis, AsyncExitStack() as stack:
        await push_to(gateway.db, zorg.url, ZORG)
        await push_to(gateway.db, thuis.url, THUIS)
        others = [await Database.connect(dsn, vault=vault()) for _ in range(2)]
        for each in others:
            stack.push_async_callback(each.close)
        made: defaultdict[tuple[str, UUID], list[UUID]] = defaultdict(list)
        async with working(gateway, *(Gateway(each, schemas(), delivery=gateway.delivery) for each in others)):
            for round_ in range(5):
                for client in known:
                    code = (ZORG, THUIS)[(round_ + client.int) % 2]
                    made[code, client].append(await book(gateway.db, client_id=client, ontvanger=code))
            await all_delivered(gateway.db, 60)
        assert await workers_living(gateway) == 0
    for (code, _), expected in made.items():
        arrived = [UUID(each["gateway-bericht"]) for each in (zorg if code == ZORG else thuis).headers]
        last = [len(arrived) - 1 - arrived[::-1].index(id) for id in expected]
        first = [arrived.index(id) for id in expected]
        assert all(before < after for before, after in zip(last, first[1:], strict=False)), "none overtook another"


async def lives(gateway: Gateway, number: int) -> bool:
    return await workers_living(gateway) == number


async def test_a_worker_shows_that_it_lives_and_signs_off(gateway: Gateway) -> None:
    async with working(gateway):
        await until(partial(lives, gateway, 1))
    assert await workers_living(gateway) == 0


async def test_a_database_that_is_away_is_told_of_once(dsn: str, gateway: Gateway) -> None:
    away = await Database.connect(dsn, vault=vault())
    await away.close()
    rounds = iter(range(6))
    with structlog.testing.capture_logs() as said:
        await run_worker(replace(gateway, db=away), lambda: next(rounds) == 5, pause=0)
    assert [each["event"] for each in said] == ["worker.database_lost", "worker.sign_off_failed"]


async def test_what_arrived_while_the_database_was_away_is_not_sent_again(gateway: Gateway, dsn: str) -> None:
    """Every connection is cut while the receiver thinks; the outcome is on record as soon as there are new ones."""
    async with a_receiver(slow(0.3)) as ontvanger, working(gateway):
        await push_to(gateway.db, ontvanger.url)
        made = [await book(gateway.db) for _ in range(3)]
        await ontvanger.has(3)
        for _ in range(8):
            await asyncio.to_thread(
                tell,
                dsn,
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = current_database() and pid <> pg_backend_pid()",
            )
            await asyncio.sleep(0.05)
        await all_delivered(gateway.db)
    assert len(ontvanger.bodies) == len(made)
    for id in made:
        assert [(each["poging"], each["geleverd"]) for each in await attempts(gateway.db, id)] == [(1, True)]


async def test_messages_go_into_a_folder_in_order_and_once(gateway: Gateway, tmp_path: Path) -> None:
    [client] = await clients(gateway.db)
    async with gateway.db.transaction() as tx:
        venlo = Organisatie(VENLO, "gemeente", "Venlo", kanaal="map", aflevermap=str(tmp_path))
        await organisaties.save(tx, venlo)
    made = [await book(gateway.db, ontvanger=VENLO, client_id=client, inhoud=b"<%d/>" % n) for n in range(3)]
    async with working(gateway):
        await all_delivered(gateway.db)
    found = [tmp_path / file_name("WMO306", identificatie_of(id), str(id)) for id in made]
    assert [each.read_bytes() for each in found] == [b"<0/>", b"<1/>", b"<2/>"]
    assert [each.stat().st_mtime_ns for each in found] == sorted(each.stat().st_mtime_ns for each in found)
    [event] = await attempts(gateway.db, made[0])
    assert (event["kanaal"], event["uitkomst"], event["geleverd"]) == ("map", "geplaatst", True)


async def test_killed_in_the_middle_of_a_delivery_it_is_made_again_with_the_same_bytes(
    gateway: Gateway, dsn: str
) -> None:
    [client] = await clients(gateway.db)
    async with a_receiver(hang) as ontvanger:
        await push_to(gateway.db, ontvanger.url)
        made = [await book(gateway.db, client_id=client) for _ in range(2)]
        with start("worker", GATEWAY_DATABASE_URL=dsn, GATEWAY_PUSH_PRIVATE="127.0.0.0/8") as running:
            await ontvanger.has(1, seconds=60)
            os.kill(running.pid, signal.SIGKILL)
            await asyncio.to_thread(running.wait)
        assert await workers_living(gateway) == 1, "until it has been silent for a while"
        assert (await delivery(gateway.db, made[0]))["onderweg"]
        ontvanger.answers[:] = [status(200)]
        async with gateway.db.transaction() as tx:
            await tx.execute("update leveringen set niet_voor = now() where onderweg")  # the lease has ended
        async with working(gateway):
            await ontvanger.has(3)
            await all_delivered(gateway.db)
    sent = [UUID(each["gateway-bericht"]) for each in ontvanger.headers]
    assert sent == [made[0], *made]
    assert ontvanger.bodies[0] == ontvanger.bodies[1]
    assert [each["poging"] for each in await attempts(gateway.db, made[0])] == [2], "the first ended without a word"


async def test_messages_under_way_take_no_more_memory_than_there_is_for_them(
    gateway: Gateway, impatient: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With room for less than two, each goes when the one before it has ended, whoever it is for."""
    monkeypatch.setattr("gateway.exchange.delivery.worker.MAX_BYTES_UNDER_WAY", 3000)
    under_way = most = 0

    async def counted(writer: asyncio.StreamWriter) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await slow(0.02)(writer)
        under_way -= 1

    async with a_receiver(counted) as zorg, a_receiver(counted) as thuis:
        await push_to(gateway.db, zorg.url, ZORG)
        await push_to(gateway.db, thuis.url, THUIS)
        for number in range(8):
            await book(gateway.db, ontvanger=(ZORG, THUIS)[number % 2], inhoud=b"x" * 3000 + bytes([number]))
        async with working(gateway):
            await all_delivered(gateway.db)
    assert (len(zorg.bodies), len(thuis.bodies), most) == (4, 4, 1)
