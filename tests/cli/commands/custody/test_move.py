"""From the embedded database to a server of one's own: all of it, once, and nothing issued twice."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.exchange.custody.seal import seal_ledger
from gateway.opening import open_gateway
from gateway.settings import Settings
from gateway.store.care import toewijzingen
from gateway.store.db.migrations import expected_revision, upgrade
from gateway.store.embedded import EmbeddedPostgres
from gateway.store.ledger import berichten
from tests.cli.running import invoke
from tests.support.api.parties import enrol
from tests.support.store.embedded import ask, tell
from tests.support.store.key_ring import NAME
from tests.support.store.ledger import book, clients
from tests.support.store.postgres import installed_programs, installed_server, temporary_folder, with_database

PROGRAMS = installed_programs()
pytestmark = pytest.mark.skipif(PROGRAMS is None, reason="no PostgreSQL of 15 or newer is installed on this machine")


@pytest.fixture(scope="module")
def own_server() -> Iterator[str]:
    """A server of one's own: the oldest line that is installed, and a login that may only make databases and roles."""
    assert PROGRAMS is not None
    with installed_server(PROGRAMS) as dsn:
        tell(dsn, "create role eigenaar login createdb createrole")
        yield dsn.replace("//gateway@", "//eigenaar@")


@pytest.fixture
def target(own_server: str) -> Iterator[str]:
    """An empty database on it, which belongs to that login."""
    tell(own_server, "create database verhuisd template template0 encoding 'UTF8'")
    yield with_database(own_server, "verhuisd")
    tell(own_server, "drop database verhuisd with (force)")


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    """A data folder in which something was booked and sealed; each test leaves it in use."""
    with pytest.MonkeyPatch.context() as patch, temporary_folder() as folder:
        patch.delenv(NAME, raising=False)
        asyncio.run(_work(Settings(data_dir=folder / "data")))
        yield folder / "data"


