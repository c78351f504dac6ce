"""What can't be put back is told before anything is changed; tests of `backup create` put backups back."""

from pathlib import Path

import pytest

from tests.cli.running import invoke


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GATEWAY_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def test_a_moment_needs_an_archive(tmp_path: Path, data: Path) -> None:
    result = invoke("backup", "restore", tmp_path, "--tot", "2026-11-29", stdin="een wachtzin\n")
    assert (result.exit_code, "hoort --archief" in result.stderr) == (2, True)
    assert not data.exists()


@pytest.mark.parametrize("name", ["niets", "wachtzin.txt"])
def test_a_folder_without_a_whole_backup_is_refused(name: str, tmp_path: Path, data: Path) -> None:
    (tmp_path / "wachtzin.txt").write_text("een wachtzin")
    result = invoke("backup", "restore", tmp_path / name, stdin="een wachtzin\n")
    assert (result.exit_code, "geen hele back-up" in result.stderr) == (2, True)
    assert not data.exists()


@pytest.mark.parametrize("about", ["geen json", "[]", "{}"])
def test_a_paper_of_a_backup_that_says_something_else_is_refused(about: str, tmp_path: Path, data: Path) -> None:
    (tmp_path / "backup.json").write_text(about)
    (tmp_path / "sleutelring.json").write_text("{}")
    result = invoke("backup", "restore", tmp_path, stdin="een wachtzin\n")
    assert (result.exit_code, "backup.json is beschadigd" in result.stderr) == (2, True)
    assert not data.exists()


def test_a_database_of_ones_own_is_put_back_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", "postgresql://x@y/z")
    result = invoke("backup", "restore", tmp_path, stdin="een wachtzin\n")
    assert (result.exit_code, "pgBackRest" in result.stderr) == (2, True)
