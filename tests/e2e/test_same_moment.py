"""What comes in at the same moment: the outcome is as if it had come in a row."""

import asyncio
import json
from collections import Counter

import httpx

from gateway.messages.write import serialise
from gateway.store.db.database import Database
from gateway.store.db.places import MESSAGE_FINDINGS
from tests.support.api.parties import VENLO, VENRAY, ZORG, enrol, start
from tests.support.api.server import Server
from tests.support.store.filling import assigned_clients

CLIENTS = 16


async def at_once(url: str, key: str, messages: list[bytes]) -> list[httpx.Response]:
    """Return the responses to these messages, each posted by a client of its own, all at the same moment."""
    headers = {"authorization": f"Bearer {key}", "content-type": "application/xml"}
    gate = asyncio.Barrier(len(messages))

    async def one(data: bytes) -> httpx.Response:
        async with httpx.AsyncClient(base_url=url, headers=headers, trust_env=False, timeout=30) as http:
            await http.get("/health/live")
            await gate.wait()
            return await http.post("/v1/berichten", content=data)

    return await asyncio.gather(*(one(data) for data in messages))


async def test_one_start_posted_by_16_clients_is_one_start(server: Server, server_db: Database) -> None:
    keys = await enrol(server_db)
    before = await _booked(server_db)
    [(bsn, nummer)] = await assigned_clients(server_db, 1)
    responses = await at_once(server.url, keys[ZORG], [serialise(start(nummer, "S1", bsn=bsn))] * CLIENTS)
    assert {each.status_code for each in responses} == {202}
    assert len({each.content for each in responses}) == 1
    assert await _booked(server_db) - before == {"WMO301": 1, "WMO305": 1, "WMO306": 1, "start": 1}


async def _booked(db: Database) -> Counter[str]:
    """Return how many messages of each kind, and how many starts, Venlo has: others leave theirs on this server too."""
    async with db.reading() as tx:
        rows = await tx.fetch(
            "select soort, count(*) from berichten where gemeente = $1 group by soort"
            " union all select 'start', count(*) from starts where gemeente = $1",
            VENLO,
        )
    return Counter(dict(rows))


async def test_one_identificatie_for_16_clients_goes_to_one_of_them(server: Server, server_db: Database) -> None:
    """The lock is on the client, so here only the database can decide the race."""
    keys = await enrol(server_db)
    clients = await assigned_clients(server_db, CLIENTS, VENRAY)
    messages = [serialise(start(nummer, "S1", bsn=bsn, ontvanger=VENRAY)) for bsn, nummer in clients]
    responses = await at_once(server.url, keys[ZORG], messages)
    assert {each.status_code for each in responses} == {202}
    assert Counter(each.json()["oordeel"] for each in responses) == {"goedgekeurd": 1, "afgekeurd": CLIENTS - 1}
    async with server_db.reading() as tx:
        rows = await tx.fetch(
            "select id, soort, bevindingen from berichten where gemeente = $1 and oordeel = 'afgekeurd'", VENRAY
        )
        assert await tx.fetchval("select count(*) from starts where gemeente = $1", VENRAY) == 1
        of_306 = "select count(*) from berichten where soort = 'WMO306' and gemeente = $1"
        assert await tx.fetchval(of_306, VENRAY) == CLIENTS
    found = [json.loads(row["bevindingen"].open(MESSAGE_FINDINGS.at(VENRAY, row["id"]))) for row in rows]
    assert [[each["code"] for each in of_one] for of_one in found] == [["TR056"]] * (CLIENTS - 1)
