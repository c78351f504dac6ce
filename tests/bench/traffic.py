"""Messages a second: over HTTP to disk, against asyncpg alone with the same reads and writes."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import process_time

import asyncpg

from gateway.settings import Settings
from gateway.standard.calendar import DUTCH_TIME
from gateway.standard.xsd.schemas import Schemas
from gateway.store.db.database import Database, _keep
from tests.bench.clusters import migrated_cluster
from tests.bench.host import family, file_system, processor_seconds
from tests.bench.load import fire, loop_factory, request
from tests.bench.report import Row, at_least, at_most
from tests.bench.rounds import Round, middle_of, verdict_seconds
from tests.bench.soon import SHARE_OF_RATE, Waits, soon, waits
from tests.bench.tape import Tape, play, record
from tests.support.api.parties import PARTIES, ZORG, enrol
from tests.support.api.server import CommandServer
from tests.support.store.embedded import processes_of
from tests.support.store.filling import assigned_clients, starts
from tests.support.store.key_ring import vault
from tests.support.store.postgres import execute

CONNECTIONS = 32
POOL: int = Settings.model_fields["pool_size"].default
_ZORG = next(each for each in PARTIES if each.code == ZORG)
_WAITING = 8
"""How many times the messages of a round come up at a lower rate."""
_PROCESSOR_S = 0.7e-3
"""Processor time of the gateway for a message, at most."""


@dataclass(frozen=True, slots=True)
class _Work:
    """The requests, tapes and messages that a round uses up: each message is another client's first start."""

    requests: list[bytes]
    tapes: list[Tape]
    messages: list[bytes]
    """To record, in transactions that are known only when the requests were answered."""


@dataclass(frozen=True, slots=True)
class _Found:
    """The measurements of this many gateways."""

    gateways: int
    rounds: list[Round]
    waits: Waits
    at: float
    """Messages a second, as they came up."""


def over_http(schemas: Schemas, rounds: int, number: int) -> Iterator[Row]:
    """Measure receiving a WMO305 up to receipt and WMO306, in turns with asyncpg; each for another client.

    By one gateway, which can keep one core busy, and by two on one database, as on two cores.
    """
    with migrated_cluster() as (database, folder):
        kind = file_system(folder)
        for found in _measured(database.dsn, folder, schemas, rounds, number):
            having = f"{found.gateways} gateway{'s' if found.gateways > 1 else ''}"
            yield at_least(
                0.6,
                what=f"messages a second over HTTP to disk with {having}",
                against="asyncpg alone, same statements",
                ratio=median(each.raw / each.http for each in found.rounds),
                detail=_told(found.rounds, found.gateways, kind),
            )
            yield from _rest(found, having)


def _rest(found: _Found, having: str) -> Iterator[Row]:
    """Return the rows that are about the same rounds, and the one about the waits."""
    middle = middle_of(found.rounds)
    yield at_least(
        0.7,
        what=f"messages a second over HTTP to disk with {having}",
        against="asyncpg alone, same statements and transactions",
        ratio=median(each.shared / each.http for each in found.rounds),
        detail=f"{1 / middle.http:,.0f} a second against {1 / middle.shared:,.0f}; {middle.together:.1f} messages a "
        f"transaction; processor time a message: {middle.http_all * 1e6:,.0f} µs against "
        f"{middle.shared_all * 1e6:,.0f} µs, by which it would be {middle.shared_all / middle.http_all:.2f} where all "
        "wait for a core",
    )
    yield at_most(
        1,
        what=f"processor time of the gateway for a message, with {having}",
        against=f"{_PROCESSOR_S * 1e3:.1f} ms",
        ratio=middle.server / _PROCESSOR_S,
        detail=f"{middle.server * 1e6:,.0f} µs: {middle.server / middle.verdict:.1f} times the verdict on it alone",
    )
    yield soon(found.waits, found.at, having=having)


def _told(rounds: list[Round], gateways: int, kind: str) -> str:
    middle = middle_of(rounds)
    return (
        f"{1 / middle.http:,.0f} a second against {1 / middle.raw:,.0f}; {CONNECTIONS} callers, {gateways * POOL} "
        f"connections to the database, fsync on {kind}; half answered within {middle.half_within * 1e3:.0f} ms, 99 % "
        f"within {middle.nearly_all_within * 1e3:.0f} ms; processor time a message: {middle.http_all * 1e6:,.0f} µs "
        f"(gateway {middle.server * 1e6:,.0f}, PostgreSQL {middle.database * 1e6:,.0f}, load generator "
        f"{middle.load * 1e6:,.0f}) against {middle.raw_all * 1e6:,.0f} µs"
    )


def _measured(dsn: str, folder: Path, schemas: Schemas, rounds: int, number: int) -> Iterator[_Found]:
    """Measure one gateway, and then two."""
    turns = rounds + 1  # the first warms up
    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        work, late = runner.run(_prepared(dsn, schemas, 2 * turns, number, 2 * _WAITING * number))
        [postmaster] = processes_of(folder)
        with CommandServer(database_url=dsn) as one, CommandServer(database_url=dsn) as other:
            for servers in ([one], [one, other]):
                found = runner.run(_rounds(dsn, schemas, servers, work[:turns], postmaster))[1:]
                at = SHARE_OF_RATE / median(each.http for each in found)
                ports = [each.port for each in servers]
                waited = runner.run(waits(ports, late[: _WAITING * number], at))
                yield _Found(len(servers), found, waited, at)
                del work[:turns], late[: _WAITING * number]
        runner.run(_check(dsn, 2 * number * (3 * turns + _WAITING)))


