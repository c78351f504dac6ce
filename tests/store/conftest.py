"""A transaction for a test of one module of the store, undone when the test ends, on a database that they all share."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress

import pytest

from gateway.store.db.database import Connection, Database
from tests.support.api.parties import enrol
from tests.support.store.key_ring import vault
from tests.support.store.postgres import Template, create_database, drop_database


class _UndoneError(Exception):
    """Undoes the transaction of a test."""


@pytest.fixture(scope="session")
def shared_dsn(template: Template) -> Iterator[str]:
    """A migrated database with all parties enrolled, for tests that leave nothing in it."""

    async def fill() -> str:
        dsn = await create_database(template.admin_dsn, template.name)
        db = await Database.connect(dsn, vault=vault())
        await enrol(db)
        await db.close()
        return dsn

    dsn = asyncio.run(fill())
    yield dsn
    asyncio.run(drop_database(template.admin_dsn, dsn))


@pytest.fixture
async def tx(shared_dsn: str) -> AsyncIterator[Connection]:
    """A transaction on the shared database, rolled back when the test ends."""
    db = await Database.connect(shared_dsn, size=1, vault=vault())
    with suppress(_UndoneError):
        async with db.transaction() as tx:
            yield tx
            raise _UndoneError
    await db.close()
