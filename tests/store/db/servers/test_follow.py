"""Of several servers the one that can be written to is found and followed, and nothing is told that no standby has."""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from gateway.store.db import transaction
from gateway.store.db.database import UNAVAILABLE, Database, DatabaseUnavailable, Limits, connect
from gateway.store.db.rights import make_role
from gateway.store.db.servers.choice import NoServerWrites, Servers
from gateway.store.embedded import EmbeddedPostgres
from tests.support.store.embedded import ask, tell
from tests.support.store.postgres import temporary_folder
from tests.support.store.standby import a_standby, both, frozen, owner_of

FAST = {"fsync": "off", "shared_buffers": "32MB", "autovacuum": "off"}
WRITE = "insert into papers (text) values ($1)"


@dataclass(frozen=True)
class Pair:
    """A primary and the standby that it waits for."""

    base: Path
    primary: str
    standby: str

    @property
    def address(self) -> str:
        """The address of both, the standby first."""
        return both(owner_of(self.standby), owner_of(self.primary))


@pytest.fixture(scope="module")
def pair() -> Iterator[Pair]:
    with temporary_folder() as base, EmbeddedPostgres(base / "data", settings=FAST) as primary:
        asyncio.run(make_role(primary.superuser_dsn, "gateway"))
        tell(primary.dsn, "create table papers (text text); grant all on papers to gateway_app")
        (base / "standby").mkdir()
        with a_standby(primary, base / "standby") as standby:
            yield Pair(base, primary.superuser_dsn, standby)


async def written(db: Database, text: str, may_end: asyncio.Event | None = None) -> None:
    async with db.transaction() as tx:
        await tx.execute(WRITE, text)
        if may_end is not None:
            await may_end.wait()


async def test_the_one_that_can_be_written_to_is_found(pair: Pair) -> None:
    db = await Database.connect(pair.address)
    await written(db, "found")
    await db.close()
    connection = await connect(pair.address)
    assert not await connection.fetchval("select pg_is_in_recovery()")
    await connection.close()


async def test_it_is_told_of_each_server_why_it_can_not_be_written_to(pair: Pair) -> None:
    gone = pair.primary.replace("data", "gone", 1)
    with pytest.raises(NoServerWrites, match=r"standby:5432 is standby, .*gone.*:5432 antwoordt niet"):
        await Servers(both(pair.standby, gone)).open()


async def test_what_the_standby_lacks_is_shown_to_nobody(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transaction, "_COMMIT_S", 0.3)
    db = await Database.connect(pair.address)
    may_end = asyncio.Event()
    late, cancelled = (asyncio.create_task(written(db, "unconfirmed", may_end)) for _ in range(2))
    await asyncio.sleep(0.2)
    with frozen(pair.base / "standby"):
        may_end.set()
        await asyncio.sleep(0.1)
        cancelled.cancel()
        with pytest.raises(UNAVAILABLE):
            await late
        with pytest.raises(asyncio.CancelledError):
            await cancelled
        plain = await connect(pair.primary)
        assert await plain.fetchval("select count(*) from papers where text = 'unconfirmed'") == 0
        # A server that crashed and started again sees what its standby may lack: it is not asked about that either.
        with pytest.raises(DatabaseUnavailable):
            await Database.connect(pair.address, limits=Limits(connection_s=0.5))
        await plain.close()
    await until(lambda: ask(pair.primary, "select count(*) from papers where text = 'unconfirmed'") == 2)
    await db.close()


async def test_one_that_takes_over_is_followed_from_one_that_stands_still(pair: Pair) -> None:
    db = await Database.connect(pair.address)
    async with db.reading(), db.reading():
        await written(db, "before")  # three connections
    held = asyncio.create_task(hold(db))
    await asyncio.sleep(0.1)
    with frozen(pair.base / "data"):
        assert await asyncio.to_thread(ask, pair.standby, "select pg_promote()") is True
        await until(held.done, seconds=10)
        with pytest.raises(UNAVAILABLE):
            await held
        await asyncio.gather(*(written(db, f"after {number}") for number in range(4)))
        connection = await connect(pair.address)
        await connection.close()
    await asyncio.gather(*(written(db, f"afterwards {number}") for number in range(4)))
    await db.close()
    count = "select count(*) from papers where text like 'after%'"
    assert await asyncio.to_thread(ask, pair.standby, count) == 8
    assert await asyncio.to_thread(ask, pair.primary, count) == 0


async def hold(db: Database) -> None:
    """Be in the middle of a statement when the server stands still."""
    async with db.transaction(7) as tx:
        await tx.execute("select pg_sleep(20)")


async def until(true: Callable[[], object], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not await asyncio.to_thread(true):
        assert time.monotonic() < deadline
        await asyncio.sleep(0.05)
