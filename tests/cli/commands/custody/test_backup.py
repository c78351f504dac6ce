"""The drill: a backup made while the gateway works is put back elsewhere, and issues nothing twice."""

import asyncio
import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from gateway.cli.session import progress
from gateway.exchange.custody.seal import seal_ledger
from gateway.opening import open_gateway
from gateway.settings import Settings
from gateway.store.care import toewijzingen
from gateway.store.custody import seals
from gateway.store.db.migrations import upgrade
from gateway.store.db.rights import make_role
from gateway.store.embedded import EmbeddedPostgres
from gateway.store.embedded.cluster import OWNER
from gateway.store.ledger import berichten
from tests.cli.running import invoke
from tests.support.api.parties import VENLO, enrol
from tests.support.store.key_ring import NAME
from tests.support.store.ledger import book
from tests.support.store.postgres import temporary_folder

PASSPHRASE = "paard batterij nietje\n"


@pytest.fixture(scope="module")
def migrated() -> Iterator[Path]:
    """A data folder with a migrated database that no gateway has opened, to copy."""
    with temporary_folder() as folder:
        with EmbeddedPostgres(folder / "data") as server:
            asyncio.run(make_role(server.superuser_dsn, OWNER))
            asyncio.run(upgrade(server.dsn))
        yield folder / "data"


