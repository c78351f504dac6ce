"""Messages a second: over HTTP to disk, against asyncpg alone with the same reads and writes."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
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
from gateway.store.db.migrations import upgrade
from gateway.store.db.rights import make_role
from gateway.store.embedded import EmbeddedPostgres
from gateway.store.embedded.cluster import OWNER
from tests.bench.host import disk, family, file_system, processor_seconds
from tests.bench.load import fire, request
from tests.bench.report import Row, at_least
from tests.bench.soon import SHARE_OF_RATE, Waits, soon, waits
from tests.bench.tape import Tape, play, record
from tests.support.api.parties import PARTIES, ZORG, enrol
from tests.support.api.server import Server
from tests.support.store.embedded import processes_of
from tests.support.store.filling import assigned_clients, starts
from tests.support.store.key_ring import vault
from tests.support.store.postgres import execute

CONNECTIONS = 32
POOL: int = Settings.model_fields["pool_size"].default
_WAITING = 8
"""How many times the messages of a round come up at a lower rate."""


@dataclass(frozen=True, slots=True)
class _Round:
    """One round of HTTP and one of asyncpg alone, with as many messages each; all figures are seconds a message."""

    http: float
    raw: float
    half_within: float
    nearly_all_within: float
    """99 in a hundred."""
    load: float
    """Of processor time, over HTTP: the load generator's, …"""
    server: float
    """… the gateways', …"""
    database: float
    """… and PostgreSQL's."""
    raw_all: float
    """Of processor time, by asyncpg alone: its own and PostgreSQL's."""


@dataclass(frozen=True, slots=True)
class _Work:
    """The requests and tapes that a round uses up: each message is another client's first start."""

    requests: list[bytes]
    tapes: list[Tape]


@dataclass(frozen=True, slots=True)
class _Found:
    """The measurements of this many gateways."""

    gateways: int
    rounds: list[_Round]
    waits: Waits
    at: float
    """Messages a second, as they came up."""


def over_http(schemas: Schemas, rounds: int, number: int) -> Iterator[Row]:
    """Measure receiving a WMO305 up to receipt and WMO306, in turns with asyncpg; each for another client.

    By one gateway, which can keep one core busy, and by two on one database, as on two cores.
    """
    with disk() as folder, EmbeddedPostgres(folder / "data") as database:
        asyncio.run(make_role(database.superuser_dsn, OWNER))
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
            yield soon(found.waits, found.at, having=having)


def _told(rounds: list[_Round], gateways: int, kind: str) -> str:
    middle = _Round(*(median(getattr(each, name) for each in rounds) for name in _Round.__slots__))
    http_all = middle.server + middle.database + middle.load
    return (
        f"{1 / middle.http:,.0f} a second against {1 / middle.raw:,.0f}; {CONNECTIONS} callers, {gateways * POOL} "
        f"connections to the database, fsync on {kind}; half answered within {middle.half_within * 1e3:.0f} ms, 99 % "
        f"within {middle.nearly_all_within * 1e3:.0f} ms; processor time a message: {http_all * 1e6:,.0f} µs (gateway "
        f"{middle.server * 1e6:,.0f}, PostgreSQL {middle.database * 1e6:,.0f}, load generator "
        f"{middle.load * 1e6:,.0f}) against {middle.raw_all * 1e6:,.0f} µs"
    )


def _measured(dsn: str, folder: Path, schemas: Schemas, rounds: int, number: int) -> Iterator[_Found]:
    """Measure one gateway, and then two."""
    turns = rounds + 1  # the first warms up
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        work, late = runner.run(_prepared(dsn, schemas, 2 * turns, number, 2 * _WAITING * number))
        [postmaster] = processes_of(folder)
        with Server(database_url=dsn) as one, Server(database_url=dsn) as other:
            for servers in ([one], [one, other]):
                found = runner.run(_rounds(dsn, servers, work[:turns], postmaster))[1:]
                at = SHARE_OF_RATE / median(each.http for each in found)
                ports = [each.port for each in servers]
                waited = runner.run(waits(ports, late[: _WAITING * number], at))
                yield _Found(len(servers), found, waited, at)
                del work[:turns], late[: _WAITING * number]
        runner.run(_check(dsn, 2 * number * (2 * turns + _WAITING)))


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Return the event loop that the gateway runs on too."""
    try:
        from uvloop import new_event_loop
    except ImportError:
        return None
    return new_event_loop


async def _prepared(
    dsn: str, schemas: Schemas, rounds: int, number: int, waiting: int
) -> tuple[list[_Work], list[bytes]]:
    """Prepare this many rounds of `number` messages each, and as many requests as `waiting`."""
    await upgrade(dsn)
    db = await Database.connect(dsn, vault=vault())
    try:
        keys = await enrol(db)
        today = datetime.now(UTC).astimezone(DUTCH_TIME).date().isoformat()
        clients = await assigned_clients(db, 2 * rounds * number + waiting)
        messages = starts(clients, "S", dagtekening=today, begindatum=today)
        await execute(dsn, "vacuum analyze")
        zorg = next(each for each in PARTIES if each.code == ZORG)
        tapes = await record(db, schemas, zorg, messages[: rounds * number])
    finally:
        await db.close()
    requests = [request("/v1/berichten", keys[ZORG], each) for each in messages[rounds * number :]]
    parts = [slice(begin, begin + number) for begin in range(0, rounds * number, number)]
    return [_Work(requests[part], tapes[part]) for part in parts], requests[rounds * number :]


async def _rounds(dsn: str, servers: Sequence[Server], work: list[_Work], postmaster: int) -> list[_Round]:
    async with _pool(dsn, POOL * len(servers)) as pool:
        return [await _round(pool, servers, each, postmaster) for each in work]


async def _round(
    pool: "asyncpg.Pool[asyncpg.Record]", servers: Sequence[Server], work: _Work, postmaster: int
) -> _Round:
    number = len(work.tapes)

    def burnt() -> tuple[float, float, float]:
        """Return processor time so far, of the gateways, of PostgreSQL and of this process."""
        gateways = processor_seconds(each.pid for each in servers)
        return gateways / number, processor_seconds(family(postmaster)) / number, process_time() / number

    begin = burnt()
    fired = await fire([each.port for each in servers], work.requests, CONNECTIONS)
    middle = burnt()
    raw = await play(pool, work.tapes, CONNECTIONS)
    end = burnt()
    server, database, load = (after - before for before, after in zip(begin, middle, strict=True))
    return _Round(
        http=fired.seconds / number,
        raw=raw / number,
        half_within=fired.within(50),
        nearly_all_within=fired.within(99),
        load=load,
        server=server,
        database=database,
        raw_all=sum(end[1:]) - sum(middle[1:]),
    )


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