async def _prepared(
    dsn: str, schemas: Schemas, rounds: int, number: int, waiting: int
) -> tuple[list[_Work], list[bytes]]:
    """Prepare this many rounds of `number` messages each, and as many requests as `waiting`."""
    db = await Database.connect(dsn, vault=vault())
    try:
        keys = await enrol(db)
        today = datetime.now(UTC).astimezone(DUTCH_TIME).date().isoformat()
        clients = await assigned_clients(db, 3 * rounds * number + waiting)
        messages = starts(clients, "S", dagtekening=today, begindatum=today)
        await execute(dsn, "vacuum analyze")
        once = rounds * number
        taped, shared, late = messages[:once], messages[once : 2 * once], messages[2 * once :]
        tapes = await record(db, schemas, _ZORG, taped)
    finally:
        await db.close()
    requests = [request("/v1/berichten", keys[ZORG], each) for each in late]
    parts = [slice(begin, begin + number) for begin in range(0, once, number)]
    return [_Work(requests[part], tapes[part], shared[part]) for part in parts], requests[once:]


async def _rounds(
    dsn: str, schemas: Schemas, servers: Sequence[CommandServer], work: list[_Work], postmaster: int
) -> list[Round]:
    db = await Database.connect(dsn, vault=vault())
    try:
        async with _pool(dsn, POOL * len(servers)) as pool:
            bench = _Bench(pool, db, schemas, servers, postmaster)
            return [await bench.round(each) for each in work]
    finally:
        await db.close()


@dataclass(frozen=True, slots=True)
class _Bench:
    """What a round is measured with."""

    pool: "asyncpg.Pool[asyncpg.Record]"
    db: Database
    schemas: Schemas
    servers: Sequence[CommandServer]
    postmaster: int

    async def round(self, work: _Work) -> Round:
        """Measure one round."""
        number = len(work.tapes)
        transactions, begin = await self._transactions(), self._burnt()
        fired = await fire([each.port for each in self.servers], work.requests, CONNECTIONS)
        middle = self._burnt()
        together = number / (await self._transactions() - transactions)
        after = self._burnt()
        raw = await play(self.pool, work.tapes, CONNECTIONS)
        end = self._burnt()
        groups = await record(self.db, self.schemas, _ZORG, work.messages, round(together))
        recorded = self._burnt()
        shared = await play(self.pool, groups, len(self.servers))
        played = self._burnt()
        server, database, load = ((late - early) / number for early, late in zip(begin, middle, strict=True))
        return Round(
            http=fired.seconds / number,
            raw=raw / number,
            shared=shared / number,
            together=together,
            half_within=fired.within(50),
            nearly_all_within=fired.within(99),
            load=load,
            server=server,
            database=database,
            raw_all=(sum(end[1:]) - sum(after[1:])) / number,
            shared_all=(sum(played[1:]) - sum(recorded[1:])) / number,
            verdict=verdict_seconds(self.schemas, work.messages) / number,
        )

    async def _transactions(self) -> int:
        """Return how many transactions wrote the messages of the books."""
        async with self.db.reading() as connection:
            found: int = await connection.fetchval("select count(distinct xmin::text) from berichten")
        return found

    def _burnt(self) -> tuple[float, float, float]:
        """Return processor time so far, of the gateways, of PostgreSQL and of this process."""
        gateways = processor_seconds(each.pid for each in self.servers)
        return gateways, processor_seconds(family(self.postmaster)), process_time()


async def _bare(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    """Prepare a connection to carry out the statements; nothing is encrypted."""
    keeper = vault()
    await connection.set_type_codec("jsonb", encoder=json.dumps, decoder=json.loads, schema="pg_catalog")
    encoders = {
        "geheim": lambda secret: (0, secret.content),
        "zoekbaar": keeper.search_hash,
        "kenmerk": keeper.pseudonymise,
    }
    for name, encoder in encoders.items():
        await connection.set_type_codec(name, schema="public", encoder=encoder, decoder=tuple, format="tuple")


@asynccontextmanager
async def _pool(dsn: str, size: int) -> "AsyncIterator[asyncpg.Pool[asyncpg.Record]]":
    pool = await asyncpg.create_pool(dsn, min_size=size, max_size=size, init=_bare, reset=_keep)
    try:
        yield pool
    finally:
        await pool.close()


async def _check(dsn: str, number: int) -> None:
    """Assert that each message has its start and one approving answer; without them the figures are worthless."""
    connection = await asyncpg.connect(dsn)
    try:
        approved = await connection.fetchval("select count(*) from berichten where uitkomst = 'goedgekeurd'")
        started = await connection.fetchval("select count(*) from starts")
    finally:
        await connection.close()
    assert approved == started == number, (approved, started, number)
