"""Killed in the middle of its work together with its database, the gateway loses nothing and doubles nothing.

The gateway alone is killed in tests/chaos, again and again.
"""

import asyncio
import os
import signal
from pathlib import Path

import httpx

from gateway.store.db.database import Database
from gateway.store.db.migrations import upgrade
from gateway.store.embedded import EmbeddedPostgres
from tests.support.api.parties import ZORG, enrol
from tests.support.api.server import Server
from tests.support.store.embedded import processes_of
from tests.support.store.filling import assigned_clients, starts
from tests.support.store.key_ring import vault
from tests.support.store.postgres import temporary_folder

MESSAGES = 40
ACKNOWLEDGED_BEFORE_THE_KILL = 15
AT_ONCE = 16


async def _seed(dsn: str) -> tuple[str, list[bytes]]:
    """Return the provider's key, and a 305 for each of as many clients, every one with an assignment."""
    await upgrade(dsn)
    db = await Database.connect(dsn, vault=vault())
    keys = await enrol(db)
    messages = starts(await assigned_clients(db, MESSAGES), "K")
    await db.close()
    return keys[ZORG], messages


async def _post(
    url: str, key: str, messages: dict[int, bytes], enough: int, when_enough: asyncio.Event
) -> dict[int, str]:
    """Return the receipts of the messages that were acknowledged, by number; those that failed have none."""
    receipts: dict[int, str] = {}
    turn = asyncio.Semaphore(AT_ONCE)
    headers = {"authorization": f"Bearer {key}", "content-type": "application/xml"}
    async with httpx.AsyncClient(base_url=url, headers=headers, trust_env=False, timeout=30) as http:

        async def one(number: int, data: bytes) -> None:
            async with turn:
                try:
                    response = await http.post("/v1/berichten", content=data)
                except httpx.TransportError:
                    return
            if response.status_code == 202:
                receipts[number] = response.text
                if len(receipts) == enough:
                    when_enough.set()

        await asyncio.gather(*(one(number, data) for number, data in messages.items()))
    return receipts


async def _answers(dsn: str) -> dict[str, int]:
    """Return how many return messages each 305 has, by Identificatie; assert that each has one start."""
    db = await Database.connect(dsn, vault=vault())
    async with db.reading() as tx:
        rows = await tx.fetch(
            """
            select b.identificatie, count(r.id) as answers,
                (select count(*) from starts s where s.gemeente = b.gemeente and s.bericht_id = b.id) as starts,
                (
                    select count(*) from leveringen l
                    where l.gemeente = b.gemeente and l.bericht_id = min(r.id::text)::uuid
                ) as deliveries
            from berichten b left join berichten r on r.gemeente = b.gemeente and r.heenbericht_id = b.id
            where b.soort = 'WMO305' group by b.gemeente, b.id, b.identificatie
            """
        )
    await db.close()
    assert all(row["starts"] == row["deliveries"] == 1 for row in rows)
    assert len({row["identificatie"] for row in rows}) == len(rows)
    return {row["identificatie"]: row["answers"] for row in rows}


def _kill_database(folder: Path) -> None:
    for pid in processes_of(folder):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


async def test_killed_among_many_starts_it_keeps_every_promise() -> None:
    with temporary_folder() as base:
        data = base / "data"
        with EmbeddedPostgres(data) as database:
            key, messages = await _seed(database.dsn)
        server = Server(data_dir=str(data))
        await asyncio.to_thread(server.start)
        numbered = dict(enumerate(messages))
        enough = asyncio.Event()
        posting = asyncio.create_task(_post(server.url, key, numbered, ACKNOWLEDGED_BEFORE_THE_KILL, enough))
        await asyncio.wait_for(enough.wait(), 60)
        server.kill()
        _kill_database(data)
        first = await posting
        assert ACKNOWLEDGED_BEFORE_THE_KILL <= len(first) < MESSAGES

        with EmbeddedPostgres(data) as database:
            answers = await _answers(database.dsn)
            assert {f"K{number + 1}" for number in first} <= set(answers)
            assert set(answers.values()) == {1}

            await asyncio.to_thread(server.start)
            again = await _post(server.url, key, numbered, MESSAGES, asyncio.Event())
            await asyncio.to_thread(server.stop)
            assert len(again) == MESSAGES
            assert {number: again[number] for number in first} == first, "the first receipt, to the letter"
            answers = await _answers(database.dsn)
        assert answers == dict.fromkeys((f"K{number + 1}" for number in range(MESSAGES)), 1)
