"""The list of requests over HTTP: each filter finds what it names, as JSON, CSV and XLSX; and what can't be asked."""

import csv
import io
from typing import Any

import pytest

from tests.support.api.application import Api
from tests.support.api.parties import THUIS, VENLO, VENRAY, Caller, problem
from tests.support.api.requests import asked, codes_of, decide, requests_of, vot
from tests.support.messages.messages import BSN_2


@pytest.fixture
async def client(api: Api, venlo: Caller, zorg: Caller) -> str:
    """A client with two requests of ZORG, of which one is refused; another has one of THUIS, three days later."""
    made = await venlo.register()
    await venlo.register(BSN_2)
    assert await codes_of(zorg, vot("V1", asked("R1"), asked("R2", "02A17"))) == {}
    await decide(venlo, "R2", "afwijzen", reden="3")
    api.clock.advance(days=3)
    thuis = await api.caller(THUIS)
    await thuis.submit(vot("V1", asked("R1", "04A04"), afzender=THUIS, bsn=BSN_2))
    return made


async def test_every_filter_finds_what_it_names(api: Api, venlo: Caller, client: str) -> None:
    cases: list[tuple[dict[str, str], list[str]]] = [
        ({}, ["02A16", "02A17", "04A04"]),
        ({"volgorde": "nieuwste"}, ["04A04", "02A17", "02A16"]),
        ({"status": "open"}, ["02A16", "04A04"]),
        ({"status": "afgewezen"}, ["02A17"]),
        ({"soort": "WMO317"}, []),
        ({"clientId": client}, ["02A16", "02A17"]),
        ({"aanbieder": THUIS}, ["04A04"]),
        ({"product": "02A17"}, ["02A17"]),
        ({"tot": "2024-03-03"}, ["02A16", "02A17"]),
        ({"vanaf": "2024-03-04"}, ["04A04"]),
        ({"uiterlijk": "2024-03-07"}, []),
        ({"uiterlijk": "2024-03-08"}, ["02A16"]),
        ({"uiterlijk": "2024-03-11"}, ["02A16", "04A04"]),
    ]
    for query, expected in cases:
        assert [each["product"]["code"] for each in await requests_of(venlo, **query)] == expected, query
    assert await requests_of(await api.caller(VENRAY)) == []
    page: dict[str, Any] = (await venlo.http.get("/v1/verzoeken", params={"aantal": "2"})).json()
    assert (page["totaal"], len(page["verzoeken"])) == (3, 2)
    [last] = await requests_of(venlo, aantal="2", na=page["volgende"])
    assert last["aanbieder"] == THUIS


@pytest.mark.usefixtures("client")
async def test_the_whole_list_as_a_file(venlo: Caller) -> None:
    response = await venlo.http.get("/v1/verzoeken", params={"formaat": "csv"})
    assert response.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert [each["referentieAanbieder"] for each in rows] == ["R1", "R2", "R1"]
    assert (await venlo.http.get("/v1/verzoeken", params={"formaat": "xlsx"})).content[:2] == b"PK"


@pytest.mark.parametrize("query", [{"status": "klaar"}, {"soort": "WMO305"}, {"vanaf": "gisteren"}, {"clientId": "x"}])
async def test_what_cannot_be_asked(venlo: Caller, query: dict[str, str]) -> None:
    problem(await venlo.http.get("/v1/verzoeken", params=query), 400)


async def test_decisions_are_tried_first_and_then_taken(venlo: Caller, client: str) -> None:
    [first, _] = await requests_of(venlo, clientId=client)
    path = f"/v1/verzoeken/{first['verzoekId']}"
    tried = await venlo.http.post(f"{path}/toekennen/controle", json={"beslistDoor": "J. Consulent"})
    assert tried.status_code == 200
    assert tried.json()["toegestaan"] is True
    for body in ({"reden": "8"}, {}, {"reden": "7", "ingetrokken": "ja"}, {"reden": "7", "beslistDoor": " "}):
        problem(await venlo.http.post(f"{path}/afwijzen", json=body), 400)
    other = {"ingangsdatum": "2024-04-01", "budget": 1, "referentieAanbieder": "X"}
    problem(await venlo.http.post(f"{path}/toekennen", json={"anders": other}), 400)
    granted = await venlo.http.post(f"{path}/toekennen", json={}, headers={"idempotency-key": "k1"})
    assert granted.status_code == 201
    again = await venlo.http.post(f"{path}/toekennen", json={}, headers={"idempotency-key": "k1"})
    assert (again.status_code, again.json()) == (201, granted.json())
    assert granted.json()["verzoek"]["status"] == "toegekend"
    assert granted.json()["toewijzingen"][0]["gemeente"] == VENLO
