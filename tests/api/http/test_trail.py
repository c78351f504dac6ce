"""Every request can be followed through the log by its name, to the message it brought; its address is not told."""

import asyncio
import json
from pathlib import Path

import httpx
import pytest

from gateway.messages.write import serialise
from gateway.store.db.database import Database
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, ZORG, Caller, enrol, start
from tests.support.api.server import Server
from tests.support.messages.messages import BSN


async def test_an_answer_repeats_the_name_of_its_request(venlo: Caller) -> None:
    named = await venlo.http.get("/v1/postvak", headers={"x-request-id": "vraag-0001"})
    assert named.headers["x-request-id"] == "vraag-0001"


@pytest.mark.parametrize("given", ["kort", "x" * 65, "met spatie", "naam;bsn=1", BSN + "\n"], ids=range(5))
async def test_a_name_that_could_spoil_a_log_is_replaced(api: Api, given: str) -> None:
    async with api.http() as http:
        response = await http.get("/health/live", headers=[(b"x-request-id", given.strip("\n").encode() + b"\xff")])
    assert len(response.headers["x-request-id"]) == 32


@pytest.mark.parametrize("given", [BSN, f"client-{BSN}-1"])
async def test_a_name_with_a_bsn_in_it_is_replaced(venlo: Caller, given: str) -> None:
    assert len((await venlo.http.get("/v1/postvak", headers={"x-request-id": given})).headers["x-request-id"]) == 32


async def test_each_request_has_a_name_of_its_own(venlo: Caller) -> None:
    names = [(await venlo.http.get("/v1/postvak")).headers["x-request-id"] for _ in range(5)]
    assert len(set(names)) == 5


async def test_a_message_is_followed_from_its_request_through_the_log(db: Database, dsn: str, tmp_path: Path) -> None:
    keys = await enrol(db)
    log = tmp_path / "log"
    server = Server(database_url=dsn)
    await asyncio.to_thread(server.start, log)
    try:
        async with httpx.AsyncClient(base_url=server.url) as http:
            zorg = {"authorization": f"Bearer {keys[ZORG]}", "content-type": "application/xml"}
            data = serialise(start(1, "S1"))
            receipt = await http.post("/v1/berichten", content=data, headers={**zorg, "x-request-id": "bericht-1"})
            await http.get("/health/live")
            await http.get(f"/v1/clienten/{BSN}", headers={"authorization": f"Bearer {keys[VENLO]}"})
            await http.get(f"/elders/{BSN}")
    finally:
        await asyncio.to_thread(server.stop)
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    requests = {each["route"]: each for each in lines if each["event"] == "request.finished"}
    assert requests.keys() == {"/v1/berichten", "/v1/clienten/{id}", "onbekend"}
    told = requests["/v1/berichten"]
    assert (told["request"], told["method"], told["status"]) == ("bericht-1", "POST", 202)
    assert (told["message_id"], told["verdict"]) == (receipt.json()["berichtId"], "afgekeurd")
    assert requests["onbekend"]["status"] == 404
    assert "message_id" not in requests["onbekend"]
    assert BSN not in log.read_text()
