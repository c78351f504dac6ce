"""A disk that is full under the embedded database refuses work for a while, and loses and doubles nothing.

Each round the disk fills up to its last byte while cases go on, and now and then the log has to begin a new file then,
which stops the server. When there is room again everybody has to be answered, by the same processes.
"""

import asyncio
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

import asyncpg
import httpx
import pytest

from gateway.store.db.database import UNAVAILABLE, Database
from gateway.store.delivery.workers import count_living
from gateway.store.embedded import EmbeddedPostgres
from tests.chaos.processes import ApiProcess, WorkerProcess
from tests.chaos.promise import check_promise
from tests.chaos.size import SEED, TIMEOUT_S, size, told
from tests.chaos.trouble import a_small_disk, fill
from tests.chaos.world import Case, Doer, a_database, open_cases, the_parties, until_delivered
from tests.support.exchange.workers import until
from tests.support.store.postgres import FAST, execute, temporary_folder

ROUNDS = size(1, 40)
AT_ONCE = 3
DISK_MB = 300


@pytest.fixture
def disk() -> Iterator[Path]:
    """A small file system of its own; where none can be mounted the trial is skipped."""
    with temporary_folder() as folder, a_small_disk(folder / "disk", DISK_MB):
        yield folder / "disk"


@dataclass
class World:
    server: EmbeddedPostgres
    db: Database
    doer: Doer
    api: ApiProcess
    worker: WorkerProcess
    cases: list[Case]

    async def answers(self) -> bool:
        """Return True when the database answers."""
        try:
            async with self.db.reading() as tx:
                return bool(await tx.fetchval("select true"))
        except UNAVAILABLE:
            return False


@asynccontextmanager
async def a_world(disk: Path, folder: Path) -> AsyncIterator[World]:
    async with AsyncExitStack() as stack:
        # Sync to disk is off, as in all tests: what is tried here is that nothing is told before it is written.
        server = stack.enter_context(EmbeddedPostgres(disk / "data", settings={**FAST, "max_connections": "100"}))
        # A log that outgrows the disk would leave no room once the ballast is gone. Every later start heeds it.
        await execute(server.superuser_dsn, "alter system set max_wal_size = '64MB'")
        await execute(server.superuser_dsn, "select pg_reload_conf()")
        api, worker = ApiProcess(disk / "data", folder / "api.log"), WorkerProcess(disk / "data", folder / "worker.log")
        stack.callback(lambda: shutil.copy(server.log, folder))
        for each in (api, worker):
            stack.callback(each.kill)
        api.start()
        await api.ready()
        worker.start()
        db = await a_database(server.dsn)
        stack.push_async_callback(db.close)
        await until(partial(_works, db))  # one that only begins ends when its database does
        parties = await stack.enter_async_context(the_parties(db))
        http = await stack.enter_async_context(httpx.AsyncClient(trust_env=False, timeout=20))
        doer = Doer(parties, lambda: api.url, http)
        cases = await open_cases(doer, ROUNDS * AT_ONCE // 4 + AT_ONCE)
        yield World(server, db, doer, api, worker, cases)


async def _works(db: Database) -> bool:
    async with db.reading() as tx:
        return await count_living(tx) > 0


async def _new_file_of_the_log(world: World) -> bool:
    """Have the server begin a new file of its log; return True when that stopped it."""
    with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        connection = await asyncpg.connect(world.server.superuser_dsn, timeout=5)
        try:
            for _ in range(50):  # as many as lie ready
                await connection.execute("select pg_logical_emit_message(false, '', '-'), pg_switch_wal()")
        except (OSError, asyncpg.PostgresConnectionError, asyncpg.PostgresError):
            return True
        finally:
            connection.terminate()
    return False


async def _fill_up(random: Random, world: World, disk: Path) -> str:
    """Fill the disk after a while, and make room when somebody was refused, or nobody was; return how it went."""
    await asyncio.sleep(random.uniform(0, 0.2))
    refused = world.doer.retries
    fill(disk)
    stopped = random.random() < 0.5 and await _new_file_of_the_log(world)
    for _ in range(50):
        if world.doer.retries > refused + 2:
            break
        await asyncio.sleep(0.02)
    (disk / "ballast").unlink()
    return "the server stopped" if stopped else "refused" if world.doer.retries > refused else "nobody noticed"


@pytest.mark.timeout(TIMEOUT_S)
async def test_a_full_disk_loses_and_doubles_nothing(disk: Path, tmp_path: Path) -> None:
    random = Random(f"disk-{SEED}")
    seen: Counter[str] = Counter()
    late = 0
    async with a_world(disk, tmp_path) as world:
        for _ in range(ROUNDS):
            busy = [each for each in world.cases if not each.over][:AT_ONCE]
            how, *_ = await asyncio.gather(
                _fill_up(random, world, disk), *(each.go_on(world.doer) for each in busy), return_exceptions=False
            )
            await until(world.answers)
            await until_delivered(world.db)
            late += await check_promise(world.db, world.cases, world.doer.parties.receivers)
            assert world.api.alive
            assert world.worker.alive
            seen[how] += 1
        retries = world.doer.retries
    told(
        f"the disk of the database was full {ROUNDS} times"
        f" ({', '.join(f'{number} {how}' for how, number in seen.items())});"
        f" {retries} requests asked again, {late} messages sent once more after a later one"
    )
