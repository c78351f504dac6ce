"""An operator adds a key and has clients encrypted with it, or hears why not."""

from pathlib import Path

import pytest

from gateway.store.custody.key_ring import load
from tests.cli.running import invoke
from tests.support.store import key_ring


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
    assert "0 cliënten opnieuw versleuteld" in invoke("vault", "rewrap").stderr


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
