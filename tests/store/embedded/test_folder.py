"""The data folder: its default place, and the check that nothing else is in it."""

import os
from pathlib import Path

import pytest

from gateway.store.embedded import default_data_folder
from gateway.store.embedded.account import choose_account
from gateway.store.embedded.errors import EmbeddedPostgresError
from gateway.store.embedded.folder import DataFolder, make_private


def test_the_data_folder_is_where_users_expect_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert default_data_folder() == Path("/var/lib/iwmo-gateway")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("XDG_DATA_HOME", "/x")
    assert default_data_folder() == Path("/x/iwmo-gateway")
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    monkeypatch.setenv("HOME", "/home/ann")
    assert default_data_folder() == Path("/home/ann/.local/share/iwmo-gateway")
    monkeypatch.delenv("HOME")
    with pytest.raises(EmbeddedPostgresError, match="HOME is niet ingesteld"):
        default_data_folder()


def test_a_new_folder_is_made_and_a_foreign_one_refused(base: Path) -> None:
    folder = DataFolder(base / "a" / "data")
    account = choose_account(None, folder.pgdata)
    folder.prepare(account)
    folder.prepare(account)
    assert folder.path.is_dir()
    (folder.path / "holiday.jpg").touch()
    with pytest.raises(EmbeddedPostgresError, match=r"niet leeg .*holiday\.jpg"):
        folder.prepare(account)
    folder.start_lock.touch()
    folder.prepare(account)


def test_a_private_folder_is_of_the_account_alone(base: Path) -> None:
    account = choose_account(None, base / "pgdata")
    make_private(base / "private", account)
    found = (base / "private").stat()
    assert (found.st_uid, found.st_mode & 0o777) == (account.uid, 0o700)


def test_a_database_that_moved_is_refused_with_where_it_went(base: Path) -> None:
    folder = DataFolder(base)
    folder.refuse_moved()
    folder.moved.write_text("db.example.nl:5432/iwmo\n")
    with pytest.raises(EmbeddedPostgresError, match=r"verhuisd naar db\.example\.nl:5432/iwmo.*GATEWAY_DATABASE_URL"):
        folder.refuse_moved()
