"""A real server, for tests of what only one can show; and an ear for what all of them say that is nobody's business.

Whatever is printed or logged while a test of this folder runs, by the gateway in this process or in another, is
searched for BSNs, names and XML: a test that passed fails on it all the same. So is every database that the tests of
this folder leave behind, as by somebody who has a copy of it and no keys.
"""

import asyncio
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path

import pytest

from gateway.store.db.database import Database
from tests.support.api.leaks import found_in, judged_by_what_it_said, verraad
from tests.support.api.server import Server
from tests.support.store.key_ring import vault
from tests.support.store.postgres import Template, create_database, drop_database

PROXY = "127.0.0.2"
"""Where the proxy stands that the server trusts. Any address of 127.0.0.0/8 may call it."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """The outcome of a test: it failed when it gave somebody away."""
    return (yield from judged_by_what_it_said())


@pytest.fixture
async def dsn(dsn: str) -> AsyncIterator[str]:
    """The database of this test, in which nobody may be found who is not kept encrypted, whatever the test did."""
    yield dsn
    assert await found_in(dsn) == []


@pytest.fixture(scope="session")
def server(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests of this process: it takes longer to start than they last."""
    dsn = asyncio.run(create_database(template.admin_dsn, template.name))
    log: Path = tmp_path_factory.mktemp("server") / "log"
    server = Server(database_url=dsn, log_level="debug", trusted_proxies=PROXY)
    server.start(log)
    try:
        yield server
    finally:
        server.stop()
    assert "serve.listening" in log.read_text()
    assert verraad(log.read_text()) == []
    assert asyncio.run(found_in(dsn)) == []
    asyncio.run(drop_database(template.admin_dsn, dsn))


@pytest.fixture
async def server_db(server: Server) -> AsyncIterator[Database]:
    """A pool on the database of that server."""
    database = await Database.connect(server.settings["GATEWAY_DATABASE_URL"], vault=vault())
    yield database
    await database.close()
