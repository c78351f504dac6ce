"""A month of a large provider in one claim: what a Prestatie of it takes, and what others wait meanwhile."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from gateway.messages.write import serialise
from gateway.standard.calendar import DUTCH_TIME
from gateway.standard.xsd.schemas import Schemas
from gateway.store.db.database import Database
from tests.bench.clusters import make_wal_files, migrated_cluster
from tests.bench.host import family, file_system, highest_memory, processor_seconds
from tests.bench.load import fire, loop_factory, request
from tests.bench.report import Row, at_most
from tests.bench.soon import Waits, waits
from tests.bench.timing import spell
from tests.support.api.claims import line
from tests.support.api.parties import VENLO, ZORG, enrol
from tests.support.api.server import CommandServer
from tests.support.messages.claims import client, wmo323
from tests.support.store.embedded import processes_of
from tests.support.store.filling import assigned_clients, starts
from tests.support.store.key_ring import vault
from tests.support.store.postgres import execute

_RATE = 20.0
"""Other messages a second that come up meanwhile."""
_MONTHS = [(f"{year}-{month:02}", f"{year}-{month + 1:02}") for year in (2024, 2025) for month in range(1, 12, 2)]
"""What is claimed; each claim is of other months, and of both for each client."""
Assigned = Sequence[tuple[str, int]]


def of_a_large_claim(schemas: Schemas, sizes: Sequence[int], beside: int) -> Iterator[Row]:
    """Measure claims of so many Prestaties, twice each, from a request over HTTP to its receipt and WMO325.

    `beside`: starts of other clients that come up while the largest is judged, and as many without it.
    """
    with migrated_cluster() as (database, folder):
        key, clients, others = asyncio.run(_prepared(database.dsn, max(sizes) // 2, 2 * beside))
        make_wal_files(database)
        months = iter(_MONTHS)
        with (
            CommandServer(database_url=database.dsn) as server,
            asyncio.Runner(loop_factory=loop_factory()) as runner,
        ):
            runner.run(_claim(server.port, key, clients[: min(sizes) // 4], next(months)))
            [postmaster] = processes_of(folder)
            everyone = [*family(server.pid), *family(postmaster)]
            taken: dict[int, list[Taken]] = {size: [] for size in sizes}
            for size in (*sizes, *sizes):
                before = processor_seconds(everyone)
                clock = runner.run(_claim(server.port, key, clients[: size // 2], next(months)))
                memory = sum(map(highest_memory, family(server.pid)))
                taken[size].append(Taken(processor_seconds(everyone) - before, clock, memory))
            alone, crowded, during = runner.run(_beside(server.port, key, clients, next(months), others))
        least = {size: replace(min(each), memory=each[0].memory) for size, each in taken.items()}
        yield _growth(least, file_system(folder))
        yield _waiting(alone, crowded, max(sizes), during)


@dataclass(frozen=True, slots=True, order=True)
class Taken:
    """What one claim took, by its processor time."""

    processor: float
    """Seconds of processor time, of the gateway and of PostgreSQL."""
    clock: float
    """Seconds from the request to the receipt."""
    memory: int
    """Bytes that the gateway and the process beside it had at their highest."""


def _growth(taken: Mapping[int, Taken], kind: str) -> Row:
    """Return the row about processor time, which says the same on a busy machine."""
    least, most = min(taken), max(taken)
    told = ", ".join(
        f"{size:,} in {each.clock:.1f} s ({each.processor:.2f} s of processor time, {each.memory / 1e6:,.0f} MB)"
        for size, each in taken.items()
    )
    return at_most(
        1.3,
        what=f"processor time of a Prestatie in a claim of {most:,}",
        against=f"one in a claim of {least:,}",
        ratio=(taken[most].processor / most) / (taken[least].processor / least),
        detail=f"{told}; fsync on {kind}",
    )


def _waiting(alone: Waits, crowded: Waits, size: int, during: float) -> Row:
    return at_most(
        2,
        what=f"99 % of other messages answered while a claim of {size:,} Prestaties is judged",
        against="without it",
        ratio=crowded.nearly_all_within / alone.nearly_all_within,
        detail=f"{crowded}, against {alone}; {_RATE:,.0f} a second, the claim took {spell(during)}",
    )


async def _prepared(dsn: str, number: int, others: int) -> tuple[str, Assigned, list[bytes]]:
    """Return the provider's key, the clients that are claimed for, and requests about others."""
    db = await Database.connect(dsn, vault=vault())
    try:
        key = (await enrol(db))[ZORG]
        made = await assigned_clients(db, number + others)
        await execute(dsn, "vacuum analyze")
        today = _today()
        messages = starts(made[number:], "S", dagtekening=today, begindatum=today)
        return key, made[:number], [request("/v1/berichten", key, each) for each in messages]
    finally:
        await db.close()


def _today() -> str:
    return datetime.now(UTC).astimezone(DUTCH_TIME).date().isoformat()


def _request(key: str, clients: Assigned, months: tuple[str, str]) -> bytes:
    """Return the claim of two hours in each of these months for each of these clients."""
    today, last = _today(), months[1]
    period = line("", 0, last, "0x83").product_periode
    claimed = [
        client(*(line(f"{month}P{place}", nummer, month, "120x01", 50, product="02A02") for month in months), bsn=bsn)
        for place, (bsn, nummer) in enumerate(clients)
    ]
    message = wmo323(
        afzender=ZORG,
        ontvanger=VENLO,
        identificatie=f"C{last}",
        declaratie_nummer=f"D{last[:4]}{last[5:]}",
        declaratie_periode=period,
        dagtekening=today,
        declaratie_dagtekening=today,
        clienten=tuple(claimed),
    )
    return request("/v1/berichten", key, serialise(message))


async def _claim(port: int, key: str, clients: Assigned, months: tuple[str, str]) -> float:
    """Claim these months for each of these clients, and return the seconds until the receipt."""
    asked = _request(key, clients, months)
    return (await fire([port], [asked], 1)).seconds


async def _beside(
    port: int, key: str, clients: Assigned, months: tuple[str, str], others: list[bytes]
) -> tuple[Waits, Waits, float]:
    """Return the waits of half of the other messages by themselves and of half during a claim, and how long it took."""
    half = len(others) // 2
    alone = await waits([port], others[:half], _RATE)
    asked = _request(key, clients, months)
    claim = asyncio.create_task(fire([port], [asked], 1))
    await asyncio.sleep(0)
    crowded = await waits([port], others[half:], _RATE)
    return alone, crowded, (await claim).seconds
