"""A gateway with a made-up region in its books, for tests that only read."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest_asyncio

from gateway.exchange.kernel.gateway import Gateway
from gateway.store.db.database import Database
from tests.support.insight.pour import pour
from tests.support.insight.region import Region, made_up_region
from tests.support.messages.messages import schemas
from tests.support.store.key_ring import vault
from tests.support.store.postgres import Template, a_clone

NOW = datetime(2026, 1, 20, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Counted:
    region: Region
    gateway: Gateway


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def counted(template: Template) -> AsyncIterator[Counted]:
    """The region, and the gateway that keeps it."""
    region = made_up_region(700, 2)
    async with a_clone(template) as dsn:
        await pour(dsn, region)
        db = await Database.connect(dsn, vault=vault())
        yield Counted(region, Gateway(db, schemas(), now=lambda: NOW))
        await db.close()
