"""One user, one server: made, started, used, stopped, used again."""

import os
import stat
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from gateway.store.embedded import EmbeddedPostgres, EmbeddedPostgresError
from tests.support.store.embedded import ask, processes_of, tell

LONG = "a folder with ünïcödé, 'quotes' and " + "a very long name " * 6


def socket_folder(dsn: str) -> Path:
    return Path(parse_qs(urlsplit(dsn).query)["host"][0])


@pytest.mark.parametrize("name", ["data", f"deep/er/{LONG}"], ids=["data", "deep and long"])
def test_what_was_written_is_there_after_a_restart(base: Path, name: str) -> None:
    with EmbeddedPostgres(base / name) as server:
        tell(server.dsn, "create table kept as select 7 as value")
        assert len(processes_of(base)) == 1
    assert processes_of(base) == []
    with EmbeddedPostgres(base / name) as server:
        assert ask(server.dsn, "select value from kept") == 7
    assert processes_of(base) == []


def test_a_folder_on_disk_is_as_good_as_one_in_memory() -> None:
    with TemporaryDirectory(prefix="iwmo-test-", dir="/tmp") as folder:
        with EmbeddedPostgres(Path(folder)) as server:
            tell(server.dsn, "create table kept as select 7 as value")
        with EmbeddedPostgres(Path(folder)) as server:
            assert ask(server.dsn, "select value from kept") == 7
        assert processes_of(Path(folder)) == []


def test_it_keeps_what_it_acknowledged(original: Path) -> None:
    with EmbeddedPostgres(original) as server:
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "data_checksums"):
            assert ask(server.dsn, f"show {setting}") == "on"


def test_the_database_is_utf8_and_sorts_the_same_everywhere(original: Path) -> None:
    with EmbeddedPostgres(original) as server:
        assert ask(server.dsn, "show server_encoding") == "UTF8"
        query = "select datlocprovider::text || datlocale from pg_database where datname = current_database()"
        assert ask(server.dsn, query) == "bC.UTF-8"
        assert ask(server.dsn, "select upper('één')") == "ÉÉN"
        assert ask(server.dsn, "show timezone") == "UTC"


def test_the_gateway_owns_its_database_but_not_the_server(original: Path) -> None:
    with EmbeddedPostgres(original) as server:
        assert ask(server.dsn, "select current_user || '@' || current_database()") == "gateway@gateway"
        assert ask(server.dsn, "select rolsuper from pg_roles where rolname = current_user") is False
        tell(server.dsn, "create schema mine")
        assert ask(server.superuser_dsn, "select rolsuper from pg_roles where rolname = current_user") is True


def test_only_a_private_socket_leads_to_it(original: Path) -> None:
    with EmbeddedPostgres(original) as server:
        assert ask(server.dsn, "show listen_addresses") == ""
        folder = socket_folder(server.dsn)
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE((folder / ".s.PGSQL.5432").stat().st_mode) == 0o700
        assert folder == original / "socket"
        query = "select string_agg(type || ' ' || auth_method, ',') from pg_hba_file_rules where auth_method <> 'trust'"
        assert ask(server.superuser_dsn, query) == "host reject,host reject,host reject,host reject"


def test_a_long_path_gets_a_short_socket_that_goes_with_the_server(data: Path) -> None:
    with EmbeddedPostgres(data.rename(data.with_name(LONG))) as server:
        folder = socket_folder(server.dsn)
        assert folder.parent == Path("/tmp")
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not folder.exists()


async def test_sqlalchemy_takes_the_same_connection_string(original: Path) -> None:
    with EmbeddedPostgres(original) as server:
        engine = create_async_engine(server.dsn.replace("postgresql:", "postgresql+asyncpg:"))
        async with engine.connect() as connection:
            assert (await connection.execute(text("select 1"))).scalar_one() == 1
        await engine.dispose()


def test_a_fresh_cluster_is_small(original: Path) -> None:
    size = sum(file.stat().st_size for file in (original / "pgdata").rglob("*") if file.is_file())
    assert size < 45_000_000


def test_starting_and_stopping_twice_is_the_same_as_once(original: Path) -> None:
    server = EmbeddedPostgres(original)
    server.stop()
    assert server.start() == server.start()
    server.stop()
    server.stop()
    assert processes_of(original) == []
    with pytest.raises(EmbeddedPostgresError, match="niet gestart"):
        _ = server.dsn


def test_a_setting_of_ours_is_used(original: Path) -> None:
    with EmbeddedPostgres(original, settings={"work_mem": "7MB", "listen_addresses": "*"}) as server:
        assert ask(server.dsn, "show work_mem") == "7MB"
        assert ask(server.dsn, "show listen_addresses") == ""


def test_a_setting_must_look_like_one(original: Path) -> None:
    with pytest.raises(EmbeddedPostgresError, match="geen naam"):
        EmbeddedPostgres(original, settings={"work_mem=1 -c fsync": "off"})


def test_the_server_sees_nothing_of_our_environment(original: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_SECRET", "hush")
    monkeypatch.setenv("PGOPTIONS", "-c work_mem=9MB")
    monkeypatch.setenv("PGTZ", "Mars/Olympus")
    with EmbeddedPostgres(original) as server:
        (pid,) = processes_of(original)
        assert b"hush" not in Path(f"/proc/{pid}/environ").read_bytes()
        assert ask(server.dsn, "select 1") == 1


def test_the_server_has_a_session_of_its_own_and_is_nobodys_child(original: Path) -> None:
    with EmbeddedPostgres(original):
        (pid,) = processes_of(original)
        assert os.getsid(pid) != os.getsid(0)
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        assert int(fields[1]) != os.getpid()


def test_the_server_has_no_file_of_ours_but_its_own_lock(original: Path) -> None:
    with (base := original.parent / "secret").open("w"), EmbeddedPostgres(original):
        (pid,) = processes_of(original)
        files = {str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir()}
    ours = {Path(file).name for file in files if file.startswith(str(original.parent))}
    assert base.name not in ours
    assert {name for name in ours if name.endswith(".lock")} == {"server.lock"}
