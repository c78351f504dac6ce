"""Messages a second: over HTTP to disk, against asyncpg alone doing the same reads and writes."""

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import asyncpg

from gateway.settings import Settings
from gateway.standard.xsd import Schemas
from gateway.store.database import Database, _keep, _prepare
from gateway.store.embedded import EmbeddedPostgres
from gateway.store.migrations import upgrade
from tests.bench.load import fire, request
from tests.bench.report import Row
from tests.bench.seed import AANBIEDER, seed
from tests.bench.tape import Tape, play, record

ROOT = Path(__file__).parents[2]
CONNECTIONS = 32
POOL = Settings.model_fields["pool_size"].default
MEMORY = ("tmpfs", "ramfs")


@dataclass(frozen=True, slots=True)
class _Round:
    http: float
    """Seconds a message."""
    raw: float
    load: float
    """Seconds of processor time a message that the load generator took."""
    server: float


def over_http(schemas: Schemas, rounds: int, number: int) -> Row:
    """A WMO305 becomes a receipt and a WMO306, each for another client; rounds of HTTP and of asyncpg in turns."""
    with _disk() as folder, EmbeddedPostgres(folder / "data") as server:
        found = asyncio.run(_measure(server.dsn, schemas, rounds, number))
        kind = _file_system(folder)
    ratio = median(each.http / each.raw for each in found)
    http, raw, load, busy = (median(getattr(each, name) for each in found) for name in _Round.__slots__)
    return Row(
        what="messages a second over HTTP to disk",
        against="asyncpg alone, same statements",
        ratio=1 / ratio,
        wanted="",
        reached=True,
        detail=(
            f"{1 / http:,.0f} a second against {1 / raw:,.0f}; {CONNECTIONS} connections, pool of {POOL}, fsync on "
            f"{kind}; processor time a message: server {busy * 1e6:,.0f} µs, load generator {load * 1e6:,.0f} µs"
        ),
    )


async def _measure(dsn: str, schemas: Schemas, rounds: int, number: int) -> list[_Round]:
    await upgrade(dsn)
    seeded = await seed(dsn, 2 * (rounds + 1) * number)
    half = len(seeded.starts) // 2
    tapes = await _tapes(dsn, schemas, seeded.starts[half:])
    requests = [request("/v1/berichten", seeded.sleutel, each) for each in seeded.starts[:half]]
    found = []
    async with _server(dsn) as (port, pid), _pool(dsn) as pool:
        for begin in range(0, half, number):
            burnt = _processor_seconds(pid)
            seconds, load = await fire(port, requests[begin : begin + number], CONNECTIONS)
            burnt = _processor_seconds(pid) - burnt
            raw = await play(pool, tapes[begin : begin + number], CONNECTIONS)
            found.append(_Round(*(each / number for each in (seconds, raw, load, burnt))))
    return found[1:]  # the first round warms up


async def _tapes(dsn: str, schemas: Schemas, starts: Sequence[bytes]) -> list[Tape]:
    db = await Database.connect(dsn)
    try:
        return await record(db, schemas, AANBIEDER, starts)
    finally:
        await db.close()


@asynccontextmanager
async def _pool(dsn: str) -> "AsyncIterator[asyncpg.Pool[asyncpg.Record]]":
    pool = await asyncpg.create_pool(dsn, min_size=POOL, max_size=POOL, init=_prepare, reset=_keep)
    try:
        yield pool
    finally:
        await pool.close()


@asynccontextmanager
async def _server(dsn: str) -> AsyncIterator[tuple[int, int]]:
    """The port and process number of a gateway that serves this database, as an operator would start it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GATEWAY_")}
    environment |= {"GATEWAY_DATABASE_URL": dsn, "PYTHONPATH": str(ROOT), "GATEWAY_LOG_LEVEL": "warning"}
    command = [sys.executable, "-m", "gateway", "serve", "--port", str(port)]
    running = await asyncio.create_subprocess_exec(*command, env=environment, stdin=subprocess.DEVNULL)
    try:
        for _ in range(200):
            if running.returncode is not None:
                raise RuntimeError("the gateway did not start; it says why above")
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                break
            await asyncio.sleep(0.1)
        yield port, running.pid
    finally:
        if running.returncode is None:
            running.send_signal(signal.SIGTERM)
        await running.wait()


@contextmanager
def _disk() -> Iterator[Path]:
    """A folder that every account can enter, on a disk if there is one, gone afterwards."""
    places = [Path(each) for each in ("/var/tmp", tempfile.gettempdir(), ROOT)]
    usable = [each for each in places if os.access(each, os.W_OK | os.X_OK)]
    real = [each for each in usable if _file_system(each) not in MEMORY]
    folder = Path(tempfile.mkdtemp(prefix="iwmo-bench-", dir=(real or usable)[0]))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _file_system(folder: Path) -> str:
    """The kind of file system a folder is on: "ext4"; "an unknown file system" where Linux can't be asked."""
    try:
        mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    except OSError:
        return "an unknown file system"
    path = folder.resolve()
    above = [(len(at), kind) for at, kind in mounts if path.is_relative_to(at)]
    return max(above, default=(0, "an unknown file system"), key=lambda each: each[0])[1]


def _processor_seconds(pid: int) -> float:
    """Processor time of a process so far; 0 where Linux can't be asked."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
