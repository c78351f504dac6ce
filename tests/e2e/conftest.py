"""A real server, for tests of what only one can show."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from gateway.store.database import Database
from tests.support.postgres import Template, create_database, drop_database
from tests.support.server import Server
from tests.support.sleutels import kluis


@pytest.fixture(scope="session")
def server(template: Template) -> Iterator[Server]:
    """One server for all tests of this process: it takes longer to start than they last."""
    dsn = asyncio.run(create_database(template.admin_dsn, template.name))
    with Server(database_url=dsn) as server:
        yield server
    asyncio.run(drop_database(template.admin_dsn, dsn))


@pytest.fixture
async def server_db(server: Server) -> AsyncIterator[Database]:
    """A pool on the database of that server."""
    database = await Database.connect(server.settings["GATEWAY_DATABASE_URL"], kluis=kluis())
    yield database
    await database.close()
