"""Receivers in trouble, and what else goes wrong: nothing lost, nobody stuck, others not delayed."""

import asyncio
import itertools
import ssl
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest
import trustme

from gateway.exchange.delivery import deliveries, resend
from gateway.exchange.delivery.worker import MAX_ATTEMPTS_PER_RECEIVER
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.parties import accounts
from gateway.store.db.database import Database
from gateway.store.delivery import upkeep
from gateway.store.delivery.given_up import GivenUp
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie
from gateway.transport.channel import Letter, Result
from gateway.transport.push import Push
from tests.support.api.parties import ZORG
from tests.support.exchange.receiver import (
    Answer,
    Receiver,
    a_receiver,
    drip,
    endless,
    garbage,
    hang,
    lying,
    reset,
    slow,
    status,
)
from tests.support.exchange.workers import a_gateway, all_delivered, working
from tests.support.messages.messages import schemas
from tests.support.store.key_ring import vault
from tests.support.store.ledger import book, clients, delivery, push_to


@pytest.fixture
async def gateway(db: Database) -> Gateway:
    return await a_gateway(db)


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
        bad: list[tuple[str, Receiver]] = []
        for number, answer in enumerate([*TROUBLE.values(), status(200)]):
            code = f"7700000{number}"
            tls = context if number == len(TROUBLE) else None
            ontvanger = await stack.enter_async_context(a_receiver(answer, tls=tls))
            await save(gateway, code, ontvanger.url)
            bad.append((code, ontvanger))
            for _ in range(MAX_ATTEMPTS_PER_RECEIVER + 4):
                await book(gateway.db, ontvanger=code)
        async with a_receiver(status(200)) as good, working(gateway):
            await push_to(gateway.db, good.url)
            for _, each in bad[:-1]:
                await each.has(1)
            made = [await book(gateway.db) for _ in range(20)]
            await good.has(len(made))
            [cert_code, unsafe] = bad[-1]
            assert unsafe.requests == []
            async with gateway.db.reading() as tx:
                waiting = await tx.fetchval("select count(*) from leveringen where staat = 'wachtend'")
            assert waiting >= len(bad) * (MAX_ATTEMPTS_PER_RECEIVER + 4), (
                "nothing was lost, nothing counts as delivered"
            )
            for _, each in bad:
                each.answers[:] = [status(200)]
            await save(gateway, cert_code, bad[0][1].url)
            await all_delivered(gateway.db, 30)
        assert all(len(set(each.bodies)) >= MAX_ATTEMPTS_PER_RECEIVER + 4 for _, each in bad[:-1])


async def save(gateway: Gateway, code: str, url: str) -> None:
    async with gateway.db.transaction() as tx:
        await organisaties.save(tx, Organisatie(code, "aanbieder", "Zorg", url, kanaal="push"))


async def test_a_2xx_counts_though_the_rest_of_the_answer_is_a_lie(gateway: Gateway, impatient: None) -> None:
    async with a_receiver(lying(200), endless(202), status(204)) as ontvanger, working(gateway):
        await push_to(gateway.db, ontvanger.url)
        made = [await book(gateway.db) for _ in range(3)]
        await ontvanger.has(3)
        await all_delivered(gateway.db, 10)
    assert len(ontvanger.bodies) == len(made)


async def test_a_slow_receiver_gets_as_many_at_once_as_it_may_and_no_more(gateway: Gateway) -> None:
    busy = most = 0
    full = asyncio.Event()

    async def counting(writer: asyncio.StreamWriter) -> None:
        """Answer nobody before as many requests came as may, and then not at once, so that more could come."""
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        if busy >= MAX_ATTEMPTS_PER_RECEIVER:
            full.set()
        await full.wait()
        await slow(0.1)(writer)
        busy -= 1

    async with a_receiver(counting) as ontvanger:
        await push_to(gateway.db, ontvanger.url)
        for _ in range(3 * MAX_ATTEMPTS_PER_RECEIVER):
            await book(gateway.db)
        async with working(gateway):
            await ontvanger.has(3 * MAX_ATTEMPTS_PER_RECEIVER)
    assert most == MAX_ATTEMPTS_PER_RECEIVER


async def test_an_operator_who_meddles_all_the_time_does_no_harm(gateway: Gateway, dsn: str, impatient: None) -> None:
    """Freezes, releases, changes of channel, giving up and sending again, under the hands of two workers."""
    known = await clients(gateway.db, 3)
    other = await Database.connect(dsn, vault=vault())
    mood = itertools.cycle([status(200), status(500), status(200)])

    async def moody(writer: asyncio.StreamWriter) -> None:
        await next(mood)(writer)

    async with a_receiver(moody) as ontvanger:
        async with working(gateway, Gateway(other, schemas(), delivery=gateway.delivery)):
            await push_to(gateway.db, ontvanger.url)
            made = [await book(gateway.db, client_id=known[number % 3]) for number in range(60)]
            for number in range(15):
                await accounts.freeze_account(gateway, ZORG, None)
                await accounts.change_account(gateway, ZORG, kanaal="postvak" if number % 2 else "push")
                await accounts.release_account(gateway, ZORG)
                async with gateway.db.transaction() as tx:
                    await upkeep.tidy_outbox(tx, timedelta(0) if number == 7 else timedelta(days=3))
                await resend.resend_given_up(gateway, GivenUp(ontvanger=ZORG))
                await deliveries.retry_delivery(gateway, made[number])
            await accounts.change_account(gateway, ZORG, kanaal="push")
            await all_delivered(gateway.db)
        sent = {each["gateway-bericht"] for each in ontvanger.headers if "gateway-bericht" in each}
        assert sent == {str(id) for id in made}, "beside trials of the channel"
    await other.close()


async def test_what_nobody_foresaw_in_one_message_stops_no_other(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Push.send

    async def send(self: Push, letter: Letter) -> Result:
        if letter.content == b"<boem/>":
            raise ZeroDivisionError
        return await real(self, letter)

    monkeypatch.setattr(Push, "send", send)
    async with a_receiver(status(200)) as ontvanger, working(gateway):
        await push_to(gateway.db, ontvanger.url)
        bad, good = await book(gateway.db, inhoud=b"<boem/>"), await book(gateway.db)
        await ontvanger.has(1)
    assert (await delivery(gateway.db, bad))["staat"] == "wachtend"
    assert (await delivery(gateway.db, good))["staat"] == "geleverd"
