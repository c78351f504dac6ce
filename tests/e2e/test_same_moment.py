"""What comes in at the same moment: the outcome is as if it had come in a row."""

import asyncio
from collections import Counter

import httpx
import pytest

from gateway.messages.schrijven import serialise
from gateway.store.database import Database
from tests.support.partijen import CLIENT, VENLO, ZORG, Partij, enrol, start
from tests.support.personen import bsns
from tests.support.server import Server

CLIENTS = 16


async def _at_once(url: str, key: str, messages: list[bytes]) -> list[httpx.Response]:
    """The responses to these messages, each posted by a client of its own, all at the same moment."""
    headers = {"authorization": f"Bearer {key}", "content-type": "application/xml"}
    gate = asyncio.Barrier(len(messages))

    async def one(data: bytes) -> httpx.Response:
        async with httpx.AsyncClient(base_url=url, headers=headers, trust_env=False, timeout=30) as http:
            await http.get("/health/live")
            await gate.wait()
            return await http.post("/v1/berichten", content=data)

    return await asyncio.gather(*(one(data) for data in messages))


@pytest.fixture
async def server(dsn: str):
    server = Server(database_url=dsn)
    await asyncio.to_thread(server.start)
    yield server
    await asyncio.to_thread(server.stop)


async def _venlo(url: str, key: str) -> Partij:
    http = httpx.AsyncClient(base_url=url, headers={"authorization": f"Bearer {key}"}, trust_env=False, timeout=30)
    return Partij(VENLO, http)


async def test_one_start_posted_by_16_clients_is_one_start(server: Server, db: Database) -> None:
    keys = await enrol(db)
    venlo = await _venlo(server.url, keys[VENLO])
    nummer = (await venlo.ken_toe(await venlo.schrijf_in()))["toewijzingNummer"]
    responses = await _at_once(server.url, keys[ZORG], [serialise(start(nummer, "S1"))] * CLIENTS)
    assert {each.status_code for each in responses} == {202}
    assert len({each.content for each in responses}) == 1
    async with db.reading() as tx:
        counted = dict(await tx.fetch("select soort, count(*) from berichten group by soort"))
        assert await tx.fetchval("select count(*) from starts") == 1
    assert counted == {"WMO301": 1, "WMO305": 1, "WMO306": 1}
    await venlo.http.aclose()


async def test_one_identificatie_for_16_clients_goes_to_one_of_them(server: Server, db: Database) -> None:
    """The lock is on the client, so here only the database can decide the race."""
    keys = await enrol(db)
    venlo = await _venlo(server.url, keys[VENLO])
    messages = []
    for bsn in bsns(CLIENTS):
        client = await venlo.schrijf_in(bsn, **CLIENT)
        nummer = (await venlo.ken_toe(client))["toewijzingNummer"]
        messages.append(serialise(start(nummer, "S1", bsn=bsn)))
    responses = await _at_once(server.url, keys[ZORG], messages)
    assert {each.status_code for each in responses} == {202}
    assert Counter(each.json()["oordeel"] for each in responses) == {"goedgekeurd": 1, "afgekeurd": CLIENTS - 1}
    async with db.reading() as tx:
        refused = await tx.fetch("select bevindingen from berichten where soort = 'WMO305' and oordeel = 'afgekeurd'")
        assert await tx.fetchval("select count(*) from starts") == 1
        assert await tx.fetchval("select count(*) from berichten where soort = 'WMO306'") == CLIENTS
    assert all([each["code"] for each in row["bevindingen"]] == ["TR056"] for row in refused)
    await venlo.http.aclose()
