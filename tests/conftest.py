"""A migrated database of its own for every test, the gateway on it, and the application with a caller for each role."""

import asyncio
import gc
import logging
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
import structlog
from hypothesis import settings

from gateway.cli import GC_THRESHOLD
from gateway.exchange.kernel.gateway import Gateway
from gateway.store.db.database import Database
from gateway.store.db.migrations import upgrade
from tests.e2e.routes import Situation
from tests.support.api.application import Api, Clock, an_api
from tests.support.api.begun import Begun, Origin, begin
from tests.support.api.leaks import found_in, leaks_in
from tests.support.api.parties import VENLO, ZORG, Caller, enrol
from tests.support.api.server import PROXY, Server
from tests.support.counting import pytest_collection_modifyitems, pytest_runtest_call, pytest_sessionstart
from tests.support.exchange.cheap_passwords import hash_cheaply
from tests.support.messages.messages import schemas
from tests.support.store.key_ring import vault
from tests.support.store.known_types import remember_types
from tests.support.store.postgres import Template, a_clone, a_server, create_database, drop_database, migrated_template

__all__ = ["pytest_collection_modifyitems", "pytest_runtest_call", "pytest_sessionstart"]

# How long one example takes says more of the machine than of the gateway; what is slow is in tests/bench.
settings.register_profile("gateway", deadline=None, max_examples=40)
settings.register_profile("thorough", deadline=None, max_examples=1000)  # pytest --hypothesis-profile=thorough
settings.load_profile("gateway")

remember_types()
hash_cheaply()
gc.set_threshold(GC_THRESHOLD)

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell gives that to what it starts in the background, and it would go on to every process that a test starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def logging_put_back() -> Iterator[None]:
    """Undo what a command that ran in this process did to the log: the next test has one of its own."""
    root = logging.getLogger()
    level = root.level
    yield
    structlog.reset_defaults()
    root.setLevel(level)


@pytest.fixture(scope="session")
def template() -> Iterator[Template]:
    """A migrated database to copy, on a server of this process."""
    with a_server() as admin_dsn, migrated_template(admin_dsn, upgrade) as template:
        yield template


@pytest.fixture(scope="session")
def begun(template: Template) -> Iterator[Begun]:
    """A database in which the situation of tests/e2e/routes.py was made, to copy."""
    with begin(template) as begun:
        yield begun


@pytest.fixture
def made(begun: Begun) -> Situation:
    """The situation that the database of this test is in: whoever asks for this begins there."""
    return begun.situation


@pytest.fixture
def origin(request: pytest.FixtureRequest, template: Template) -> Origin:
    """What the database of this test is a copy of."""
    if "made" not in request.fixturenames:
        return Origin(template)
    begun: Begun = request.getfixturevalue("begun")
    return begun.origin


@pytest.fixture
async def dsn(origin: Origin) -> AsyncIterator[str]:
    """The database of this test: migrated and empty, or in the situation that it asks for."""
    async with a_clone(origin.template) as dsn:
        yield dsn


@pytest.fixture
async def db(dsn: str) -> AsyncIterator[Database]:
    """A pool on it."""
    database = await Database.connect(dsn, vault=vault())
    yield database
    await database.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def gateway(db: Database, clock: Clock) -> Gateway:
    """The gateway on that database, with all parties enrolled."""
    await enrol(db)
    return Gateway(db, schemas(), now=clock)


@pytest.fixture
async def api(dsn: str, clock: Clock, origin: Origin) -> AsyncIterator[Api]:
    """The application on that database, with all parties enrolled."""
    async with an_api(dsn, clock, keys=origin.keys) as api:
        yield api


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared_api(template: Template) -> AsyncIterator[Api]:
    """The application for all tests of a file that leave nothing behind; they are marked `SHARED`."""
    async with a_clone(template) as dsn, an_api(dsn, Clock()) as api:
        yield api


@pytest.fixture
async def venlo(api: Api) -> Caller:
    return await api.caller(VENLO)


@pytest.fixture
async def zorg(api: Api) -> Caller:
    return await api.caller(ZORG)


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
    assert leaks_in(log.read_text()) == []
    assert asyncio.run(found_in(dsn)) == []
    asyncio.run(drop_database(template.admin_dsn, dsn))


@pytest.fixture
async def server_db(server: Server) -> AsyncIterator[Database]:
    """A pool on the database of that server."""
    database = await Database.connect(server.settings["GATEWAY_DATABASE_URL"], vault=vault())
    yield database
    await database.close()


def pytest_collection_finish() -> None:
    """Freeze what was loaded and collected: it stays to the end, so the garbage collector needn't look through it."""
    gc.freeze()
