"""All indicators of a region counted at once, against the time that a report may take."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from time import perf_counter
from typing import Final

from gateway.exchange.insight.report import report_for_municipality
from gateway.exchange.kernel.gateway import Gateway
from gateway.standard.xsd.schemas import Schemas
from gateway.store.db.database import Database
from gateway.store.db.migrations import upgrade
from gateway.store.db.rights import make_role
from gateway.store.embedded import EmbeddedPostgres
from gateway.store.embedded.cluster import OWNER
from tests.bench.host import disk
from tests.bench.ledgers import say
from tests.bench.report import Row, at_most
from tests.bench.timing import spell
from tests.support.insight.pour import pour
from tests.support.insight.region import MUNICIPALITIES, made_up_region
from tests.support.store.key_ring import vault

_S_PER_MILLION: Final = 30
_NOW: Final = datetime(2026, 1, 20, 12, tzinfo=UTC)


def of_a_region(schemas: Schemas, clients: int) -> Iterator[Row]:
    """Measure the report of a municipality over a region with so many clients; each has some 2.5 assignments."""
    with disk() as folder, EmbeddedPostgres(folder / "data") as database:
        asyncio.run(make_role(database.superuser_dsn, OWNER))
        yield asyncio.run(_measured(schemas, database.dsn, clients))


async def _measured(schemas: Schemas, dsn: str, clients: int) -> Row:
    await upgrade(dsn)
    region = made_up_region(clients, 1)
    assignments, messages = len(region.care), len(region.messages)
    say(f"writing {assignments:,} assignments and {messages:,} messages")
    await pour(dsn, region)
    del region
    db = await Database.connect(dsn, size=2, vault=vault())
    try:
        gateway = Gateway(db, schemas, now=lambda: _NOW)
        seconds: list[float] = []
        for year in (2023, 2024, 2025):
            say(f"counting {year}")
            begin = perf_counter()
            report = await report_for_municipality(gateway, MUNICIPALITIES[0], year)
            seconds.append(perf_counter() - begin)
            assert report.figures
    finally:
        await db.close()
    millions = assignments / 1e6
    return at_most(
        1,
        what=f"all indicators of a year over {assignments:,} assignments in three municipalities",
        against=f"{_S_PER_MILLION} s for a million",
        ratio=max(seconds) / millions / _S_PER_MILLION,
        detail=f"{', '.join(map(spell, seconds))} for each of three years, with {messages:,} messages in the ledger",
    )
