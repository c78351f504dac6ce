"""A mailbox shows what waits for its receiver, and that its delivery is frozen."""

from dataclasses import replace
from uuid import uuid4

import pytest

from gateway.exchange.kernel.gateway import DeliverySettings, Gateway
from gateway.exchange.parties import accounts
from tests.e2e.routes import Situation
from tests.support.api.application import Api
from tests.support.api.parties import (
    THUIS,
    VENRAY,
    ZORG,
    Caller,
    problem,
    start,
)
from tests.support.exchange.workers import HERE


@pytest.fixture
def gateway(api: Api) -> Gateway:
    """The gateway of the application, that may push to this machine."""
    return replace(api.gateway, delivery=DeliverySettings(HERE))


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
    api.app.state.doors.owners.cache_clear()  # five seconds later
    assert [each["soort"] for each in await zorg.mailbox()] == ["WMO301", "WMO306"]
    assert (await zorg.http.get("/v1/postvak")).json()["bevroren"] is False


async def test_a_mailbox_shows_nothing_of_others(api: Api, venlo: Caller, zorg: Caller, made: Situation) -> None:
    assert [each["berichtId"] for each in await venlo.mailbox()] == [made.wmo305, made.wmo323]
    waiting = [made.wmo301, made.wmo306, made.wmo325]
    assert [each["berichtId"] for each in await zorg.mailbox()] == waiting
    for code in (VENRAY, THUIS):
        assert await (await api.caller(code)).mailbox() == []


async def test_many_are_acknowledged_at_once_and_a_wrong_id_stops_no_other(
    api: Api, venlo: Caller, zorg: Caller, made: Situation
) -> None:
    unknown = str(uuid4())
    asked = [made.wmo301, unknown, made.wmo305, made.wmo306, made.wmo306]

    async def acknowledge(caller: Caller) -> list[tuple[str, bool]]:
        response = await caller.http.post("/v1/postvak/ontvangen", json={"berichtIds": asked})
        assert response.status_code == 200, response.text
        for each in response.json()["uitkomsten"]:
            text = f"Er wacht of wachtte geen bericht {each['berichtId']} op {caller.code}."
            assert each["melding"] == (None if each["ontvangen"] else text)
        return [(each["berichtId"], each["ontvangen"]) for each in response.json()["uitkomsten"]]

    for code in (VENRAY, THUIS):
        assert await acknowledge(await api.caller(code)) == [(id, False) for id in asked], "nothing of another"
    assert len(await zorg.mailbox()) == 3
    for _ in range(2):
        assert await acknowledge(zorg) == list(zip(asked, [True, False, False, True, True], strict=True))
        assert [each["berichtId"] for each in await zorg.mailbox()] == [made.wmo325], "which wasn't asked"
    assert [each["berichtId"] for each in await venlo.mailbox()] == [made.wmo305, made.wmo323], "they wait for another"
    events = (await zorg.show(made.wmo306))["gebeurtenissen"]
    assert [each["soort"] for each in events] == ["opgehaald"], "once"


async def test_as_many_as_a_page_of_the_mailbox_are_acknowledged_in_one_request(zorg: Caller) -> None:
    for ids in ([], [str(uuid4())] * 101):
        response = await zorg.http.post("/v1/postvak/ontvangen", json={"berichtIds": ids})
        problem(response, 400, "ongeldige-aanvraag")
    response = await zorg.http.post("/v1/postvak/ontvangen", json={"berichtIds": [str(uuid4())] * 100})
    assert len(response.json()["uitkomsten"]) == 100
