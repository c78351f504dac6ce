"""A signal comes with the transaction that gives a delivery up, and goes with the one that makes it after all."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from gateway.exchange.delivery import deliveries, mailbox
from gateway.exchange.delivery.channels import OpenChannels, open_channels
from gateway.exchange.delivery.resend import resend_given_up
from gateway.exchange.delivery.undelivered import signal_undelivered
from gateway.exchange.delivery.worker import deliver_due
from gateway.exchange.kernel.gateway import DeliverySettings, Gateway
from gateway.exchange.signals.refresh import refresh_signals
from gateway.store.db.database import Database
from gateway.store.delivery import upkeep
from gateway.store.delivery.given_up import GivenUp
from gateway.store.parties.organisaties import Organisatie
from gateway.store.signals import signaal_rondes, signalen
from gateway.store.signals.signalen import SignalFilter, WorkItem
from tests.support.api.parties import VENLO, ZORG
from tests.support.exchange.receiver import a_receiver, status
from tests.support.exchange.workers import HERE, NO_TIME, a_gateway
from tests.support.store.ledger import book, push_to
from tests.support.store.postgres import execute


@pytest.fixture
async def gateway(db: Database) -> Gateway:
    return await a_gateway(db)


@pytest.fixture
async def channels() -> AsyncIterator[OpenChannels]:
    async with open_channels(DeliverySettings(HERE)) as channels:
        yield channels


async def signals(gateway: Gateway) -> list[WorkItem]:
    async with gateway.db.reading() as tx:
        return await signalen.fetch_page(tx, VENLO, SignalFilter(codes=["NL-812"]), None, 10)


async def states(gateway: Gateway) -> list[str]:
    return sorted(each.status for each in await signals(gateway))


async def give_up(gateway: Gateway) -> None:
    """Give up what waits, as the upkeep of a worker does."""
    async with gateway.db.transaction() as tx:
        given_up = await upkeep.tidy_outbox(tx, NO_TIME)
        assert given_up
        await signal_undelivered(tx, gateway, given_up)


async def test_a_message_refused_too_long_is_a_signal_until_it_is_delivered(
    gateway: Gateway, channels: OpenChannels, dsn: str
) -> None:
    async with a_receiver(status(500), status(500), status(200)) as receiver:
        await push_to(gateway.db, receiver.url)
        id = await book(gateway.db)
        await execute(dsn, "update leveringen set sinds = now() - interval '30 days'")
        await deliver_due(gateway, channels)
        [signal] = await signals(gateway)
        assert (signal.status, signal.bericht_id, signal.aanbieder) == ("open", id, ZORG)
        assert signal.uiterlijk == gateway.today()
        assert (await refresh_signals(gateway, full=True)).lapsed == 0
        await deliveries.retry_delivery(gateway, id)
        await refresh_signals(gateway, full=True)
        assert await states(gateway) == ["open"], "offered again is not delivered yet"
        await execute(dsn, "update leveringen set sinds = now() - interval '30 days'; delete from bestemmingen")
        await deliver_due(gateway, channels)
        assert await states(gateway) == ["open"], "given up again: the same cause"
        await deliveries.retry_delivery(gateway, id)
        await execute(dsn, "delete from bestemmingen")
        await deliver_due(gateway, channels)
        assert await states(gateway) == ["vervallen"]
        assert (await refresh_signals(gateway, full=True)).raised == 0


async def test_a_signal_lapses_when_what_was_offered_again_with_many_is_delivered(
    gateway: Gateway, channels: OpenChannels, dsn: str
) -> None:
    async with a_receiver(status(200), status(200)) as receiver:
        await push_to(gateway.db, receiver.url)
        for _ in range(2):
            await book(gateway.db)
        await give_up(gateway)
        assert (await resend_given_up(gateway, GivenUp(ontvanger=ZORG))).aangeboden == 2
        await refresh_signals(gateway, full=True)
        assert await states(gateway) == ["open"] * 2, "offered again is not delivered yet"
        while await deliver_due(gateway, channels):
            pass
        assert await states(gateway) == ["vervallen"] * 2


async def test_a_message_that_waited_too_long_is_a_signal_until_it_is_collected(gateway: Gateway) -> None:
    await push_to(gateway.db, "http://127.0.0.1:1/")
    id = await book(gateway.db)
    await give_up(gateway)
    assert await states(gateway) == ["open"]
    for _ in range(2):
        await mailbox.mark_collected(gateway, Organisatie(ZORG, "aanbieder", "Zorg"), id)
        assert await states(gateway) == ["vervallen"]


async def test_what_another_gateway_serves_has_no_signals_here(gateway: Gateway, dsn: str) -> None:
    await execute(dsn, f"update organisaties set extern = true where code = '{VENLO}'")
    await push_to(gateway.db, "http://127.0.0.1:1/")
    await book(gateway.db)
    await give_up(gateway)
    assert await signals(gateway) == []


async def test_what_was_given_up_before_this_was_on_record_is_found_by_the_daily_round(
    gateway: Gateway, dsn: str
) -> None:
    await push_to(gateway.db, "http://127.0.0.1:1/")
    await book(gateway.db)
    await execute(dsn, "update leveringen set staat = 'opgegeven'")
    assert (await refresh_signals(gateway)).raised == 1
    assert await states(gateway) == ["open"]


async def test_a_round_and_a_delivery_take_turns(gateway: Gateway) -> None:
    await push_to(gateway.db, "http://127.0.0.1:1/")
    await book(gateway.db)
    async with gateway.db.transaction() as round_:
        assert (await signaal_rondes.claim_step(round_, VENLO))[0]
        delivery = asyncio.create_task(give_up(gateway))
        await asyncio.sleep(0.1)
        assert not delivery.done()
    await delivery
    assert await states(gateway) == ["open"]
