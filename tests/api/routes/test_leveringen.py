"""An operator finds what was given up, and sends it again."""

from collections.abc import AsyncIterator
from dataclasses import replace
from ipaddress import ip_network
from uuid import uuid4

import pytest

from gateway.exchange.delivery.channels import OpenChannels, open_channels
from gateway.exchange.delivery.worker import deliver_due
from gateway.exchange.kernel.gateway import DeliverySettings, Gateway
from gateway.exchange.parties import accounts
from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, THUIS, ZORG, Caller, problem
from tests.support.exchange.receiver import a_receiver, status

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


async def test_an_operator_finds_what_was_given_up_and_sends_it_again(
    api: Api, gateway: Gateway, channels: OpenChannels, venlo: Caller, zorg: Caller
) -> None:
    beheer = await api.caller(BEHEER)
    async with a_receiver(status(500), status(200)) as ontvanger:
        await accounts.change_account(gateway, ZORG, kanaal="push", afleveradres=ontvanger.url)
        await venlo.assign(await venlo.register())
        async with gateway.db.transaction() as tx:
            await tx.execute("update leveringen set sinds = now() - interval '4 days'")
        assert await deliver_due(gateway, channels) == 1
        query = {"staat": "opgegeven", "ontvanger": ZORG}
        [lost] = (await beheer.http.get("/v1/leveringen", params=query)).json()["leveringen"]
        assert (lost["soort"], lost["ontvanger"], lost["pogingen"]) == ("WMO301", ZORG, 1)
        assert [each["berichtId"] for each in await zorg.mailbox()] == [lost["berichtId"]], "it may collect it"
        again = await beheer.http.post(f"/v1/leveringen/{lost['berichtId']}/opnieuw")
        assert (again.status_code, again.json()["staat"]) == (200, "wachtend")
        ingang = f"sleutel {api.keys[BEHEER].split('_')[1]}"
        for partij, gegevens in ((beheer, {"door": BEHEER, "ingang": ingang}), (venlo, {"door": BEHEER})):
            events = (await partij.show(lost["berichtId"]))["gebeurtenissen"]
            assert [each["gegevens"] for each in events if each["soort"] == "opnieuw_aangeboden"] == [gegevens]
        assert await zorg.mailbox() == []
        assert await deliver_due(gateway, channels) == 1
        assert ontvanger.bodies[0] == ontvanger.bodies[1]
    [done] = (await beheer.http.get("/v1/leveringen", params={"staat": "geleverd", "aantal": 1})).json()["leveringen"]
    assert done["berichtId"] == lost["berichtId"]
    assert (await beheer.http.get("/v1/leveringen", params={"ontvanger": THUIS})).json() == {
        "leveringen": [],
        "volgende": None,
    }


async def test_there_is_no_delivery_of_what_is_not_there(api: Api) -> None:
    beheer = await api.caller(BEHEER)
    problem(await beheer.http.post(f"/v1/leveringen/{uuid4()}/opnieuw"), 404, "levering-onbekend")
    for query in ({"staat": "kwijt"}, {"na": -1}, {"aantal": 101}, {"ontvanger": "'; drop"}):
        problem(await beheer.http.get("/v1/leveringen", params=query), 422)
