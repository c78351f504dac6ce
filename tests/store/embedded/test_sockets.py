"""The folder of the socket is short, private, and removed only when it is one of ours under /tmp."""

import socket
from pathlib import Path

import pytest

from gateway.store.embedded.account import choose_account
from gateway.store.embedded.errors import EmbeddedPostgresError
from gateway.store.embedded.folder import DataFolder
from gateway.store.embedded.sockets import (
    check_socket,
    dsn,
    make_socket_folder,
    remove_socket_folder,
    socket_file,
)


@pytest.mark.parametrize(("name", "inside"), [("data", True), ("x" * 100, False), ("met,komma", False)])
def test_a_socket_that_does_not_fit_in_the_data_folder_goes_under_tmp(base: Path, name: str, *, inside: bool) -> None:
    data = DataFolder(base / name)
    data.path.mkdir()
    account = choose_account(None, data.pgdata)
    folder = make_socket_folder(data, account)
    assert (folder == data.sockets) is inside
    assert len(str(socket_file(folder))) <= 103
    assert folder.stat().st_mode & 0o077 == 0
    remove_socket_folder(folder, account)
    assert folder.exists() is inside


def test_only_a_socket_that_answers_in_a_private_folder_is_trusted(base: Path) -> None:
    data = DataFolder(base / "data")
    data.path.mkdir()
    account = choose_account(None, data.pgdata)
    folder = make_socket_folder(data, account)
    with pytest.raises(EmbeddedPostgresError, match="niet te gebruiken"):
        check_socket(folder, 5432, account)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(socket_file(folder)))
        listener.listen()
        check_socket(folder, 5432, account)
        folder.chmod(0o755)
        with pytest.raises(EmbeddedPostgresError, match="die alleen account"):
            check_socket(folder, 5432, account)


def test_a_connection_string_quotes_the_folder() -> None:
    assert dsn(Path("/tmp/a b"), 5432, user="u", database="d") == "postgresql://u@/d?host=/tmp/a%20b&port=5432"
