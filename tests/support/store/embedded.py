"""Looks at an embedded server from outside: its processes, and what its database answers."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from gateway.store.db.database import connect
from tests.support.store.postgres import execute


def processes_of(folder: Path) -> list[int]:
    """Return the process numbers of all PostgreSQL main processes that work somewhere below `folder`."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_bytes()
            parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue
        program = command.split(b"\0", 1)[0].rpartition(b"/")[2]
        if program in (b"postgres", b"initdb") and str(folder).encode() in command:
            found[int(entry.name)] = int(parent)
    return [pid for pid, parent in found.items() if parent not in found]  # a fork looks like its parent at first


def ask(dsn: str, sql: str) -> object:
    """Return the first value the query gives."""

    async def fetch() -> object:
        connection = await connect(dsn)  # as the gateway does: it waits for a server that recovers
        try:
            return await connection.fetchval(sql)
        finally:
            await connection.close()

    return asyncio.run(fetch())


def tell(dsn: str, sql: str) -> None:
    """Run the statement."""
    asyncio.run(execute(dsn, sql))


def wait_until(true: Callable[[], object], seconds: float = 60) -> None:
    """Wait until it is true. Fail the test when that takes too long."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)
