"""The drill: the ring is exported under two passphrases, lost, imported, and all is read again."""

import asyncio
import stat
from pathlib import Path

import pytest

from gateway.opening import open_gateway
from gateway.settings import Settings
from gateway.store.ledger import berichten
from tests.cli.running import invoke
from tests.support.api.parties import enrol
from tests.support.store import key_ring
from tests.support.store.ledger import book

ANNE, BART = "paard batterij nietje", "fiets lantaarn zeven"
SECRET = b"<bericht>alleen met de ring</bericht>"


@pytest.fixture
def ring(dsn: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of the ring, of the gateway of the environment."""
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)
    monkeypatch.delenv(key_ring.NAME)
    monkeypatch.setenv("GATEWAY_KEY_FILE", str(tmp_path / "ring"))
    return tmp_path / "ring"


async def _write() -> None:
    async with open_gateway(Settings()) as gateway:
        await enrol(gateway.db)
        await book(gateway.db, inhoud=SECRET)


async def _read() -> list[bytes]:
    async with open_gateway(Settings()) as gateway, gateway.db.reading() as tx:
        found = [await berichten.find(tx, row["id"]) for row in await tx.fetch("select id from berichten")]
        return [each.inhoud for each in found if each is not None]


def test_what_was_written_is_read_with_the_ring_that_two_people_brought_back(ring: Path, tmp_path: Path) -> None:
    asyncio.run(_write())
    kept = tmp_path / "escrow.json"
    (tmp_path / "anne").write_text(f"{ANNE}\n")
    (tmp_path / "bart").write_text(f"{BART}\n")
    files = ("--eerste-bestand", tmp_path / "anne", "--tweede-bestand", tmp_path / "bart")
    exported = invoke("vault", "export", kept, *files)
    assert exported.exit_code == 0, exported.output
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    tried = invoke("vault", "import", kept, "--proef", stdin=f"{ANNE}\n{BART}\n")
    assert (tried.exit_code, f"alle sleutels van {ring} staan erin" in tried.stderr) == (0, True)

    before = ring.read_text()
    ring.unlink()
    assert f"{ring} met de sleutels is er niet" in invoke("accounts", "list").stderr
    for one, other in ((ANNE, ANNE), (BART, "een heel andere zin")):
        result = invoke("vault", "import", kept, stdin=f"{one}\n{other}\n")
        assert (result.exit_code, "openen het bestand niet" in result.stderr, ring.exists()) == (2, True, False)
    tried = invoke("vault", "import", kept, "--proef", stdin=f"{ANNE}\n{BART}\n")
    assert (tried.exit_code, ring.exists()) == (0, False)
    brought = invoke("vault", "import", kept, stdin=f"{BART}\n{ANNE}\n")
    assert brought.exit_code == 0, brought.output
    assert (ring.read_text(), stat.S_IMODE(ring.stat().st_mode)) == (before, 0o600)
    assert asyncio.run(_read()) == [SECRET]
    for said in (exported, brought, tried):
        assert not any(word in said.output for word in (ANNE, BART, before.split()[1]))


def test_no_ring_and_no_file_is_written_over(ring: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert invoke("accounts", "list").exit_code == 0
    kept, typed = tmp_path / "escrow.json", f"{ANNE}\n{BART}\n"
    assert invoke("vault", "export", kept, stdin=typed).exit_code == 0
    again = invoke("vault", "export", kept, stdin=typed)
    assert (again.exit_code, "is er al" in again.stderr) == (2, True)
    same = invoke("vault", "export", tmp_path / "other", stdin=f"{ANNE}\n{ANNE}\n")
    assert (same.exit_code, "gelijk" in same.stderr, (tmp_path / "other").exists()) == (2, True, False)

    assert invoke("vault", "rotate").exit_code == 0
    newer = ring.read_text()
    result = invoke("vault", "import", kept, stdin=typed)
    assert (result.exit_code, "ontbreekt, of is anders: 2" in result.stderr) == (2, True)
    assert ring.read_text() == newer

    monkeypatch.setenv(key_ring.NAME, newer)
    result = invoke("vault", "import", kept, stdin=typed)
    assert (result.exit_code, "In GATEWAY_KEYS staat" in result.stderr) == (2, True)
    assert invoke("vault", "export", tmp_path / "of-keys", stdin=typed).exit_code == 0
    result = invoke("vault", "import", tmp_path / "of-keys", stdin=typed)
    assert (result.exit_code, "alle sleutels van GATEWAY_KEYS staan erin" in result.stderr) == (0, True)


def test_a_ring_that_takes_older_values_than_the_present_one_is_told(ring: Path, tmp_path: Path) -> None:
    kept, typed = tmp_path / "escrow.json", f"{ANNE}\n{BART}\n"
    assert invoke("accounts", "list").exit_code == 0
    bound = ring.read_text()
    ring.write_text("".join(line for line in bound.splitlines(keepends=True) if not line.startswith("gebonden")))
    assert ring.read_text() != bound
    assert invoke("vault", "export", kept, stdin=typed).exit_code == 0
    ring.write_text(bound)
    tried = invoke("vault", "import", kept, "--proef", stdin=typed)
    assert (tried.exit_code, "anders: de regel gebonden" in tried.stderr) == (2, True)
    ring.unlink()
    brought = invoke("vault", "import", kept, stdin=typed)
    assert (brought.exit_code, "gateway vault rewrap" in brought.stderr) == (0, True)


def test_another_file_is_told(ring: Path, tmp_path: Path) -> None:
    (tmp_path / "foto").write_bytes(b"\xff\xd8")
    result = invoke("vault", "import", tmp_path / "foto", stdin=f"{ANNE}\n{BART}\n")
    assert (result.exit_code, "geen bestand van 'gateway vault export'" in result.stderr) == (2, True)