@pytest.fixture
def base(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder; the gateway of the environment has its data in it, and a ring of its own."""
    monkeypatch.delenv(NAME, raising=False)
    with temporary_folder() as folder:
        monkeypatch.setenv("GATEWAY_DATA_DIR", str(folder / "data"))
        (folder / "wachtzin").write_text(PASSPHRASE)
        yield folder


async def _work(data: Path, *, first: bool = False, count: int = 3) -> set[tuple[str, int]]:
    async with open_gateway(Settings(data_dir=data)) as gateway:
        if first:
            await enrol(gateway.db)
            await book(gateway.db)
        async with gateway.db.transaction() as tx:
            return {(await berichten.next_identificatie(tx), await toewijzingen.next_number(tx)) for _ in range(count)}


async def _backup_while_it_works(base: Path) -> str:
    async with open_gateway(Settings(data_dir=base / "data")) as gateway:
        command = asyncio.to_thread(
            invoke, "backup", "create", base / "backup", "--wachtzin-bestand", base / "wachtzin"
        )
        running = asyncio.create_task(command)
        while not running.done():
            await book(gateway.db)
            await asyncio.sleep(0.02)
        result = await running
    assert result.exit_code == 0, result.output
    return result.stderr


def _copy(migrated: Path, data: Path) -> None:
    subprocess.run(["cp", "-a", migrated, data], check=True)


def test_a_backup_is_put_back_elsewhere_and_issues_nothing_twice(
    base: Path, migrated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _copy(migrated, base / "data")
    with EmbeddedPostgres(base / "data"):  # it stays, which saves each command a start
        _drill(base, monkeypatch)


def _drill(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "LINE_EVERY_S", 0.0)
    before = asyncio.run(_work(base / "data", first=True))
    assert invoke("ledger", "seal").exit_code == 0
    said = asyncio.run(_backup_while_it_works(base))
    assert "1 zegels over" in said
    assert all(f"gateway: {each}: " in said for each in ("kopiëren", "ter proef terugzetten", "zegels nakijken"))
    assert sorted(each.name for each in (base / "backup").iterdir()) == ["backup.json", "database", "sleutelring.json"]
    assert (base / "data" / "sleutelring").read_text().split()[0] not in (base / "backup/sleutelring.json").read_text()
    original = before | asyncio.run(_work(base / "data"))

    monkeypatch.setenv("GATEWAY_DATA_DIR", str(base / "elsewhere"))
    result = invoke("backup", "restore", base / "backup", "--wachtzin-bestand", base / "wachtzin")
    assert result.exit_code == 0, result.output
    assert "db restored" in result.stderr
    assert re.search(r"gateway: terugzetten: (\d+) van \1 MB \(100%\); klaar na ", result.stderr)
    with EmbeddedPostgres(base / "elsewhere"):
        assert "gateway db restored" in invoke("accounts", "list").stderr
        assert invoke("db", "restored").exit_code == 0
        theirs = asyncio.run(_work(base / "elsewhere", count=30))
    original |= asyncio.run(_work(base / "data", count=30))
    for column in (0, 1):
        assert not {each[column] for each in theirs} & {each[column] for each in original}

    again = invoke("backup", "restore", base / "backup", "--wachtzin-bestand", base / "wachtzin")
    assert (again.exit_code, "nooit over een andere" in again.stderr) == (2, True)

    monkeypatch.setenv("GATEWAY_DATA_DIR", str(base / "third"))
    result = invoke("backup", "restore", base / "backup", stdin="een heel andere zin\n")
    assert (result.exit_code, "wachtzin past niet" in result.stderr) == (2, True)
    spoiled = max((base / "backup/database/base").rglob("*"), key=lambda each: each.stat().st_size)
    spoiled.write_bytes(spoiled.read_bytes()[:-1] + b"\xff")
    result = invoke("backup", "restore", base / "backup", stdin=PASSPHRASE)
    assert (result.exit_code, "beschadigd of gewijzigd" in result.stderr) == (2, True)
    (base / "backup" / "backup.json").unlink()
    result = invoke("backup", "restore", base / "backup", stdin=PASSPHRASE)
    assert (result.exit_code, "geen hele back-up" in result.stderr) == (2, True)
    assert not (base / "third" / "pgdata").exists()


async def _book_and_seal(data: Path) -> tuple[UUID, str, datetime]:
    """Book a message under a seal; return its id, the hash of the seal, and a moment after that."""
    async with open_gateway(Settings(data_dir=data)) as gateway:
        id = await book(gateway.db)
        await seal_ledger(gateway)
        async with gateway.db.reading() as tx:
            chain = await seals.list_seals(tx, VENLO)
            return id, chain[-1].hash.hex(), await tx.fetchval("select clock_timestamp()")


async def _messages(data: Path) -> set[UUID]:
    async with (
        open_gateway(Settings(data_dir=data), even_a_copy=True) as gateway,
        gateway.db.reading() as tx,
    ):
        return {row["id"] for row in await tx.fetch("select id from berichten")}


def test_a_backup_is_brought_to_a_moment_and_not_beyond_it(
    base: Path, migrated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, elsewhere, log = base / "data", base / "elsewhere", base / "logboek"
    _copy(migrated, data)
    asyncio.run(_work(data, first=True))
    assert invoke("backup", "archive", log).exit_code == 0
    with EmbeddedPostgres(data):
        begun = datetime.now(UTC)
        made = invoke("backup", "create", base / "backup", "--wachtzin-bestand", base / "wachtzin")
        assert made.exit_code == 0, made.output
        before, noted, moment = asyncio.run(_book_and_seal(data))
        after, lost, end = asyncio.run(_book_and_seal(data))
    assert {before, after} <= asyncio.run(_messages(data))

    monkeypatch.setenv("GATEWAY_DATA_DIR", str(elsewhere))
    restore = ("backup", "restore", base / "backup", "--wachtzin-bestand", base / "wachtzin", "--archief", log, "--tot")
    for unreachable, why in ((begun, "een oudere back-up"), (end + timedelta(days=1), "na wat het archief heeft")):
        result = invoke(*restore, unreachable.isoformat())
        assert (result.exit_code, why in result.stderr) == (2, True), result.output
        assert not (elsewhere / "pgdata").exists()
    result = invoke(*restore, moment.isoformat())
    assert result.exit_code == 0, result.output
    assert "Wat daarna is vastgelegd ontbreekt" in result.stderr
    with EmbeddedPostgres(elsewhere):
        there = asyncio.run(_messages(elsewhere))
        assert before in there
        assert after not in there
        assert invoke("ledger", "verify", "--zegel", noted).exit_code == 0
        result = invoke("ledger", "verify", "--zegel", lost)
        assert (result.exit_code, f"geen zegel heeft hash {lost}" in result.stdout) == (1, True)
        assert "gateway db restored" in invoke("accounts", "list").stderr
        assert invoke("db", "restored").exit_code == 0
    kept = (elsewhere / "pgdata/postgresql.auto.conf").read_text()
    assert not {"archive_mode", "restore_command", "recovery_target_time"} & set(kept.replace("=", " ").split())

    monkeypatch.setenv("GATEWAY_DATA_DIR", str(base / "third"))
    assert invoke(*restore[:-1]).exit_code == 0
    assert {before, after} <= asyncio.run(_messages(base / "third"))

    monkeypatch.setenv("GATEWAY_DATA_DIR", str(data))
    assert invoke("backup", "archive", "--uit").exit_code == 0
    assert "archive_mode" not in (data / "pgdata/postgresql.auto.conf").read_text()


def test_an_archive_that_can_be_none_is_refused(base: Path, migrated: Path) -> None:
    result = invoke("backup", "archive", base / "logboek")
    assert (result.exit_code, "geen database" in result.stderr) == (2, True)
    _copy(migrated, base / "data")
    for arguments, said in (
        ((), "Noem een map, of --uit"),
        ((base / "x", "--uit"), "Noem een map, of --uit"),
        ((base,), "niet leeg"),
        ((base / "50%",), "een teken dat een shell"),
    ):
        result = invoke("backup", "archive", *arguments)
        assert (result.exit_code, said in result.stderr) == (2, True), result.output


def test_what_can_be_no_backup_is_told_and_changes_nothing(
    base: Path, migrated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = invoke("backup", "create", base / "backup", stdin=PASSPHRASE)
    assert (result.exit_code, "geen database" in result.stderr) == (2, True)
    _copy(migrated, base / "data")
    asyncio.run(_work(base / "data"))
    result = invoke("backup", "create", base / "backup", stdin="kort\n")
    assert (result.exit_code, "ten minste 12" in result.stderr) == (2, True)
    result = invoke("backup", "create", base, stdin=PASSPHRASE)
    assert (result.exit_code, "niet leeg" in result.stderr) == (2, True)
    assert not (base / "backup").exists()
    monkeypatch.setenv("GATEWAY_DATABASE_URL", "postgresql://x@y/z")
    result = invoke("backup", "create", base / "backup", stdin=PASSPHRASE)
    assert (result.exit_code, "pgBackRest" in result.stderr) == (2, True)
