"""Requests of a back office that come in at the same moment: the outcome is as if they had come in a row."""

import asyncio
from collections import Counter
from datetime import date

from gateway.messages.common import Product
from gateway.messages.return_message import compose
from gateway.messages.write import serialise
from gateway.store.db.locks import client_lock
from tests.support.api.application import Api
from tests.support.api.parties import ASSIGNMENT, CLIENT, VENLO, VENRAY, Caller, refusal_of, start
from tests.support.messages.messages import BSN, BSN_2
from tests.support.store.ledger import waits_for_a_lock


async def test_one_client_registered_many_times_is_one_client(venlo: Caller) -> None:
    body = {**CLIENT, "bsn": BSN_2}
    responses = await asyncio.gather(*(venlo.http.post("/v1/clienten", json=body) for _ in range(8)))
    assert Counter(each.status_code for each in responses) == {201: 1, 409: 7}
    assert len({each.json()["clientId"] for each in responses}) == 1


async def test_one_request_many_times_under_one_key_is_one_assignment(venlo: Caller, zorg: Caller) -> None:
    client = await venlo.register()
    results = await asyncio.gather(*(venlo.assign(client, idempotency_key="k") for _ in range(8)))
    assert all(each == results[0] for each in results)
    assert len(await zorg.mailbox()) == 1


async def test_one_key_for_two_clients_goes_to_one_of_them(api: Api, venlo: Caller, zorg: Caller) -> None:
    """The lock is on the client, so here only the database can decide the race."""
    clients = [await venlo.register(), await venlo.register(BSN_2)]
    for turn in range(3):
        product = {"categorie": "02", "code": f"02A1{turn}"}
        headers = {"idempotency-key": f"k{turn}"}
        responses = await asyncio.gather(
            *(
                venlo.http.post(
                    "/v1/toewijzingen", json={**ASSIGNMENT, "clientId": each, "product": product}, headers=headers
                )
                for each in clients
            )
        )
        assert sorted(each.status_code for each in responses) == [201, 409], [each.text for each in responses]
    assert len(await zorg.mailbox()) == 3
    venray = await api.caller(VENRAY)
    await venray.assign(await venray.register(), idempotency_key="k0")


async def test_assignments_and_a_refusal_at_once_lose_nothing(venlo: Caller, zorg: Caller) -> None:
    """Whatever the order: every assignment stands in a 301 that was not refused, or in the next one."""
    client = await venlo.register()
    await venlo.assign(client)
    [forward] = await zorg.collect()
    refused = refusal_of(forward, "R1")
    products = [{"categorie": "02", "code": f"02B0{number}"} for number in range(4)]
    await asyncio.gather(zorg.submit(refused), *(venlo.assign(client, product=each) for each in products))
    *_, last = await zorg.collect()
    if len(last.client.toegewezen_producten) < 5:
        await venlo.assign(client, product={"categorie": "02", "code": "02B09"})
        *_, last = await zorg.collect()
    assert {each.toewijzing_nummer for each in last.client.toegewezen_producten} >= {"1"}
    assert len(last.client.toegewezen_producten) >= 5


async def test_a_removal_and_a_start_at_once_never_both_succeed(venlo: Caller, zorg: Caller) -> None:
    client = await venlo.register()
    for turn in range(4):
        product = {"categorie": "02", "code": f"02C0{turn}"}
        nummer = (await venlo.assign(client, product=product))["toewijzingNummer"]
        message = start(nummer, f"S{turn}", product=Product(categorie="02", code=f"02C0{turn}"))
        removed, started = await asyncio.gather(
            venlo.http.patch(f"/v1/toewijzingen/0983/{nummer}", json={"verwijderd": True}), zorg.submit(message)
        )
        assert (removed.status_code, started["oordeel"]) in {(200, "afgekeurd"), (409, "goedgekeurd")}


async def test_an_answer_waits_for_what_else_happens_to_its_client(api: Api, venlo: Caller, zorg: Caller) -> None:
    await venlo.assign(await venlo.register())
    [forward] = await zorg.collect()
    async with api.gateway.db.transaction(client_lock(VENLO, BSN)):
        waits = asyncio.create_task(zorg.submit(compose(forward, [], "R1", date(2024, 3, 1), None)))
        assert await waits_for_a_lock(api.gateway.db, waits)
    assert (await waits)["oordeel"] == "goedgekeurd"


async def test_one_answer_posted_many_times_is_one_answer(venlo: Caller, zorg: Caller) -> None:
    await venlo.assign(await venlo.register())
    [forward] = await zorg.collect()
    data = serialise(compose(forward, [], "R1", date(2024, 3, 1), None))
    responses = await asyncio.gather(*(zorg.send(data) for _ in range(8)))
    assert {each.status_code for each in responses} == {202}
    assert len({each.content for each in responses}) == 1
    assert len(await venlo.mailbox()) == 1
