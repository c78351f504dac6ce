"""What is booked over HTTP reaches its receiver in order, and an operator can hold it, look at it and send it again."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date

import pytest

from gateway.exchange.delivery.channels import OpenChannels, open_channels
from gateway.exchange.delivery.worker import deliver_due
from gateway.exchange.kernel.gateway import DeliverySettings, Gateway
from gateway.messages.read import read
from gateway.messages.return_message import compose
from gateway.standard.xml.parse import parse
from tests.support.api.application import Api
from tests.support.api.parties import BEESEL, ZORG, Caller, start
from tests.support.exchange.receiver import a_receiver, status
from tests.support.exchange.workers import HERE, count_waiting_pushes
from tests.support.messages.messages import BSN, wmo301
from tests.support.store.ledger import push_to


@pytest.fixture
def gateway(api: Api) -> Gateway:
    """The gateway of the application, that may push to this machine."""
    return replace(api.gateway, delivery=DeliverySettings(HERE))


@pytest.fixture
async def channels() -> AsyncIterator[OpenChannels]:
    async with open_channels(DeliverySettings(HERE)) as channels:
        yield channels


async def retry_now(gateway: Gateway) -> None:
    """Make every pause after a failure end now."""
    async with gateway.db.transaction() as tx:
        await tx.execute("update leveringen set niet_voor = now() where not onderweg")


async def test_an_assignment_its_change_and_its_removal_don_t_overtake_each_other(
    gateway: Gateway, channels: OpenChannels, venlo: Caller
) -> None:
    """The receiver refuses each the first time; others are not held up by that."""
    bsn_client = await venlo.register()
    other = await venlo.register("999900018")
    refusing = [status(503), status(200)] * 20
    async with a_receiver(*refusing) as ontvanger:
        await push_to(gateway.db, ontvanger.url)
        nummer = (await venlo.assign(bsn_client))["toewijzingNummer"]
        await venlo.change(nummer, einddatum="2024-06-30", redenWijziging="07")
        await venlo.assign(other)
        rounds = 0
        while await count_waiting_pushes(gateway):
            await deliver_due(gateway, channels)
            await retry_now(gateway)
            rounds += 1
            assert rounds < 20
    about = [read(parse(each)) for each in ontvanger.bodies]
    of_client = [each.client.toegewezen_producten[0].einddatum for each in about if each.client.bsn != "999900018"]
    assert sorted(of_client, reverse=True) == of_client, "the change after what it changes, at each attempt"
    assert {"2024-12-31", "2024-06-30"} == set(of_client)


async def test_what_is_passed_on_about_a_client_goes_in_order_too(
    api: Api, gateway: Gateway, channels: OpenChannels, zorg: Caller
) -> None:
    """The client is in no books here: of a municipality with another gateway we only pass messages on."""
    beesel = await api.caller(BEESEL)
    async with a_receiver(status(503), status(200)) as ontvanger:
        await push_to(gateway.db, ontvanger.url)
        reported = await zorg.submit(start(1, "S1", ontvanger=BEESEL, bsn=BSN))
        [forward] = await beesel.collect()
        await beesel.submit(wmo301(afzender=BEESEL, ontvanger=ZORG, identificatie="T1", bsn=BSN))
        await beesel.submit(compose(forward, [], "R1", date(2024, 3, 1), None))
        await beesel.submit(wmo301(afzender=BEESEL, ontvanger=ZORG, identificatie="T2", bsn=BSN))
        rounds = 0
        while await count_waiting_pushes(gateway):
            await deliver_due(gateway, channels)
            await retry_now(gateway)
            rounds += 1
            assert rounds < 20
    assert [each["gateway-soort"] for each in ontvanger.headers] == ["wmo301", "wmo301", "wmo306", "wmo301"]
    assert ontvanger.bodies[0] == ontvanger.bodies[1] != ontvanger.bodies[3]
    assert reported["oordeel"] == "goedgekeurd"
