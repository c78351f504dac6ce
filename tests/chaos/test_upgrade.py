"""The code from before the newest migration and this code run side by side through the upgrade, under load.

The older code is that of the last commit with another newest migration, taken from the history of this clone. Where
that migration says that older code can live with it, both go on beside each other and keep the promise; else the
upgrade is refused until the older code has stopped.
"""

import asyncio
import io
import os
import subprocess
import sys
import tarfile
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from gateway.store.db import migrations
from tests.chaos.processes import ApiProcess, WorkerProcess
from tests.chaos.promise import check_promise
from tests.chaos.size import SHARE, size, told
from tests.chaos.world import Case, Doer, Parties, a_database, open_case, steps_done, until_delivered
from tests.support.api.parties import VENLO, ZORG
from tests.support.api.server import free_port
from tests.support.exchange.receiver import a_receiver, status
from tests.support.messages.persons import bsns
from tests.support.store import key_ring
from tests.support.store.postgres import Template, create_database, drop_database

ROOT = Path(__file__).parents[2]
ALONE = migrations.oldest_writer() == migrations.expected_revision()
"""True when older code can't live with the newest migration, by what that says."""
STARTS_WITHIN_S = 240.0
"""Seconds in which the older code starts, also on a machine with ten times as much work as there are cores."""
AT_ONCE = 3
CASES = size(3, 30)
"""Cases in each stretch: on the older code alone, through the upgrade, on both, and on this code alone."""


def older_code(folder: Path) -> Path:
    """Return a folder with the code of the last commit that had another newest migration; skip where there is none."""
    [newest] = (ROOT / "migrations/versions").glob(f"{migrations.expected_revision()}_*.py")
    try:
        added = _git("log", "--diff-filter=A", "--format=%H", "-1", "--", str(newest.relative_to(ROOT))).decode()
        tree = _git("archive", f"{added.strip()}^" if added else "HEAD")
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no clone with the history of the newest migration")
    place = folder / "older"
    with tarfile.open(fileobj=io.BytesIO(tree)) as files:
        files.extractall(place, filter="data")
    return place


def _git(*arguments: str) -> bytes:
    return subprocess.run(["git", "-C", ROOT, *arguments], check=True, capture_output=True).stdout


@dataclass
class Older:
    """Commands of the older code on a database."""

    code: Path
    dsn: str
    port: int = field(default_factory=free_port)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self, *command: str) -> str:
        """Run `gateway` with these arguments; return what it wrote to stdout."""
        done = subprocess.run(
            self._command(*command), cwd=self.code, env=self._environment(), capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    @contextmanager
    def running(self, *command: str) -> Iterator["subprocess.Popen[bytes]"]:
        """Run `gateway` with these arguments while the block lasts, and assert that it ends well."""
        with (self.code.parent / f"older-{command[0]}.log").open("wb") as log:
            process = subprocess.Popen(
                self._command(*command), cwd=self.code, env=self._environment(), stdout=log, stderr=log
            )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(60)

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "gateway", *arguments]

    def _environment(self) -> Mapping[str, str]:
        return {
            **os.environ,
            "PYTHONPATH": str(self.code),
            "GATEWAY_DATABASE_URL": self.dsn,
            "GATEWAY_PUSH_PRIVATE": "127.0.0.0/8",
            "GATEWAY_LOG_LEVEL": "warning",
            key_ring.NAME: key_ring.RING.text(),
        }


@dataclass
class Load:
    """Callers that take case after case from the first step to the last, asking one of some gateways in turn."""

    parties: Parties
    http: httpx.AsyncClient
    cases: list[Case] = field(default_factory=list)
    persons: list[str] = field(default_factory=lambda: bsns(CASES * 5))

    async def carry_on(self, *urls: str) -> None:
        """Take so many new cases as far as they go, asking these gateways by turns."""
        turns = iter(range(10**9))
        doer = Doer(self.parties, lambda: urls[next(turns) % len(urls)], self.http)
        first = len(self.cases)
        names = [(self.persons[place], f"C{place}") for place in range(first, first + CASES)]
        made = [await open_case(doer, *each) for each in names]
        self.cases += made

        async def one(mine: list[Case]) -> None:
            for case in mine:
                while not case.over:
                    await case.go_on(doer)

        await asyncio.gather(*(one(made[place::AT_ONCE]) for place in range(AT_ONCE)))


@asynccontextmanager
async def a_load(older: Older) -> AsyncIterator[Load]:
    """Enrol both parties by the older code, each with a receiver for what is pushed to it."""
    async with a_receiver(status(200)) as venlo, a_receiver(status(200)) as zorg:
        keys = {}
        for code, kind, receiver in ((VENLO, "gemeente", venlo), (ZORG, "aanbieder", zorg)):
            add = ("accounts", "add", code, "--soort", kind, "--naam", "x", "--afleveradres", receiver.url)
            keys[code] = await asyncio.to_thread(older.run, *add)
        async with httpx.AsyncClient(trust_env=False, timeout=20) as http:
            yield Load(Parties(keys, {VENLO: venlo, ZORG: zorg}), http)


async def _live(url: str) -> None:
    async with httpx.AsyncClient(trust_env=False) as http, asyncio.timeout(STARTS_WITHIN_S):
        while True:
            try:
                if (await http.get(f"{url}/health/live")).status_code == 200:
                    return
            except httpx.TransportError:
                await asyncio.sleep(0.1)


async def _through(older: Older, load: Load, folder: Path) -> None:
    """Upgrade while the older code works, with this code beside it where that may be, and end with this code alone."""
    api = ApiProcess(older.dsn, folder / "api.log")
    worker = WorkerProcess(older.dsn, folder / "worker.log", patience=5)
    async with AsyncExitStack() as stack:
        for each in (api, worker):
            stack.callback(each.kill)
        with older.running("serve", "--port", str(older.port)), older.running("worker"):
            await _live(older.url)
            await load.carry_on(older.url)
            meanwhile = asyncio.create_task(load.carry_on(older.url))
            await asyncio.sleep(0.5)
            if ALONE:
                with pytest.raises(migrations.SchemaError, match="werken nog"):
                    await migrations.upgrade(older.dsn)
                await meanwhile
            else:
                await migrations.upgrade(older.dsn)
                await meanwhile
                for each in (api, worker):
                    each.start()
                await api.ready()
                await load.carry_on(older.url, api.url)
        if ALONE:
            await migrations.upgrade(older.dsn)
            for each in (api, worker):
                each.start()
            await api.ready()
        await load.carry_on(api.url)
        db = await a_database(older.dsn)
        stack.push_async_callback(db.close)
        await until_delivered(db)
        await check_promise(db, load.cases, load.parties.receivers)


@pytest.mark.timeout(900)
async def test_an_upgrade_under_load_loses_and_doubles_nothing(template: Template, tmp_path: Path) -> None:
    if not SHARE:
        pytest.skip("only by make chaos: it starts the older code anew")
    older = Older(older_code(tmp_path), dsn := await create_database(template.admin_dsn))
    try:
        await asyncio.to_thread(older.run, "db", "upgrade")
        async with a_load(older) as load:
            await _through(older, load, tmp_path)
    finally:
        await drop_database(template.admin_dsn, dsn)
    beside = "refused while" if ALONE else "made beside"
    done = sum(steps_done(load.cases).values())
    told(
        f"an upgrade to {migrations.expected_revision()} {beside} older code that worked; {done} requests acknowledged"
    )
