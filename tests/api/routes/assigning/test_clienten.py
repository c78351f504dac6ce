"""Clients over HTTP: the BSN comes once, in a body, and the other details are replaced as a whole."""

from tests.support.api.parties import CLIENT, Caller, problem
from tests.support.messages.messages import BSN, BSN_2

PATH = "/v1/clienten"


async def test_a_client_is_shown_as_it_was_registered(venlo: Caller) -> None:
    made = await venlo.http.post(PATH, json={**CLIENT, "bsn": BSN})
    assert made.status_code == 201
    body = made.json()
    assert {**body, **CLIENT, "bsn": BSN, "gemeente": venlo.code} == body
    assert (await venlo.http.get(f"{PATH}/{body['clientId']}")).json() == body


async def test_a_bsn_is_text_and_stays_as_it_is(venlo: Caller) -> None:
    for wrong in ({}, {"bsn": int(BSN)}):
        problem(await venlo.http.post(PATH, json={**CLIENT, **wrong}), 400, "bsn-ontbreekt")
    client = await venlo.register()
    problem(await venlo.http.put(f"{PATH}/{client}", json={**CLIENT, "bsn": BSN_2}), 400, "bsn-vast")


async def test_details_are_replaced_as_a_whole(venlo: Caller) -> None:
    client = await venlo.register()
    moved = {**CLIENT, "geslacht": "2"}
    body = (await venlo.http.put(f"{PATH}/{client}", json=moved)).json()
    assert (body["geslacht"], body["bsn"]) == ("2", BSN)
    assert (await venlo.http.get(f"{PATH}/{client}")).json() == body
