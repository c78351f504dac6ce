"""Workers among receivers in trouble: nothing lost, nobody stuck, others not delayed, and each client's in order."""

import asyncio
import itertools
import os
import signal
import ssl
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from functools import partial
from ipaddress import ip_network
from pathlib import Path
from uuid import UUID

import pytest
import trustme

from gateway.exchange import accounts, deliveries
from gateway.exchange.context import Bezorging, Gateway
from gateway.exchange.worker import PER_RECEIVER, run_worker
from gateway.store import organisaties, upkeep, workers
from gateway.store.database import Database
from gateway.store.organisaties import Organisatie
from gateway.transport.folder import file_name
from tests.cli.running import start
from tests.support.berichten import schemas
from tests.support.embedded import tell
from tests.support.grootboek import attempts, book, clients, delivery, push_to
from tests.support.ontvanger import (
    Answer,
    Ontvanger,
    an_ontvanger,
    drip,
    endless,
    garbage,
    hang,
    lying,
    reset,
    slow,
    status,
)
from tests.support.partijen import THUIS, VENLO, ZORG, enrol
from tests.support.sleutels import kluis

HIER = (ip_network("127.0.0.0/8"),)


@pytest.fixture
async def gateway(db: Database) -> Gateway:
    """The gateway by the real clock, that may push to this machine."""
    await enrol(db)
    return Gateway(db, schemas(), bezorging=Bezorging(HIER))


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Attempts, pauses and rests take a fraction of a second."""
    monkeypatch.setattr("gateway.transport.push.LONGEST_ATTEMPT", 0.5)
    for name, milliseconds in (("_SHORTEST_WAIT", 5), ("_FIRST_WAIT", 10), ("_FIRST_REST", 20)):
        monkeypatch.setattr(f"gateway.exchange.retry.{name}", timedelta(milliseconds=milliseconds))
    for name in ("_LONGEST_WAIT", "_LONGEST_REST"):
        monkeypatch.setattr(f"gateway.exchange.retry.{name}", timedelta(milliseconds=40))


@asynccontextmanager
async def working(*gateways: Gateway) -> AsyncIterator[None]:
    """A worker on each of these, until the block ends; then each stops within the time of an attempt."""
    done = False
    tasks = [asyncio.create_task(run_worker(each, lambda: done, pause=0.02)) for each in gateways]
    try:
        yield
    finally:
        done = True
        async with asyncio.timeout(10):
            await asyncio.gather(*tasks)


async def until(true: Callable[[], Awaitable[bool]], seconds: float = 20) -> None:
    """It became true in time."""
    end = time.monotonic() + seconds
    for _ in iter(int, 1):
        if await true():
            return
        assert time.monotonic() < end, "it did not happen in time"
        await asyncio.sleep(0.02)


async def all_delivered(db: Database, seconds: float = 20) -> None:
    """Nothing waits any more, and nothing was given up."""

    async def delivered() -> bool:
        async with db.reading() as tx:
            return not await tx.fetchval("select count(*) from leveringen where staat <> 'geleverd'")

    await until(delivered, seconds)


TROUBLE: dict[str, Answer] = {
    "hangs": hang,
    "drips": drip,
    "answers 500": status(500),
    "resets": reset,
    "redirects": status(307, location="http://127.0.0.1:1/"),
    "lies about length": lying(500),
    "sends no HTTP": garbage,
    "has no end": endless(503),
}


async def test_receivers_in_trouble_delay_nobody_else_and_lose_nothing(gateway: Gateway, impatient: None) -> None:
    """Each kind of trouble at once, and a receiver with a bad certificate; then all of them recover."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    trustme.CA().issue_cert("localhost").configure_cert(context)
    async with AsyncExitStack() as stack:
        bad: list[tuple[str, Ontvanger]] = []
        for number, answer in enumerate([*TROUBLE.values(), status(200)]):
            code = f"7700000{number}"
            tls = context if number == len(TROUBLE) else None
            ontvanger = await stack.enter_async_context(an_ontvanger(answer, tls=tls))
            await save(gateway, code, ontvanger.url)
            bad.append((code, ontvanger))
            for _ in range(PER_RECEIVER + 4):
                await book(gateway.db, ontvanger=code)
        async with an_ontvanger(status(200)) as good, working(gateway):
            await push_to(gateway.db, good.url)
            for _, each in bad[:-1]:
                await each.has(1)
            begin = time.monotonic()
            made = [await book(gateway.db) for _ in range(20)]
            await good.has(len(made))
            assert time.monotonic() - begin < 10, "not held up by the others"
            [cert_code, unsafe] = bad[-1]
            assert unsafe.requests == []
            async with gateway.db.reading() as tx:
                waiting = await tx.fetchval("select count(*) from leveringen where staat = 'wachtend'")
            assert waiting >= len(bad) * (PER_RECEIVER + 4), "nothing was lost, nothing counts as delivered"
            for _, each in bad:
                each.answers[:] = [status(200)]
            await save(gateway, cert_code, bad[0][1].url)
            await all_delivered(gateway.db, 30)
        assert all(len(set(each.bodies)) >= PER_RECEIVER + 4 for _, each in bad[:-1])


async def save(gateway: Gateway, code: str, url: str) -> None:
    async with gateway.db.transaction() as tx:
        await organisaties.save(tx, Organisatie(code, "aanbieder", "Zorg", url, kanaal="push"))


async def test_a_2xx_counts_though_the_rest_of_the_answer_is_a_lie(gateway: Gateway, impatient: None) -> None:
    async with an_ontvanger(lying(200), endless(202), status(204)) as ontvanger, working(gateway):
        await push_to(gateway.db, ontvanger.url)
        made = [await book(gateway.db) for _ in range(3)]
        await ontvanger.has(3)
        await all_delivered(gateway.db, 10)
    assert len(ontvanger.bodies) == len(made)


