"""A migrated database of its own for every test, the gateway on it, and the application with a caller for each role."""

import gc
import logging
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
import structlog
from hypothesis import is_hypothesis_test, settings

from gateway.exchange.kernel.gateway import Gateway
from gateway.store.db.database import Database
from gateway.store.db.migrations import upgrade
from tests.support.api.application import Api, Klok, an_api
from tests.support.api.parties import VENLO, ZORG, Partij, enrol
from tests.support.messages.messages import schemas
from tests.support.store.key_ring import vault
from tests.support.store.postgres import Template, a_clone, a_server, migrated_template

# How long one example takes says more of the machine than of the gateway; what is slow is in tests/bench.
settings.register_profile("gateway", deadline=None, max_examples=40)
settings.register_profile("thorough", deadline=None, max_examples=1000)  # pytest --hypothesis-profile=thorough
settings.load_profile("gateway")

UNCOUNTED = [Path(__file__).parent / name for name in ("bench", "chaos")]
"""The folders of tests that run the same lines again and again."""


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


@pytest.fixture
async def dsn(template: Template) -> AsyncIterator[str]:
    """A migrated, empty database of this test."""
    async with a_clone(template) as dsn:
        yield dsn


@pytest.fixture
async def db(dsn: str) -> AsyncIterator[Database]:
    """A pool on it."""
    database = await Database.connect(dsn, vault=vault())
    yield database
    await database.close()


@pytest.fixture
def klok() -> Klok:
    return Klok()


@pytest.fixture
async def gateway(db: Database, klok: Klok) -> Gateway:
    """The gateway on that database, with all parties enrolled."""
    await enrol(db)
    return Gateway(db, schemas(), now=klok)


@pytest.fixture
async def api(dsn: str, klok: Klok) -> AsyncIterator[Api]:
    """The application on that database, with all parties enrolled."""
    async with an_api(dsn, klok) as api:
        yield api


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared_api(template: Template) -> AsyncIterator[Api]:
    """The application for all tests of a file that leave nothing behind; they are marked `SHARED`."""
    async with a_clone(template) as dsn, an_api(dsn, Klok()) as api:
        yield api


@pytest.fixture
async def venlo(api: Api) -> Partij:
    return await api.als(VENLO)


@pytest.fixture
async def zorg(api: Api) -> Partij:
    return await api.als(ZORG)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What looks at hundreds of examples runs without counting lines, and so three times as fast: the others count.

    A test with many cases of its own says so itself: `@pytest.mark.no_cover`.
    """
    for item in items:
        if any(map(item.path.is_relative_to, UNCOUNTED)) or is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker("no_cover")


def pytest_collection_finish() -> None:
    """What was loaded and collected stays to the end: the garbage collector needn't look through it each time."""
    gc.freeze()
