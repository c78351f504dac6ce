"""An operator finds what was given up, and sends it again; a party what is for itself."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from gateway.exchange.delivery.channels import OpenChannels, open_channels
from gateway.exchange.delivery.worker import deliver_due
from gateway.exchange.kernel.gateway import DeliverySettings, Gateway
from gateway.store.delivery import upkeep
from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, THUIS, VENRAY, ZORG, Caller, problem
from tests.support.exchange.receiver import a_receiver, status
from tests.support.exchange.workers import HERE, count_waiting_pushes
from tests.support.store.ledger import push_to
from tests.support.store.postgres import execute


@pytest.fixture
def gateway(api: Api) -> Gateway:
    """The gateway of the application, that may push to this machine."""
    return replace(api.gateway, delivery=DeliverySettings(HERE))


@pytest.fixture
async def channels() -> AsyncIterator[OpenChannels]:
    async with open_channels(DeliverySettings(HERE)) as channels:
        yield channels


async def test_an_operator_finds_what_was_given_up_and_sends_it_again(
    api: Api, gateway: Gateway, channels: OpenChannels, venlo: Caller, zorg: Caller
) -> None:
    beheer = await api.caller(BEHEER)
    async with a_receiver(status(500), status(200)) as ontvanger:
        await push_to(gateway.db, ontvanger.url)
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
        "totaal": 0,
        "totaalIsMinimum": False,
    }


async def test_there_is_no_delivery_of_what_is_not_there(api: Api) -> None:
    beheer = await api.caller(BEHEER)
    problem(await beheer.http.post(f"/v1/leveringen/{uuid4()}/opnieuw"), 404, "levering-onbekend")
    for query in ({"staat": "kwijt"}, {"na": -1}, {"aantal": 101}, {"ontvanger": "'; drop"}):
        problem(await beheer.http.get("/v1/leveringen", params=query), 400)


async def given_up(gateway: Gateway, dsn: str) -> None:
    """Give up all that waits, as a worker does with what waited too long."""
    await execute(dsn, "update leveringen set sinds = now() - interval '30 days'")
    async with gateway.db.transaction() as tx:
        await upkeep.tidy_outbox(tx, timedelta(days=3))


RESEND = "/v1/leveringen/opnieuw"
SINCE = "2024-01-01T00:00:00+01:00"


@pytest.fixture
async def two_receivers(api: Api, gateway: Gateway, venlo: Caller, dsn: str) -> None:
    """Two messages for ZORG and one for THUIS, about one client, all given up."""
    client = await venlo.register()
    for code in (ZORG, THUIS):
        await push_to(gateway.db, "http://127.0.0.1:1/", code)
    await venlo.assign(client)
    await venlo.assign(client, product={"categorie": "02", "code": "02A03"})
    await venlo.assign(client, aanbieder=THUIS)
    await given_up(gateway, dsn)


async def test_an_operator_offers_again_what_was_given_up_since_an_instant(
    api: Api, gateway: Gateway, two_receivers: None
) -> None:
    beheer = (await api.caller(BEHEER)).http
    for query, left in (
        ({}, 3),
        ({"ontvanger": ZORG}, 2),
        ({"ontvanger": THUIS, "soort": "WMO301"}, 1),
        ({"soort": "WMO306"}, 0),
        ({"sinds": "2999-01-01T00:00:00Z"}, 0),
    ):
        trial = await beheer.post(RESEND, json={"sinds": SINCE, **query, "proef": True})
        assert (trial.status_code, trial.json()) == (200, {"aangeboden": 0, "resterend": left, "gewist": 0})
    assert await count_waiting_pushes(gateway) == 0, "a trial offers nothing"
    for offered, left in ((2, 1), (1, 0), (0, 0)):
        done = await beheer.post(RESEND, json={"sinds": SINCE, "aantal": 2})
        assert done.json() == {"aangeboden": offered, "resterend": left, "gewist": 0}
    assert await count_waiting_pushes(gateway) == 3


async def test_a_party_offers_again_what_is_for_itself_and_nothing_of_another(
    api: Api, gateway: Gateway, zorg: Caller, venlo: Caller, two_receivers: None
) -> None:
    other = problem(await zorg.http.post(RESEND, json={"sinds": SINCE, "ontvanger": THUIS}), 403)
    assert other["detail"].startswith(f"Alleen wat voor {ZORG} zelf is opgegeven")
    unknown = problem(await zorg.http.post(RESEND, json={"sinds": SINCE, "ontvanger": "09999999"}), 403)
    assert unknown["detail"] == other["detail"], "it is not told who exists"
    for caller in (venlo, await api.caller(VENRAY)):
        assert (await caller.http.post(RESEND, json={"sinds": SINCE})).json()["aangeboden"] == 0, "it is no receiver"
    lost = [each["berichtId"] for each in await zorg.mailbox()]
    assert (await zorg.http.post(RESEND, json={"sinds": SINCE})).json() == {
        "aangeboden": 2,
        "resterend": 0,
        "gewist": 0,
    }
    assert await count_waiting_pushes(gateway) == 2
    beheer = await api.caller(BEHEER)
    gegevens = {"door": ZORG, "ingang": f"sleutel {api.keys[ZORG].split('_')[1]}"}
    for id in lost:
        events = (await beheer.show(id))["gebeurtenissen"]
        assert [each["gegevens"] for each in events if each["soort"] == "opnieuw_aangeboden"] == [gegevens]
    assert len(await (await api.caller(THUIS)).mailbox()) == 1


async def test_many_go_once_more_with_the_same_bytes_in_order(
    api: Api, gateway: Gateway, channels: OpenChannels, two_receivers: None, zorg: Caller
) -> None:
    lost = [await zorg.bytes_of(each["berichtId"]) for each in await zorg.mailbox()]
    async with a_receiver(status(200), status(200)) as ontvanger:
        await push_to(gateway.db, ontvanger.url)
        await zorg.http.post(RESEND, json={"sinds": SINCE})
        while await count_waiting_pushes(gateway):
            await deliver_due(gateway, channels)
        assert ontvanger.bodies == lost


async def test_a_choice_is_said_in_full_and_exactly(api: Api) -> None:
    beheer = (await api.caller(BEHEER)).http
    problem(await beheer.post(RESEND, json={"sinds": SINCE, "ontvanger": "09999999"}), 404, "organisatie-onbekend")
    for wrong, place in (
        ({}, "sinds"),
        ({"sinds": "2024-01-01"}, "sinds"),
        ({"sinds": SINCE, "aantal": 1001}, "aantal"),
        ({"sinds": SINCE, "aantal": 0}, "aantal"),
        ({"sinds": SINCE, "soort": "WMO999"}, "soort"),
        ({"sinds": SINCE, "proef": "true"}, "proef"),
    ):
        found = problem(await beheer.post(RESEND, json=wrong), 400, "ongeldige-aanvraag")
        assert [each["plaats"] for each in found["fouten"]] == [place]