@pytest.fixture
def data(made: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """That folder, which is of the gateway of the environment."""
    monkeypatch.delenv(NAME, raising=False)
    monkeypatch.setenv("GATEWAY_DATA_DIR", str(made))
    yield made
    (made / "verhuisd").unlink(missing_ok=True)


async def _work(settings: Settings) -> None:
    async with open_gateway(settings) as gateway:
        await enrol(gateway.db)
        (client,) = await clients(gateway.db)
        for content in (b"<bericht/>", "<naam>\\N Zoë\t\\.\n</naam>".encode(), bytes(range(256)) * 300):
            await book(gateway.db, client_id=client, inhoud=content)
        await seal_ledger(gateway)


async def _issued(settings: Settings) -> tuple[set[str], list[bytes]]:
    async with open_gateway(settings) as gateway, gateway.db.transaction() as tx:
        await toewijzingen.next_number(tx)
        ids = [row["id"] for row in await tx.fetch("select id from berichten order by id")]
        found = [await berichten.find(tx, id) for id in ids]
        contents = [each.inhoud for each in found if each is not None]
        return {await berichten.next_identificatie(tx) for _ in range(5)}, contents


def _moved(target: str) -> bool:
    return ask(target, "select count(*) from herkomst where soort = 'verhuisd'") == 1


def test_all_of_it_goes_on_elsewhere_and_nothing_where_it_was(
    data: Path, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, contents = asyncio.run(_issued(Settings(data_dir=data)))
    root = invoke("ledger", "verify").stderr.rpartition("wortel")[2]
    with EmbeddedPostgres(data):
        result = invoke("db", "move", target)
        assert (result.exit_code, "Een andere gateway of opdracht gebruikt" in result.stderr) == (2, True)

    result = invoke("db", "move", target)
    assert result.exit_code == 0, result.output
    assert "1 zegels over" in result.stderr
    assert f"De sleutelring blijft in {data}/sleutelring" in result.stderr
    assert "Let op" not in result.stderr
    assert "eigenaar" not in result.stderr

    here = invoke("accounts", "list")
    assert (here.exit_code, "is verhuisd naar" in here.stderr) == (2, True)
    again = invoke("db", "move", target)
    assert (again.exit_code, "is niet leeg" in again.stderr) == (2, True)

    monkeypatch.setenv("GATEWAY_DATABASE_URL", target)
    verified = invoke("ledger", "verify")
    assert (verified.exit_code, verified.stderr.rpartition("wortel")[2]) == (0, root)
    assert invoke("db", "check").exit_code == 0
    issued, there = asyncio.run(_issued(Settings(data_dir=data, database_url=target)))
    assert there == contents
    assert not issued & before
    assert min(issued) > max(before)
    assert int(min(issued)[1:]) - int(max(before)[1:]) < 1000  # the same one goes on: no series was jumped
    assert invoke("db", "move", target).exit_code == 2


def test_a_failed_try_leaves_the_old_one_in_use_and_a_next_one_begins_clean(data: Path, target: str) -> None:
    change = "set session_replication_role = replica; update zegels set wortel = '\\x{}'"
    with EmbeddedPostgres(data) as server:
        root = ask(server.superuser_dsn, "select encode(wortel, 'hex') from zegels")
        tell(server.superuser_dsn, change.format("00" * 32))
    result = invoke("db", "move", target)
    assert (result.exit_code, "Er is niet verhuisd" in result.stderr) == (1, True)
    assert ask(target, "select count(*) from berichten") == 3
    assert not _moved(target)
    with EmbeddedPostgres(data) as server:
        tell(server.superuser_dsn, change.format(root))
        assert invoke("accounts", "list").exit_code == 0
    result = invoke("db", "move", target)
    assert result.exit_code == 0, result.output
    assert _moved(target)
    assert ask(target, "select count(*) from berichten") == 3


def test_no_other_database_is_written_over(data: Path, target: str) -> None:
    tell(target, "create table van_een_ander (x int)")
    result = invoke("db", "move", target)
    assert (result.exit_code, "van_een_ander" in result.stderr) == (2, True)
    tell(target, "drop table van_een_ander")

    (data.parent / "url").write_text(f"{target}\n")
    asyncio.run(_used(target, data))
    result = invoke("db", "move", "--url-bestand", data.parent / "url")
    assert (result.exit_code, "gaat nooit over een andere heen" in result.stderr) == (2, True)
    assert ask(target, "select count(*) from organisaties") != 0
    assert not (data / "verhuisd").exists()


async def _used(target: str, data: Path) -> None:
    await upgrade(target)
    async with open_gateway(Settings(data_dir=data.parent / "other", database_url=target)) as gateway:
        await enrol(gateway.db)


def test_what_can_not_be_moved_is_told(data: Path, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for url in ("postgresql://a:geheim@b/c", "postgresql://a@b/c?password=geheim"):
        result = invoke("db", "move", url)
        assert (result.exit_code, "--url-bestand" in result.stderr, "geheim" in result.stderr) == (2, True, False)
    assert "postgresql://" in invoke("db", "move", stdin="http://x\n").stderr
    for change, told in (
        ("update alembic_version set version_num = '0035'", "gateway db upgrade"),
        ("update herkomst set systeem = '1' || systeem", "db restored"),
        ("create table bewaard as select * from herkomst; delete from herkomst", "niets vastgelegd"),
    ):
        _tell(data, change)
        result = invoke("db", "move", target)
        assert (result.exit_code, told in result.stderr) == (2, True)
        _tell(data, f"update alembic_version set version_num = '{expected_revision()}'")
    _tell(data, "insert into herkomst overriding system value select * from bewaard; drop table bewaard")
    _tell(data, "update herkomst set systeem = substr(systeem, 2)")
    monkeypatch.setenv("GATEWAY_DATA_DIR", str(data.parent / "niets"))
    assert "geen database" in invoke("db", "move", target).stderr


def _tell(data: Path, sql: str) -> None:
    with EmbeddedPostgres(data) as server:
        tell(server.superuser_dsn, sql)
