"""Clients: their details go along with the next WMO301, and are refused when they fit in none."""

from typing import Any

import pytest

from gateway.exchange.assigning.clients import find_client, register_client, replace_client
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict, Invalid, NotFound
from tests.support.api.application import Api
from tests.support.api.parties import ASSIGNMENT, CLIENT, VENLO, VENRAY, Caller, problem
from tests.support.messages.messages import BSN, BSN_2

OTHER: Any = {"categorie": "02", "code": "02A03"}
"""Another product: two assignments of one product may not overlap (TR302)."""


async def test_a_client_with_new_details_is_told_with_the_next_301(venlo: Caller, zorg: Caller) -> None:
    jo = await venlo.register()
    await venlo.assign(jo)
    response = await venlo.http.put(f"/v1/clienten/{jo}", json={**CLIENT, "geslacht": "2"})
    assert response.status_code == 200, response.text
    await venlo.assign(jo, product=OTHER)
    assert [each.client.geslacht for each in await zorg.collect()] == ["1", "2"]


async def test_no_301_carries_a_bsn_that_was_exchanged_in_the_database(api: Api, venlo: Caller, zorg: Caller) -> None:
    both = [await venlo.register(), await venlo.register(BSN_2)]
    async with api.gateway.db.transaction() as tx:
        await tx.execute("update clienten a set bsn = b.bsn from clienten b where a.id <> b.id")
    for client in both:
        refused = await venlo.http.post("/v1/toewijzingen", json={**ASSIGNMENT, "clientId": client})
        assert problem(refused, 503, "niet-te-ontsleutelen")
    assert await zorg.collect() == []


async def test_a_client_is_kept_once_and_replaced_whole(gateway: Gateway) -> None:
    jo = await register_client(gateway, VENLO, BSN, CLIENT)
    assert await find_client(gateway, VENLO, jo.id) == jo
    with pytest.raises(Conflict) as conflict:
        await register_client(gateway, VENLO, BSN, CLIENT)
    assert conflict.value.details == {"clientId": str(jo.id)}
    changed = await replace_client(gateway, VENLO, jo.id, {**CLIENT, "geslacht": "2"})
    assert (changed.id, changed.bsn, changed.gegevens["geslacht"]) == (jo.id, BSN, "2")
    with pytest.raises(NotFound):
        await find_client(gateway, VENRAY, jo.id)
    for details in ({**CLIENT, "toegewezenProducten": []}, {**CLIENT, "geslacht": "7"}, {}):
        with pytest.raises(Invalid):
            await replace_client(gateway, VENLO, jo.id, details)
    assert await find_client(gateway, VENLO, jo.id) == changed