async def test_a_slow_receiver_gets_as_many_at_once_as_it_may_and_no_more(gateway: Gateway) -> None:
    busy = most = 0

    async def counting(writer: asyncio.StreamWriter) -> None:
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        await slow(0.1)(writer)
        busy -= 1

    async with an_ontvanger(counting) as ontvanger, working(gateway):
        await push_to(gateway.db, ontvanger.url)
        for _ in range(3 * PER_RECEIVER):
            await book(gateway.db)
        await ontvanger.has(3 * PER_RECEIVER)
    assert most == PER_RECEIVER


async def test_three_workers_deliver_each_message_and_those_about_a_client_in_order(
    gateway: Gateway, dsn: str, impatient: None
) -> None:
    known = await clients(gateway.db, 8)
    failures = iter([status(503), reset, status(200), status(200)] * 1000)

    async def moody(writer: asyncio.StreamWriter) -> None:
        await next(failures)(writer)

    async with an_ontvanger(moody) as zorg, an_ontvanger(moody) as thuis, AsyncExitStack() as stack:
        await push_to(gateway.db, zorg.url, ZORG)
        await push_to(gateway.db, thuis.url, THUIS)
        others = [await Database.connect(dsn, kluis=kluis()) for _ in range(2)]
        for each in others:
            stack.push_async_callback(each.close)
        made: defaultdict[tuple[str, UUID], list[UUID]] = defaultdict(list)
        async with working(gateway, *(Gateway(each, schemas(), bezorging=gateway.bezorging) for each in others)):
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


async def workers_living(gateway: Gateway) -> int:
    async with gateway.db.reading() as tx:
        return await workers.living(tx)


async def lives(gateway: Gateway, number: int) -> bool:
    return await workers_living(gateway) == number


async def test_a_worker_shows_that_it_lives_and_signs_off(gateway: Gateway) -> None:
    async with working(gateway):
        await until(partial(lives, gateway, 1))
    assert await workers_living(gateway) == 0


async def test_an_operator_who_meddles_all_the_time_does_no_harm(gateway: Gateway, dsn: str, impatient: None) -> None:
    """Freezes, releases, changes of channel, giving up and sending again, under the hands of two workers."""
    known = await clients(gateway.db, 3)
    other = await Database.connect(dsn, kluis=kluis())
    mood = itertools.cycle([status(200), status(500), status(200)])

    async def moody(writer: asyncio.StreamWriter) -> None:
        await next(mood)(writer)

    async with an_ontvanger(moody) as ontvanger:
        async with working(gateway, Gateway(other, schemas(), bezorging=gateway.bezorging)):
            await push_to(gateway.db, ontvanger.url)
            made = [await book(gateway.db, client_id=known[number % 3]) for number in range(60)]
            for number in range(15):
                await accounts.freeze(gateway, ZORG, None)
                await accounts.change(gateway, ZORG, kanaal="postvak" if number % 2 else "push")
                await accounts.release(gateway, ZORG)
                async with gateway.db.transaction() as tx:
                    await upkeep.tidy(tx, timedelta(0) if number == 7 else timedelta(days=3))
                await deliveries.all_given_up_again(gateway, ZORG, "test")
                await deliveries.again(gateway, made[number], "test")
            await accounts.change(gateway, ZORG, kanaal="push")
            await all_delivered(gateway.db)
        assert {each["gateway-bericht"] for each in ontvanger.headers} == {str(id) for id in made}
    await other.close()


async def test_what_nobody_foresaw_in_one_message_stops_no_other(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gateway.exchange import deliver

    real = deliver.push

    async def push(client: object, url: str, inhoud: bytes, *rest: object) -> object:
        if inhoud == b"<boem/>":
            raise ZeroDivisionError
        return await real(client, url, inhoud, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(deliver, "push", push)
    async with an_ontvanger(status(200)) as ontvanger, working(gateway):
        await push_to(gateway.db, ontvanger.url)
        bad, good = await book(gateway.db, inhoud=b"<boem/>"), await book(gateway.db)
        await ontvanger.has(1)
    assert (await delivery(gateway.db, bad))["staat"] == "wachtend"
    assert (await delivery(gateway.db, good))["staat"] == "geleverd"


async def test_what_arrived_while_the_database_was_away_is_not_sent_again(gateway: Gateway, dsn: str) -> None:
    """Every connection is cut while the receiver thinks; the outcome is on record as soon as there are new ones."""
    async with an_ontvanger(slow(0.3)) as ontvanger, working(gateway):
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
        await all_delivered(gateway.db, 10)
    found = [tmp_path / file_name("WMO306", id.hex[-12:], str(id)) for id in made]
    assert [each.read_bytes() for each in found] == [b"<0/>", b"<1/>", b"<2/>"]
    assert [each.stat().st_mtime_ns for each in found] == sorted(each.stat().st_mtime_ns for each in found)
    [event] = await attempts(gateway.db, made[0])
    assert (event["kanaal"], event["uitkomst"], event["geleverd"]) == ("map", "geplaatst", True)


async def test_killed_in_the_middle_of_a_delivery_it_is_made_again_with_the_same_bytes(
    gateway: Gateway, dsn: str
) -> None:
    [client] = await clients(gateway.db)
    async with an_ontvanger(hang) as ontvanger:
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
            await all_delivered(gateway.db, 10)
    sent = [UUID(each["gateway-bericht"]) for each in ontvanger.headers]
    assert sent == [made[0], *made]
    assert ontvanger.bodies[0] == ontvanger.bodies[1]
    assert [each["poging"] for each in await attempts(gateway.db, made[0])] == [2], "the first ended without a word"
