"""A large message is judged in a process beside the server, and nobody notices but by the time that others wait."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from gateway.exchange.kernel.turns import LARGE_BYTES
from gateway.store.db.database import Database
from gateway.store.db.locks import client_lock
from tests.bench.host import family
from tests.support.api.parties import BEHEER, VENLO, ZORG, enrol, problem
from tests.support.api.server import Server
from tests.support.exchange.workers import until
from tests.support.store.filling import assigned_clients, starts


def enlarged(message: bytes) -> bytes:
    """Return the message with so much white space between two elements that it is large."""
    head, end, rest = message.partition(b"</wmo305:Header>")
    return head + end + b" " * LARGE_BYTES + rest


@asynccontextmanager
async def calling(server: Server, key: str) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"authorization": f"Bearer {key}", "content-type": "application/xml"}
    async with httpx.AsyncClient(base_url=server.url, headers=headers, trust_env=False, timeout=60) as http:
        yield http


async def test_a_large_message_gets_what_a_small_one_gets(dsn: str, db: Database) -> None:
    keys, clients = await enrol(db), await assigned_clients(db, 2)
    one, other = map(enlarged, starts(clients, "L"))
    server = Server(database_url=dsn)
    await asyncio.to_thread(server.start)
    try:
        async with calling(server, keys[ZORG]) as http:
            tried = await http.post("/v1/validaties?tegenAdministratie=true", content=one)
            assert (tried.status_code, tried.json()["oordeel"]) == (200, "goedgekeurd")
            broken = one.replace(b"BerichtCode>", b"Code>")
            assert problem(await http.post("/v1/berichten", content=broken), 400, "schema-ongeldig")["bevindingen"]
            first, again = [await http.post("/v1/berichten", content=one) for _ in range(2)]
            assert (first.status_code, first.json()["oordeel"], again.text) == (202, "goedgekeurd", first.text)
            figures = (await http.get("/metrics", headers={"authorization": f"Bearer {keys[BEHEER]}"})).text
            assert 'gateway_messages_received_total{oordeel="goedgekeurd",soort="WMO305"} 2.0' in figures
            assert 'gateway_messages_refused_total{probleem="schema-ongeldig"} 1.0' in figures
            await _killed_at_work(db, server, http, clients[1][0], other)
            assert (await http.post("/v1/berichten", content=other)).status_code == 202
        [helper] = family(server.pid)[1:]
    finally:
        await asyncio.to_thread(server.stop)
    await until(lambda: gone(helper))
    async with db.reading() as tx:
        assert await tx.fetchval("select count(*) from berichten where soort = 'WMO305'") == 2


async def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


async def _killed_at_work(db: Database, server: Server, http: httpx.AsyncClient, bsn: str, message: bytes) -> None:
    """Bring the message, and kill the process that has it while it waits for the client."""
    async with db.transaction(client_lock(VENLO, bsn)) as tx:

        async def waits() -> bool:
            found: bool = await tx.fetchval("select count(*) > 0 from pg_locks where not granted")
            return found

        answer = asyncio.create_task(http.post("/v1/berichten", content=message))
        await until(waits)
        [helper] = family(server.pid)[1:]
        os.kill(helper, signal.SIGKILL)
        problem(await answer, 503, "afgebroken")
