"""All indicators of a region counted at once, against the time that a report may take and a plain read of its rows."""

import asyncio
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from time import perf_counter
from typing import Final

import asyncpg

from gateway.exchange.insight.report import report_for_municipality
from gateway.exchange.kernel.gateway import Gateway
from gateway.standard.xsd.schemas import Schemas
from gateway.store.db.database import Database
from tests.bench.clusters import migrated_cluster
from tests.bench.copies import pour_copies
from tests.bench.host import processor_seconds
from tests.bench.ledgers import say
from tests.bench.report import Row, at_most
from tests.bench.timing import spell
from tests.support.insight.region import MUNICIPALITIES
from tests.support.store.key_ring import LENIENT

_S_PER_MILLION: Final = 30
_MAX_READS: Final = 40
"""A report may take this many times as long as reading its rows once."""
_NOW: Final = datetime(2026, 1, 20, 12, tzinfo=UTC)
_YEARS: Final = (2023, 2024, 2025)
_READ: Final = """
select (select count(vastgelegd_op) from berichten) + (select count(ingangsdatum) from toewijzing_versies)
    + (select count(client_id) from toewijzingen) + (select count(begindatum) from starts)
    + (select count(einddatum) from stops)
"""


def of_a_region(schemas: Schemas, assignments: int) -> Iterator[Row]:
    """Measure the report of a municipality over a region with at least so many assignments."""
    with migrated_cluster() as (database, _):
        yield from asyncio.run(_poured_and_measured(schemas, database.dsn, assignments))


async def _poured_and_measured(schemas: Schemas, dsn: str, assignments: int) -> list[Row]:
    begin = perf_counter()
    await pour_copies(dsn, assignments)
    say(f"poured in {perf_counter() - begin:,.0f} s")
    return await measured(schemas, dsn)


async def measured(schemas: Schemas, dsn: str) -> list[Row]:
    """Return the rows of a region in this database."""
    connection = await asyncpg.connect(dsn)
    db = await Database.connect(dsn, size=2, vault=LENIENT)
    try:
        found, messages = await connection.fetchrow(
            "select (select count(*) from toewijzingen), (select count(*) from berichten)"
        )
        say(f"{found:,} assignments and {messages:,} messages")
        gateway = Gateway(db, schemas, now=lambda: _NOW)
        await report_for_municipality(gateway, MUNICIPALITIES[0], _YEARS[0])  # reads the policy, and warms the tables
        clock: list[float] = []
        processor: list[float] = []
        reads: list[float] = []
        for year in _YEARS:
            begin = perf_counter()
            await connection.fetchval(_READ)
            reads.append(perf_counter() - begin)
            begin, before = perf_counter(), await _processor(connection)
            report = await report_for_municipality(gateway, MUNICIPALITIES[0], year)
            clock.append(perf_counter() - begin)
            processor.append(await _processor(connection) - before)
            assert report.figures
            say(f"{year}: {spell(clock[-1])} on the clock, {spell(processor[-1])} of processor time")
    finally:
        await db.close()
        await connection.close()
    spent = processor if any(processor) else clock
    what = f"all indicators of a year over {found:,} assignments in three municipalities"
    seconds = f"{_list(processor)} of processor time and {_list(clock)} on the clock for {_YEARS[0]} to {_YEARS[-1]}"
    return [
        at_most(
            1,
            what=what,
            against=f"{_S_PER_MILLION} s of processor time for a million",
            ratio=max(spent) / (found / 1e6) / _S_PER_MILLION,
            detail=f"{seconds}, with {messages:,} messages in the ledger",
        ),
        at_most(
            _MAX_READS,
            what=what,
            against="reading the same tables once",
            ratio=max(count / read for count, read in zip(clock, reads, strict=True)),
            detail=f"{_list(clock)} on the clock against {_list(reads)}",
        ),
    ]


async def _processor(connection: "asyncpg.Connection[asyncpg.Record]") -> float:
    """Return the processor time of this process and the servers of this database; 0 where the system doesn't tell."""
    pids = await connection.fetch("select pid from pg_stat_activity where datname = current_database()")
    return processor_seconds([os.getpid(), *(each["pid"] for each in pids)])


def _list(seconds: list[float]) -> str:
    return ", ".join(map(spell, seconds))
