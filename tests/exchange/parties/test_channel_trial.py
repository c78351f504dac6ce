"""A channel is tried without a message: over HTTP, in a folder, and not where there is no address."""

from dataclasses import replace
from pathlib import Path

import pytest

from gateway.exchange.delivery.deliveries import list_receivers
from gateway.exchange.kernel.gateway import DeliverySettings, Gateway
from gateway.exchange.kernel.refusals import Conflict, NotFound
from gateway.exchange.parties.accounts import TRIED, change_account, list_actions
from gateway.exchange.parties.channel_trial import Trial, try_channel
from gateway.standard.stuf.write import soap_without_message
from tests.support.api.parties import ZORG
from tests.support.exchange.receiver import a_receiver, status
from tests.support.exchange.simulated import a_scenario, a_simulator
from tests.support.exchange.workers import HERE


async def test_each_channel_with_an_address_is_tried_and_logged(gateway: Gateway, tmp_path: Path) -> None:
    here = replace(gateway, delivery=DeliverySettings(HERE))
    with pytest.raises(Conflict):
        await try_channel(here, ZORG)
    with pytest.raises(NotFound):
        await try_channel(here, "99990008")
    async with a_receiver(status(405)) as receiver:
        for kanaal, reached in (("push", True), ("ggk", False)):
            await change_account(here, ZORG, kanaal=kanaal, afleveradres=receiver.url, untried=True)
            assert await try_channel(here, ZORG) == Trial(reached, "405")
        assert receiver.requests == ["OPTIONS /iwmo HTTP/1.1", "POST /iwmo HTTP/1.1"]
        assert receiver.bodies == [b"", soap_without_message()]
    async with a_simulator(a_scenario()) as simulator:
        await change_account(here, ZORG, afleveradres=simulator.ggk, untried=True)
        trial = await try_channel(here, ZORG)
        assert trial == Trial(True, "SOAP")
        [seen] = [each for each in await list_receivers(here) if each.code == ZORG]
        assert seen.gezien_op is not None
        assert [(each.name, each.is_good) for each in trial.steps] == [
            *(("naam", True), ("verbinding", True), ("TLS", True), ("antwoord", True)),
        ]
    assert await try_channel(here, ZORG) == Trial(False, "ConnectError")
    await change_account(here, ZORG, kanaal="map", aflevermap=str(tmp_path), untried=True)
    assert await try_channel(here, ZORG) == Trial(True, "beschrijfbaar")
    await change_account(here, ZORG, aflevermap=str(tmp_path / "weg"), untried=True)
    assert await try_channel(here, ZORG) == Trial(False, "ENOENT")
    tried = [each.gegevens for each in await list_actions(here, ZORG) if each.soort == TRIED]
    assert [(each["kanaal"], each["bereikt"]) for each in tried] == [
        *(("push", "ja"), ("ggk", "nee"), ("ggk", "ja"), ("ggk", "nee")),
        *(("map", "ja"), ("map", "nee")),
    ]
