"""PostgreSQL servers for tests, and databases on them cloned from a migrated template.

In a conftest:

    @pytest.fixture(scope="session")
    def template() -> Iterator[Template]:
        with a_server() as admin_dsn, migrated_template(admin_dsn, upgrade) as template:
            yield template

    @pytest.fixture
    async def dsn(template: Template) -> AsyncIterator[str]:
        async with a_clone(template) as dsn:
            yield dsn

With pytest-xdist each worker has a server of its own.
"""

import asyncio
import os
import re
import secrets
import shutil
import subprocess
import tempfile
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from gateway.store.embedded import EmbeddedPostgres
from gateway.store.embedded.account import Account, choose_account

FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "autovacuum": "off",
}
"""Settings of a server whose data may be lost; a worker of autovacuum would keep a database from being dropped."""
MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3
OLDEST = 15
Migrate = Callable[[str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Template:
    """A migrated database nobody is connected to, and the connection string to make others with."""

    admin_dsn: str
    name: str


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Yield a folder with a short path that every account can enter, and remove it afterwards.

    In memory where there is room: a cluster is made twice, and a database cloned ten times as fast as on disk.
    """
    folder = Path(tempfile.mkdtemp(prefix="iwmo-test-", dir=MEMORY if _roomy(MEMORY) else "/tmp"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _roomy(folder: Path) -> bool:
    """Return True when this file system takes gigabytes and programs; a container's is often too small."""
    if not os.access(folder, os.W_OK | os.X_OK):
        return False
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize > ROOM and not found.f_flag & getattr(os, "ST_NOEXEC", 0)


@contextmanager
def embedded_server() -> Iterator[str]:
    """Yield the address of an embedded server in a temporary folder; its user may make databases and roles."""
    with temporary_folder() as folder, EmbeddedPostgres(folder / "data", settings=FAST) as server:
        asyncio.run(execute(server.superuser_dsn, "alter role gateway createdb createrole"))
        yield server.dsn


@contextmanager
def a_server() -> Iterator[str]:
    """Yield the server of GATEWAY_TEST_DATABASE_URL, whose user may make databases; else an embedded one."""
    given = os.environ.get("GATEWAY_TEST_DATABASE_URL", "")
    if given:
        yield given
    else:
        with embedded_server() as dsn:
            yield dsn


def installed_programs() -> Path | None:
    """Return the folder with pg_ctl of the newest PostgreSQL >= 15 installed on this machine, or None."""
    on_path = shutil.which("pg_ctl")
    folders = [Path(on_path).resolve().parent] if on_path else []
    for root, pattern in (("/usr/lib/postgresql", "*/bin"), ("/usr", "pgsql-*/bin"), ("/opt/homebrew/opt", "*/bin")):
        folders += Path(root).glob(pattern)
    found = [(_major(folder), folder) for folder in dict.fromkeys(folders) if (folder / "initdb").is_file()]
    return max(((major, folder) for major, folder in found if major >= OLDEST), default=(0, None))[1]


def _major(programs: Path) -> int:
    shown = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True)
    found = re.search(r"(\d+)", shown.stdout)
    return int(found[1]) if found else 0


@contextmanager
def installed_server(programs: Path) -> Iterator[str]:
    """Yield the connection string of a throwaway cluster of an installed PostgreSQL; its user is superuser."""
    account = choose_account(None, Path("/nonexistent"))
    with temporary_folder() as folder:
        if account.dropped:
            os.chown(folder, account.uid, account.gid)
        data, log = folder / "pgdata", folder / "log"
        _must(account, programs / "initdb", "-D", data, "-U", "gateway", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = " ".join(f"-c {name}={value}" for name, value in FAST.items())
        options += f" -c listen_addresses='' -c unix_socket_directories={folder}"
        _must(account, programs / "pg_ctl", "start", "-w", "-D", data, "-l", log, "-o", options)
        try:
            yield f"postgresql://gateway@/postgres?host={folder}&port=5432"
        finally:
            _must(account, programs / "pg_ctl", "stop", "-w", "-m", "immediate", "-D", data)


def _must(account: Account, *command: str | Path) -> None:
    # Into a file: a server that pg_ctl starts would keep a pipe open.
    with tempfile.TemporaryFile() as output:
        code = account.popen(command, output=output).wait()
        output.seek(0)
        assert code == 0, output.read().decode(errors="replace")


async def execute(dsn: str, sql: str) -> None:
    """Run the statement, outside a transaction."""
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute(sql)
    finally:
        await connection.close()


class _Desk:
    """One connection on which databases are made and dropped for all tests.

    It has a thread of its own, since the event loop of a test ends with the test.
    """

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._turn = asyncio.Lock()
        self._connection: asyncpg.Connection | None = None
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    async def execute(self, sql: str) -> None:
        """Run the statement, outside a transaction."""
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._execute(sql), self._loop))

    async def _execute(self, sql: str) -> None:
        async with self._turn:
            if self._connection is None or self._connection.is_closed():
                self._connection = await asyncpg.connect(self._dsn)
            await self._connection.execute(sql)


_desk = cache(_Desk)


async def create_database(admin_dsn: str, template: str | None = None) -> str:
    """Return the connection string of a new database with a name of its own, a copy of `template` when given."""
    name = f"test_{secrets.token_hex(8)}"
    # By files: page by page through the log of transactions takes half as much again.
    source = f' template "{template}" strategy file_copy' if template else ""
    await _desk(admin_dsn).execute(f'create database "{name}"{source}')
    return with_database(admin_dsn, name)


async def drop_database(admin_dsn: str, dsn: str) -> None:
    """Drop the database of `dsn`, with the connections that were left open.

    The server waits five seconds for those to end, which on a busy machine isn't always enough.
    """
    for left in reversed(range(6)):
        try:
            await _desk(admin_dsn).execute(f'drop database if exists "{database_of(dsn)}" with (force)')
        except asyncpg.ObjectInUseError:
            if not left:
                raise
        else:
            return


def tell_server(admin_dsn: str, sql: str) -> None:
    """Run a statement about what belongs to no database, such as a role, on the connection that makes databases.

    Not for use inside a running event loop.
    """
    asyncio.run(_desk(admin_dsn).execute(sql))


@contextmanager
def migrated_template(admin_dsn: str, migrate: Migrate) -> Iterator[Template]:
    """Yield a template brought up to date by `migrate`. Not for use inside a running event loop."""
    dsn = asyncio.run(create_database(admin_dsn))
    try:
        asyncio.run(_awaited(migrate, dsn))
        # Whoever connects first writes down what the system tables are like; a copy has that too.
        asyncio.run(execute(dsn, "select 1"))
        yield Template(admin_dsn, database_of(dsn))
    finally:
        asyncio.run(drop_database(admin_dsn, dsn))


async def _awaited(migrate: Migrate, dsn: str) -> None:
    await migrate(dsn)


@asynccontextmanager
async def a_clone(template: Template) -> AsyncIterator[str]:
    """Yield the connection string of a copy of the template, and drop it afterwards."""
    dsn = await create_database(template.admin_dsn, template.name)
    try:
        yield dsn
    finally:
        await drop_database(template.admin_dsn, dsn)


def database_of(dsn: str) -> str:
    """Return the name of the database in a connection string."""
    return urlsplit(dsn).path.lstrip("/")


def with_database(dsn: str, name: str) -> str:
    """Return the same connection string for another database."""
    parts = urlsplit(dsn)
    return urlunsplit((parts.scheme, parts.netloc, f"/{name}", parts.query, parts.fragment))
