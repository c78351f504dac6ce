"""An operator adds a key and has all encrypted with it, bound to its place, or hears why not."""

import asyncio
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from gateway.cli.session import progress
from gateway.store.care import clienten
from gateway.store.custody.key_ring import load
from gateway.store.db.database import Database
from tests.cli.running import invoke, start
from tests.support.api.parties import CLIENT, VENLO
from tests.support.store import key_ring
from tests.support.store.key_ring import open_vault_of, vault
from tests.support.store.postgres import execute

TODAY = datetime.now(UTC).date()


@pytest.fixture(autouse=True)
def file(dsn: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)
    monkeypatch.delenv(key_ring.NAME)
    file = tmp_path / "ring"
    monkeypatch.setenv("GATEWAY_KEY_FILE", str(file))
    return file


def test_a_key_is_added_and_used(file: Path) -> None:
    assert invoke("accounts", "list").exit_code == 0
    before = load(file)
    rotated = invoke("vault", "rotate")
    assert (rotated.exit_code, "sleutel 2 toegevoegd" in rotated.stderr) == (0, True)
    assert load(file).keys_by_number.keys() == {1, 2}
    assert load(file).keys_by_number[1] == before.keys_by_number[1]
    rewrapped = invoke("vault", "rewrap")
    assert (rewrapped.exit_code, "gebonden" in rewrapped.stderr) == (0, False)
    assert "berichten.inhoud: 0 bekeken, 0 opnieuw versleuteld" in rewrapped.stderr


def test_without_its_file_the_gateway_says_what_is_missing(file: Path) -> None:
    invoke("accounts", "list")
    file.unlink()
    for command in (("accounts", "list"), ("vault", "rotate")):
        result = invoke(*command)
        assert result.exit_code == 2
        assert f"{file} met de sleutels is er niet" in result.stderr


def test_a_ring_in_the_environment_is_not_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(key_ring.NAME, key_ring.RING.text())
    result = invoke("vault", "rotate")
    assert (result.exit_code, "GATEWAY_KEYS" in result.stderr) == (2, True)


def write(dsn: str, statement: str) -> None:
    asyncio.run(execute(dsn, statement))


def test_all_is_bound_and_then_the_ring_takes_nothing_else(file: Path, dsn: str) -> None:
    file.write_text(replace(key_ring.RING, bound_since=None).text())
    assert invoke("accounts", "list").exit_code == 0
    number, content = key_ring.unbound(b"geheim")
    write(dsn, "insert into organisaties (code, soort, naam) values ('99990001', 'aanbieder', 'Zorg')")
    write(
        dsn,
        "insert into push_geheimen (organisatie, geheim)"
        f" values ('99990001', row({number}, '\\x{content.hex()}')::geheim)",
    )
    rewrapped = invoke("vault", "rewrap")
    assert rewrapped.exit_code == 0, rewrapped.stderr
    assert "push_geheimen.geheim: 1 bekeken, 1 opnieuw versleuteld" in rewrapped.stderr
    assert f"{file}: regel 'gebonden {TODAY}' toegevoegd" in rewrapped.stderr
    ring = load(file)
    assert (ring.bound_since, ring.fingerprints()) == (str(TODAY), key_ring.RING.fingerprints())
    write(dsn, f"update push_geheimen set geheim = row(1, '\\x{content.hex()}')::geheim")
    again = invoke("vault", "rewrap")
    assert again.exit_code == 2
    assert "1 waarde is niet te openen" in again.stderr
    assert "push_geheimen.geheim van 99990001 1" in again.stderr


def test_of_a_ring_in_the_environment_the_line_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(key_ring.NAME, replace(key_ring.RING, bound_since=None).text())
    result = invoke("vault", "rewrap")
    assert (result.exit_code, f"deze regel toe, en herstart de gateway: gebonden {TODAY}" in result.stderr) == (
        0,
        True,
    )


def clients(dsn: str, count: int) -> dict[str, UUID]:
    """Add so many clients of Venlo; return them by BSN."""

    async def work() -> dict[str, UUID]:
        db = await Database.connect(dsn, vault=vault())
        try:
            async with db.transaction() as tx:
                made = [await clienten.create(tx, VENLO, f"{number:09d}", CLIENT) for number in range(count)]
            return {f"{number:09d}": each.id for number, each in enumerate(made) if each is not None}
        finally:
            await db.close()

    return asyncio.run(work())


def found(dsn: str, file: Path, bsn: str) -> UUID | None:
    async def work() -> UUID | None:
        db = await Database.connect(dsn, vault=await open_vault_of(dsn, file))
        try:
            async with db.reading() as tx:
                client = await clienten.find_by_bsn(tx, VENLO, bsn)
            return None if client is None else client.id
        finally:
            await db.close()

    return asyncio.run(work())


@pytest.mark.timeout(400)
def test_the_search_key_is_replaced_though_it_is_killed_again_and_again(file: Path, dsn: str) -> None:
    file.write_text(key_ring.RING.text())
    made = clients(dsn, 1200)
    environment = {"GATEWAY_DATABASE_URL": dsn, "GATEWAY_KEY_FILE": str(file)}
    seconds, rounds, code = 0.6, 0, 1
    while code:
        running = start("vault", "replace-search-key", **environment)
        try:
            code = running.wait(seconds)
        except subprocess.TimeoutExpired:
            running.kill()
            code = running.wait()
        running.communicate()
        seconds, rounds = seconds * 1.4, rounds + 1
    ring = load(file)
    assert (ring.next_search_key, ring.names_key) == (None, key_ring.RING.search_key)
    assert ring.search_key != key_ring.RING.search_key
    for bsn, id in list(made.items())[::300]:
        assert found(dsn, file, bsn) == id


def test_the_search_key_is_replaced_and_it_is_told_what_to_do_then(
    file: Path, dsn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "LINE_EVERY_S", 0.0)
    file.write_text(key_ring.RING.text())
    clients(dsn, 2)
    result = invoke("vault", "replace-search-key")
    assert result.exit_code == 0, result.stderr
    assert "2 cliënten bekeken, 2 in deze ronde opnieuw gehasht. Zet het bestand op elke machine" in result.stderr
    assert "BSN's opnieuw hashen: 2 van 2 cliënten (100%); klaar na" in result.stderr
    assert invoke("accounts", "list").exit_code == 0
    write(dsn, "update clienten set bsn_zoek = id::text::bytea")
    told = invoke("vault", "replace-search-key")
    assert (told.exit_code, "2 hashes horen niet bij het BSN ernaast" in told.stderr) == (2, True)


def test_the_search_key_of_a_ring_in_the_environment_is_not_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(key_ring.NAME, key_ring.RING.text())
    result = invoke("vault", "replace-search-key")
    assert (result.exit_code, "neem de nieuwe ring daarna daarin over" in result.stderr) == (2, True)
