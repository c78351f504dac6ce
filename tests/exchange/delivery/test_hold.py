"""Before the first message a line is tried: what is wrong there holds the receiver, and nothing is sent in vain."""

import pytest

from gateway.exchange.delivery.channels import open_channels
from gateway.exchange.delivery.deliveries import list_receivers
from gateway.exchange.delivery.worker import deliver_due
from gateway.exchange.kernel.gateway import DeliverySettings, Gateway
from gateway.exchange.kernel.refusals import Conflict
from gateway.exchange.parties.accounts import change_account, freeze_account, list_actions, release_account
from gateway.exchange.parties.channel_trial import try_channel
from gateway.store.db.database import Database
from gateway.store.delivery.leveringen import Receiver
from tests.support.api.parties import ZORG, enrol
from tests.support.exchange.receiver import a_receiver, status
from tests.support.exchange.workers import HERE
from tests.support.messages.messages import schemas
from tests.support.store.ledger import attempts, book, delivery

CLOSED = "http://127.0.0.1:9/iwmo"


@pytest.fixture
async def gateway(db: Database) -> Gateway:
    """The gateway by the real clock, as the database has it too."""
    await enrol(db)
    return Gateway(db, schemas(), delivery=DeliverySettings(HERE))


async def deliver(gateway: Gateway) -> int:
    async with open_channels(gateway.delivery) as channels:
        return await deliver_due(gateway, channels)


async def receiver(gateway: Gateway) -> Receiver:
    [found] = [each for each in await list_receivers(gateway) if each.code == ZORG]
    return found


async def test_what_was_set_untried_is_tried_before_the_first_message_alone(gateway: Gateway) -> None:
    async with a_receiver(status(405), status(200)) as ontvanger:
        await change_account(gateway, ZORG, kanaal="push", afleveradres=ontvanger.url, untried=True)
        assert (await receiver(gateway)).gezien_op is None
        for _ in range(2):
            await book(gateway.db)
        while await deliver(gateway):
            pass
        assert [each.split()[0] for each in ontvanger.requests] == ["OPTIONS", "POST", "POST"]


async def test_a_line_that_fails_holds_its_receiver_until_an_operator_mends_it(gateway: Gateway) -> None:
    with pytest.raises(Conflict, match="kanaal-niet-bereikt"):
        await change_account(gateway, ZORG, kanaal="push", afleveradres=CLOSED)
    await change_account(gateway, ZORG, kanaal="push", afleveradres=CLOSED, untried=True)
    made = await book(gateway.db)
    assert [await deliver(gateway), await deliver(gateway)] == [1, 0], "no series of attempts"
    held = await receiver(gateway)
    assert held.bevroren_op is not None
    assert held.bevroren_reden == (
        "niet bereikt langs push, geprobeerd voor het eerste bericht: verbinding: poort 9 neemt geen verbinding aan "
        "(ConnectError); antwoord: ConnectError"
    )
    assert len(await attempts(gateway.db, made)) == 1
    assert (await list_actions(gateway, ZORG))[-1].soort == "bevroren"
    await release_account(gateway, ZORG)
    assert await deliver(gateway) == 1
    assert (await receiver(gateway)).bevroren_op is not None, "nothing was mended"
    async with a_receiver(status(200)) as ontvanger:
        await change_account(gateway, ZORG, afleveradres=ontvanger.url)
        assert await deliver(gateway) == 1
        assert [each.split()[0] for each in ontvanger.requests] == ["OPTIONS", "POST"]
    assert (await delivery(gateway.db, made))["staat"] == "geleverd"


async def test_a_trial_that_succeeds_ends_a_hold_and_no_freeze_of_an_operator(gateway: Gateway) -> None:
    async with a_receiver(status(200)) as ontvanger:
        await change_account(gateway, ZORG, kanaal="push", afleveradres=ontvanger.url, untried=True)
    await book(gateway.db)
    assert await deliver(gateway) == 1
    port = int(ontvanger.url.rpartition(":")[2].partition("/")[0])
    async with a_receiver(status(200), port=port):
        assert (await try_channel(gateway, ZORG)).is_reached
        assert (await receiver(gateway)).bevroren_op is None
        assert await deliver(gateway) == 1
    await book(gateway.db)
    await change_account(gateway, ZORG, afleveradres=f"{ontvanger.url}/anders", untried=True)
    assert await deliver(gateway) == 1
    await freeze_account(gateway, ZORG, "storing bij hen")
    async with a_receiver(status(200), port=port):
        assert (await try_channel(gateway, ZORG)).is_reached
        assert (await receiver(gateway)).bevroren_reden == "storing bij hen"
        assert await deliver(gateway) == 0
