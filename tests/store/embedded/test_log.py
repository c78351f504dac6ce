"""The server's log stays bounded and holds no client's data."""

import asyncio
from pathlib import Path

import asyncpg
import pytest

from gateway import opening
from gateway.settings import Settings
from gateway.store.embedded import EmbeddedPostgres
from gateway.store.embedded.log import LIMIT, tail, trim
from tests.support.store.embedded import ask, tell


def test_a_log_that_grew_too_big_keeps_its_newest_part(original: Path) -> None:
    log = original / "server.log"
    with EmbeddedPostgres(original) as server:
        with log.open("ab") as file:
            for number in range(LIMIT // 40 + 10):
                file.write(b"line %034d\n" % number)
            last = b"line %034d\n" % number
        server.trim_log()
        kept = log.read_bytes()
        assert len(kept) <= LIMIT // 2
        assert kept.endswith(last)
        assert kept.startswith(b"line ")
    assert "database system is shut down" in log.read_text()
    with log.open("ab") as file:
        file.truncate(2 * LIMIT)
    with EmbeddedPostgres(original):
        assert log.stat().st_size < LIMIT


async def test_a_gateway_that_runs_keeps_it_small(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "TRIM_INTERVAL_S", 0.01)
    log = data / "server.log"
    async with opening.database_url(Settings(data_dir=data)):
        with log.open("ab") as file:
            file.truncate(2 * LIMIT)
        async with asyncio.timeout(10):
            while log.stat().st_size > LIMIT:  # noqa: ASYNC110 - what it waits for has no event
                await asyncio.sleep(0.01)


def test_the_log_names_no_client(original: Path) -> None:
    async def fail(dsn: str) -> None:
        connection = await asyncpg.connect(dsn)
        await connection.execute("create table unieke_clienten (bsn text primary key, n int)")
        insert = "insert into unieke_clienten values ('999900006', 1)"
        await connection.execute(insert)
        with pytest.raises(asyncpg.UniqueViolationError):
            await connection.execute(insert)
        await connection.execute("drop table unieke_clienten")
        await connection.close()

    with EmbeddedPostgres(original) as server:
        asyncio.run(fail(server.dsn))
        text = server.log.read_text()
    assert "duplicate key" in text
    assert "999900006" not in text


def test_the_tail_of_a_log_starts_at_the_last_start(tmp_path: Path) -> None:
    log = tmp_path / "log"
    assert tail(log) == ""
    log.write_text("old\nnew\nnewer\n")
    assert tail(log, since=4) == "  new\n  newer"
    assert tail(log, since=4, lines=1) == "  newer"
    assert tail(log, since=999) == "  old\n  new\n  newer"


def test_a_link_in_the_place_of_the_log_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "victim").write_bytes(b"x" * (LIMIT + 1))
    (tmp_path / "log").symlink_to(tmp_path / "victim")
    with pytest.raises(OSError, match="Too many levels"):
        trim(tmp_path / "log")


def test_checkpoints_of_a_quiet_year_do_not_fill_it(original: Path) -> None:
    with EmbeddedPostgres(original) as server:
        before = server.log.stat().st_size
        tell(server.superuser_dsn, "checkpoint")
        assert ask(server.dsn, "select 1") == 1
        assert server.log.stat().st_size == before
