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
