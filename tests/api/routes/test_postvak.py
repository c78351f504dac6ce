"""A mailbox shows what waits for its receiver, and that its delivery is frozen."""

from collections.abc import AsyncIterator
from dataclasses import replace
from ipaddress import ip_network

import pytest

from gateway.exchange.delivery.channels import OpenChannels, open_channels
from gateway.exchange.kernel.gateway import DeliverySettings, Gateway
from gateway.exchange.parties import accounts
from tests.e2e.routes import situation
from tests.support.api.application import Api
from tests.support.api.parties import (
    THUIS,
    VENRAY,
    ZORG,
    Caller,
    start,
)

HERE = (ip_network("127.0.0.0/8"),)


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


async def waiting(gateway: Gateway) -> int:
    async with gateway.db.reading() as tx:
        found: int = await tx.fetchval("select count(*) from leveringen where staat = 'wachtend' and kanaal = 'push'")
    return found


async def test_who_is_frozen_sees_so_in_its_mailbox_and_later_all_that_waited(
    api: Api, gateway: Gateway, venlo: Caller, zorg: Caller
) -> None:
    await accounts.freeze_account(gateway, ZORG, "verhuizing")
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    await zorg.submit(start(nummer, "S1"))
    shown = (await zorg.http.get("/v1/postvak")).json()
    assert (shown["berichten"], shown["bevroren"]) == ([], True)
    assert (await venlo.http.get("/v1/postvak")).json()["bevroren"] is False
    await accounts.release_account(gateway, ZORG)
    api.app.state.doors.known.clear()  # five seconds later
    assert [each["soort"] for each in await zorg.mailbox()] == ["WMO301", "WMO306"]
    assert (await zorg.http.get("/v1/postvak")).json()["bevroren"] is False


async def test_a_mailbox_shows_nothing_of_others(api: Api, venlo: Caller, zorg: Caller) -> None:
    situatie = await situation(api, venlo, zorg)
    assert [each["berichtId"] for each in await venlo.mailbox()] == [situatie.wmo305]
    assert [each["berichtId"] for each in await zorg.mailbox()] == [situatie.wmo301, situatie.wmo306]
    for code in (VENRAY, THUIS):
        assert await (await api.caller(code)).mailbox() == []
