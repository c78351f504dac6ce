"""Delivering to a real receiver: outside any transaction, every attempt on record, lost never."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import httpx
import pytest

from gateway.exchange.delivery.channels import OpenChannels, open_channels
from gateway.exchange.delivery.deliver import LEASE_TERM, attempt
from gateway.exchange.delivery.retry import FAILURES_BEFORE_REST
from gateway.exchange.delivery.worker import deliver_due, run_worker
from gateway.exchange.kernel.gateway import GIVE_UP_AFTER, DeliverySettings, Gateway
from gateway.store.db.database import Database
from gateway.store.delivery import leases
from gateway.transport.channel import MAX_ATTEMPT_S
from tests.support.api.parties import THUIS, ZORG, enrol
from tests.support.exchange.receiver import Receiver, a_receiver, hang, reset, status
from tests.support.messages.messages import schemas
from tests.support.store.deliveries import list_waiting
from tests.support.store.key_ring import vault
from tests.support.store.ledger import attempts, book, delivery, push_to
from tests.support.store.postgres import execute

HERE = (ip_network("127.0.0.0/8"),)


@pytest.fixture
async def gateway(db: Database) -> Gateway:
    """The gateway by the real clock, as the database has it too."""
    await enrol(db)
    return Gateway(db, schemas(), delivery=DeliverySettings(HERE))


@pytest.fixture
async def channels(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[OpenChannels]:
    monkeypatch.setattr("gateway.transport.http_client.TIMEOUT", httpx.Timeout(0.5))
    async with open_channels(DeliverySettings(HERE)) as channels:
        yield channels


async def due_now(gateway: Gateway) -> None:
    """Make due now what waits for a later attempt."""
    async with gateway.db.transaction() as tx:
        await tx.execute("update leveringen set niet_voor = now() where staat = 'wachtend'")
        await tx.execute("update bestemmingen set rust_tot = now() where rust_tot is not null")


async def test_a_message_arrives_with_its_bytes_and_waits_no_longer(gateway: Gateway, channels: OpenChannels) -> None:
    async with a_receiver(status(200)) as ontvanger:
        await push_to(gateway.db, ontvanger.url)
        id = await book(gateway.db, inhoud=b"<bericht>\r\n\xc3\xa9</bericht>")
        assert await deliver_due(gateway, channels) == 1
        assert await deliver_due(gateway, channels) == 0
        assert ontvanger.bodies == [b"<bericht>\r\n\xc3\xa9</bericht>"]
        assert ontvanger.headers[0]["gateway-bericht"] == str(id)
    assert (await delivery(gateway.db, id))["staat"] == "geleverd"
    [on_record] = await attempts(gateway.db, id)
    assert 0 <= on_record.pop("duurMs") < 5000
    assert on_record == {"poging": 1, "kanaal": "push", "uitkomst": "200", "status": 200, "geleverd": True}


async def test_a_receiver_in_trouble_gets_the_same_bytes_again_until_it_has_them(
    gateway: Gateway, channels: OpenChannels
) -> None:
    answers = (status(500), status(503), hang, reset, status(302, location="/"), status(204))
    expected = ["500", "503", "ReadTimeout", "ReadError", "302", "204"]
    async with a_receiver(*answers) as ontvanger:
        await push_to(gateway.db, ontvanger.url)
        id = await book(gateway.db)
        for number in range(len(answers)):
            assert await deliver_due(gateway, channels) == 1
            assert await deliver_due(gateway, channels) == 0, "not before its time"
            assert (await delivery(gateway.db, id))["pogingen"] == number + 1
            await due_now(gateway)
        assert len(set(ontvanger.bodies)) == 1
        assert {each["gateway-bericht"] for each in ontvanger.headers} == {str(id)}
        assert await deliver_due(gateway, channels) == 0
    on_record = await attempts(gateway.db, id)
    assert [each["uitkomst"] for each in on_record] == expected
    assert [each["geleverd"] for each in on_record] == [False] * 5 + [True]
    assert (await delivery(gateway.db, id))["staat"] == "geleverd"


async def test_a_receiver_that_asks_for_time_gets_it(gateway: Gateway, channels: OpenChannels) -> None:
    async with a_receiver(status(503, retry_after="1800")) as ontvanger:
        await push_to(gateway.db, ontvanger.url)
        id = await book(gateway.db)
        before = datetime.now(UTC)
        await deliver_due(gateway, channels)
    found = await delivery(gateway.db, id)
    assert timedelta(minutes=30) <= found["niet_voor"] - before < timedelta(minutes=31)
    assert found["staat"] == "wachtend"
    rest = await resting(gateway)
    assert rest is not None
    assert rest > timedelta(minutes=29), "all messages for this receiver wait"


async def test_after_three_days_it_is_given_up_and_waits_in_the_mailbox(
    gateway: Gateway, channels: OpenChannels
) -> None:
    async with a_receiver(status(500)) as ontvanger:
        await push_to(gateway.db, ontvanger.url)
        old, new = await book(gateway.db), await book(gateway.db)
        async with gateway.db.transaction() as tx:
            await tx.execute(
                "update leveringen set sinds = now() - $2::interval where bericht_id = $1", old, GIVE_UP_AFTER
            )
        assert await deliver_due(gateway, channels) == 2
        await due_now(gateway)
        assert await deliver_due(gateway, channels) == 1
    async with gateway.db.reading() as tx:
        assert [each.bericht_id for each in await list_waiting(tx, ZORG, 0, 10)] == [old]
    assert (await delivery(gateway.db, old))["staat"] == "opgegeven"
    assert (await delivery(gateway.db, new))["staat"] == "wachtend"
    assert [each["geleverd"] for each in await attempts(gateway.db, old)] == [False]


async def test_a_receiver_that_fails_time_and_again_rests_and_then_gets_one_to_see_how_it_is(
    gateway: Gateway, channels: OpenChannels
) -> None:
    async with a_receiver(*[status(500)] * (FAILURES_BEFORE_REST + 1), status(200)) as ontvanger:
        await push_to(gateway.db, ontvanger.url)
        made = [await book(gateway.db) for _ in range(20)]
        for _ in range(FAILURES_BEFORE_REST):
            await gateway_gets(gateway, channels, 1)
        assert await deliver_due(gateway, channels) == 0, "it rests"
        rest = await resting(gateway)
        assert rest is not None
        assert rest > timedelta(seconds=10)
        await due_now(gateway)
        assert await deliver_due(gateway, channels) == 1, "and gets one"
        rest = await resting(gateway)
        assert rest is not None
        assert rest > timedelta(seconds=25), "that failed too"
        await due_now(gateway)
        assert await deliver_due(gateway, channels) == 1
        assert await resting(gateway) is None
        while await deliver_due(gateway, channels):
            pass
        await due_now(gateway)
        await deliver_due(gateway, channels)
        assert {(await delivery(gateway.db, id))["staat"] for id in made} == {"geleverd"}


async def gateway_gets(gateway: Gateway, channels: OpenChannels, number: int) -> None:
    """Attempt the messages that are due, and assert that it is this number of them."""
    async with gateway.db.transaction() as tx:
        leased = await leases.lease_due(tx, number, LEASE_TERM)
    assert len(leased.leases) == number
    for each in leased.leases:
        await attempt(gateway, channels, each)


async def resting(gateway: Gateway, code: str = ZORG) -> timedelta | None:
    """Return for how long this receiver is still left in peace."""
    async with gateway.db.reading() as tx:
        found: timedelta | None = await tx.fetchval(
            "select rust_tot - now() from bestemmingen where ontvanger = $1", code
        )
    return found


async def test_workers_at_once_give_a_receiver_that_rested_one_message_together(gateway: Gateway) -> None:
    await push_to(gateway.db, "http://127.0.0.1:1/")
    for _ in range(10):
        await book(gateway.db)
    async with gateway.db.transaction() as tx:
        await tx.execute("insert into bestemmingen values ($1, $2, now())", ZORG, FAILURES_BEFORE_REST)

    async def claim() -> int:
        async with gateway.db.transaction() as tx:
            return len((await leases.lease_due(tx, 10, LEASE_TERM)).leases)

    assert sum(await asyncio.gather(*(claim() for _ in range(6)))) == 1
    assert await claim() == 0


async def test_a_message_that_is_refused_by_itself_stops_no_others(gateway: Gateway, channels: OpenChannels) -> None:
    async with a_receiver(status(422)) as ontvanger:
        await push_to(gateway.db, ontvanger.url)
        for _ in range(FAILURES_BEFORE_REST + 2):
            await book(gateway.db)
        assert await deliver_due(gateway, channels) == FAILURES_BEFORE_REST + 2
        assert await resting(gateway) is None


async def test_nothing_is_held_in_the_database_while_a_receiver_thinks(
    gateway: Gateway, channels: OpenChannels
) -> None:
    async with a_receiver(hang) as ontvanger:
        await push_to(gateway.db, ontvanger.url)
        await book(gateway.db)
        sending = asyncio.create_task(deliver_due(gateway, channels))
        await ontvanger.has(1)
        async with gateway.db.reading() as tx:
            busy = "select count(*) from pg_stat_activity where datname = current_database() and xact_start is not null"
            assert await tx.fetchval(f"{busy} and pid <> pg_backend_pid()") == 0
        await sending


async def test_who_collects_is_not_pushed_to(gateway: Gateway, channels: OpenChannels) -> None:
    async with a_receiver(status(200)) as ontvanger:
        await push_to(gateway.db, ontvanger.url, ZORG)
        await book(gateway.db, ontvanger=THUIS)
        assert await deliver_due(gateway, channels) == 0
        assert ontvanger.requests == []


async def test_a_bad_address_stops_nobody_elses_messages(gateway: Gateway, channels: OpenChannels) -> None:
    async with a_receiver(status(200)) as ontvanger:
        await push_to(gateway.db, ontvanger.url, ZORG)
        await push_to(gateway.db, "http://127.0.0.1:99999/", THUIS)
        bad, good = await book(gateway.db, ontvanger=THUIS), await book(gateway.db)
        assert await deliver_due(gateway, channels) == 2
    assert (await delivery(gateway.db, good))["staat"] == "geleverd"
    assert (await delivery(gateway.db, bad))["staat"] == "wachtend"


@pytest.fixture
async def ontvanger() -> AsyncIterator[Receiver]:
    async with a_receiver(status(200)) as ontvanger:
        yield ontvanger


async def test_two_workers_deliver_everything_once(gateway: Gateway, ontvanger: Receiver) -> None:
    await push_to(gateway.db, ontvanger.url)
    made = {str(await book(gateway.db)) for _ in range(50)}
    done = False
    workers = [asyncio.create_task(run_worker(gateway, lambda: done, pause=0.01)) for _ in range(2)]
    await ontvanger.has(len(made))
    done = True
    await asyncio.gather(*workers)
    sent = [each["gateway-bericht"] for each in ontvanger.headers]
    assert len(sent) == len(made)
    assert set(sent) == made


async def test_a_worker_outlives_a_database_that_goes_away_for_a_while(
    gateway: Gateway, ontvanger: Receiver, dsn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await push_to(gateway.db, ontvanger.url)
    done = False
    worker = asyncio.create_task(run_worker(gateway, lambda: done, pause=0.01))
    for _ in range(5):
        await execute(
            dsn,
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()",
        )
        await asyncio.sleep(0.02)
    assert not worker.done()
    other = await Database.connect(dsn, vault=vault())
    await book(other)
    await other.close()
    await ontvanger.has(1)
    done = True
    await worker


def test_a_lease_outlasts_every_attempt() -> None:
    assert timedelta(seconds=2 * MAX_ATTEMPT_S) <= LEASE_TERM
