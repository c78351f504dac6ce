"""What `gateway db` does to a database, and what it leaves alone."""

import shutil
import subprocess
from pathlib import Path

import pytest

from gateway.store.db.migrations import expected_revision
from tests.cli.running import invoke
from tests.support.store.embedded import ask, tell
from tests.support.store.postgres import temporary_folder


def test_check_agrees_in_a_database_of_its_own() -> None:
    result = invoke("db", "check")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert f"Migratie {expected_revision()}" in result.stderr


def test_check_tells_what_differs_and_changes_nothing(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)
    tell(dsn, "alter table clienten add column bijnaam text")
    result = invoke("db", "check")
    assert result.exit_code == 1
    assert "bijnaam" in result.stderr
    assert "verschillen op 1 punten" in result.stderr
    assert ask(dsn, "select count(*) from information_schema.columns where column_name = 'bijnaam'") == 1


def test_check_leaves_an_old_database_old(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)
    tell(dsn, "delete from alembic_version")
    result = invoke("db", "check")
    assert result.exit_code == 2
    assert "gateway db upgrade" in result.stderr
    assert ask(dsn, "select count(*) from alembic_version") == 0


def test_upgrade_brings_a_database_up_to_date_twice(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)
    tell(dsn, "drop schema public cascade")
    tell(dsn, "create schema public")
    for _ in range(2):
        result = invoke("db", "upgrade")
        assert result.exit_code == 0
        assert f"migratie {expected_revision()}" in result.stderr
    assert ask(dsn, "select version_num from alembic_version") == expected_revision()


def test_upgrade_makes_the_embedded_database(monkeypatch: pytest.MonkeyPatch) -> None:
    with temporary_folder() as folder:
        monkeypatch.setenv("GATEWAY_DATA_DIR", str(folder / "data"))
        assert invoke("db", "upgrade").exit_code == 0
        assert (folder / "data" / "pgdata").is_dir()


def test_a_newer_database_is_told_and_left_alone(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)
    tell(dsn, "update alembic_version set version_num = '9999'")
    for args in (("db", "upgrade"), ("db", "check"), ("accounts", "list"), ("worker",)):
        result = invoke(*args)
        assert result.exit_code == 2
        assert "9999" in result.stderr
        assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("url", ["postgresql://u:geheim@127.0.0.1:1/x", "mysql://u:geheim@127.0.0.1/x", "onzin"])
def test_an_address_of_no_database_is_one_line_without_the_password(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", url)
    for args in (("db", "upgrade"), ("db", "check")):
        result = invoke(*args)
        assert result.exit_code == 2
        assert result.stderr.count("\n") == 1
        assert "geheim" not in result.stderr


def test_a_folder_with_other_things_in_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "foto.jpg").touch()
    monkeypatch.setenv("GATEWAY_DATA_DIR", str(tmp_path))
    result = invoke("db", "upgrade")
    assert result.exit_code == 2
    assert "foto.jpg" in result.stderr
    shutil.rmtree(tmp_path)


def test_a_copied_data_folder_serves_only_after_it_was_restored(monkeypatch: pytest.MonkeyPatch) -> None:
    with temporary_folder() as folder:
        monkeypatch.setenv("GATEWAY_DATA_DIR", str(folder / "data"))
        assert invoke("accounts", "list").exit_code == 0
        subprocess.run(["cp", "-a", folder / "data", folder / "copy"], check=True)
        monkeypatch.setenv("GATEWAY_DATA_DIR", str(folder / "copy"))
        for args in (("accounts", "list"), ("worker",), ("serve", "--poort", 0)):
            result = invoke(*args)
            assert result.exit_code == 2
            assert "bestanden van de server zijn gekopieerd" in result.stderr
            assert "gateway db restored" in result.stderr
        assert invoke("ledger", "verify").exit_code == 0
        result = invoke("db", "restored")
        assert result.exit_code == 0, result.stderr
        assert "identificaties: hier uitgegeven tot en met 0, gaat verder na" in result.stdout
        assert "De zegels kloppen." in result.stderr
        assert invoke("accounts", "list").exit_code == 0
        monkeypatch.setenv("GATEWAY_DATA_DIR", str(folder / "data"))
        assert invoke("accounts", "list").exit_code == 0


def test_a_login_that_owns_nothing_restores_nothing(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", f"{dsn}&options=-c%20role%3Dgateway_app")
    result = invoke("db", "restored")
    assert result.exit_code == 2
    assert "login van de eigenaar" in result.stderr
