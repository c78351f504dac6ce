"""The dossier of a client has all that happened, oldest first, for the own municipality alone."""

from typing import Any
from uuid import uuid4

import pytest

from gateway.exchange.kernel.refusals import NotFound
from gateway.exchange.lists.dossier import load_dossier
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, VENRAY, Caller, problem, start, stop
from tests.support.exchange.signals import a_signal
from tests.support.messages.messages import BSN_2
from tests.support.policy.chosen import OVERRULE, choose_policy, request_for


async def dossier(partij: Caller, client: str) -> list[dict[str, Any]]:
    """Return the lines of the dossier."""
    response = await partij.http.get(f"/v1/clienten/{client}/dossier")
    assert response.status_code == 200, response.text
    body = response.json()
    assert body["clientId"] == client
    moments = [each["op"] for each in body["regels"]]
    assert moments == sorted(moments)
    found: list[dict[str, Any]] = body["regels"]
    return found


async def test_all_that_happened_stands_in_order(api: Api, venlo: Caller, zorg: Caller) -> None:
    client, other = await venlo.register(), await venlo.register(BSN_2)
    nummer = (await venlo.assign(client))["toewijzingNummer"]
    await venlo.assign(other, product={"categorie": "02", "code": "02A03"})
    begun = await zorg.submit(start(nummer, "S1"))
    await venlo.change(nummer, einddatum="2024-11-30")
    await zorg.submit(stop(nummer, "S2"))
    await a_signal(api.gateway, nummer)

    lines = await dossier(venlo, client)
    kinds = [each["soort"] for each in lines]
    assert sorted(set(kinds)) == ["bericht", "signaal", "start", "stop", "toewijzing", "wijziging"]
    assert kinds.count("bericht") == 6, "two assignments told, a start and a stop, and an answer to each"
    assert {each["toewijzingNummer"] for each in lines if "toewijzingNummer" in each} == {nummer}
    [reported] = [each for each in lines if each["soort"] == "start"]
    assert (reported["berichtId"], reported["ingetrokken"]) == (begun["berichtId"], False)
    [changed] = [each for each in lines if each["soort"] == "wijziging"]
    assert (changed["versie"], changed["einddatum"]) == (2, "2024-11-30")
    assert {each["bericht"]["clientId"] for each in lines if each["soort"] == "bericht"} == {client}


async def test_an_override_stands_beside_the_version_that_it_let_pass(api: Api, venlo: Caller) -> None:
    await choose_policy(api.gateway)
    jo = await venlo.register()
    for asked in (
        request_for(jo, "07A02", "2024-04-01", "2025-03-31"),
        {**request_for(jo, "10B02", "2025-01-01", "2025-12-31"), "overrule": OVERRULE},
    ):
        assert (await venlo.http.post("/v1/toewijzingen", json=asked)).status_code == 201
    lines = [each for each in await dossier(venlo, jo) if each["soort"] in ("toewijzing", "overrule")]
    assert [each["soort"] for each in lines] == ["toewijzing", "toewijzing", "overrule"]
    assert {key: lines[-1][key] for key in OVERRULE} == OVERRULE
    assert lines[-1]["toewijzingNummer"] == lines[-2]["toewijzingNummer"]


async def test_a_client_of_another_municipality_has_none_here(api: Api, venlo: Caller) -> None:
    client = await venlo.register()
    assert await dossier(venlo, client) == []
    venray = await api.caller(VENRAY)
    for id in (client, str(uuid4())):
        problem(await venray.http.get(f"/v1/clienten/{id}/dossier"), 404, "client-onbekend")
    with pytest.raises(NotFound):
        await load_dossier(api.gateway, Organisatie(VENLO, "gemeente", "Venlo"), uuid4())
