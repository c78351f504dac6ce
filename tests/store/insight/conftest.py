"""A made-up region in a database of its own, for all tests here: they only read."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio

from gateway.store.db.database import Database
from tests.support.insight.pour import pour
from tests.support.insight.region import Region, made_up_region
from tests.support.store.key_ring import vault
from tests.support.store.postgres import Template, a_clone

CLIENTS = 1000
THOROUGH = 10_000
"""Clients with `--hypothesis-profile=thorough`."""


@dataclass(frozen=True)
class Poured:
    region: Region
    db: Database


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def poured(template: Template, request: pytest.FixtureRequest) -> AsyncIterator[Poured]:
    """The region, and the database that holds it."""
    thorough = request.config.getoption("--hypothesis-profile") == "thorough"
    region = made_up_region(THOROUGH if thorough else CLIENTS, 1)
    async with a_clone(template) as dsn:
        await pour(dsn, region)
        db = await Database.connect(dsn, vault=vault())
        yield Poured(region, db)
        await db.close()
