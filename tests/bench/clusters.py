"""A PostgreSQL on disk for each measurement, which is made and migrated once and copied from then on."""

import asyncio
import atexit
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

from gateway.store.db.migrations import upgrade
from gateway.store.db.rights import make_role
from gateway.store.embedded import EmbeddedPostgres
from gateway.store.embedded.cluster import OWNER
from tests.bench.host import disk
from tests.support.store.postgres import execute

_WAL_FILES = 5
"""As many as PostgreSQL keeps at least, by its default of 80 MB."""


@contextmanager
def migrated_cluster() -> Iterator[tuple[EmbeddedPostgres, Path]]:
    """Yield a running server whose database is at the newest migration and empty, and its folder on disk."""
    with disk() as folder:
        # As cp does it: the files belong to the account that PostgreSQL runs as.
        subprocess.run(["cp", "-a", _original(), folder / "data"], check=True)
        with EmbeddedPostgres(folder / "data") as server:
            yield server, folder


@cache
def _original() -> Path:
    """Return the data folder to copy, of a server that is stopped. It is there until this process ends."""
    stack = ExitStack()
    atexit.register(stack.close)
    data = stack.enter_context(disk()) / "data"
    with EmbeddedPostgres(data) as server:
        asyncio.run(make_role(server.superuser_dsn, OWNER))
        asyncio.run(upgrade(server.dsn))
    return data


def make_wal_files(server: EmbeddedPostgres) -> None:
    """Give the server the WAL files to go on in that one has which has run for a while: its checkpoints leave them.

    A server that is new makes each of 16 MB when it gets there, and whoever commits then waits for that: some 70 ms.
    """
    for _ in range(_WAL_FILES):
        asyncio.run(
            execute(server.superuser_dsn, "select pg_logical_emit_message(false, '', ''); select pg_switch_wal()")
        )
    asyncio.run(execute(server.superuser_dsn, "checkpoint"))
