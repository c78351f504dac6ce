"""The server's main process is known by its pid file and its command line."""

import os
from pathlib import Path

from gateway.store.embedded import EmbeddedPostgres
from gateway.store.embedded.postmaster import (
    _shown_by_ps,
    is_postmaster,
    live_postmaster,
    read_pid_file,
    remove_misleading_pid_file,
)


def pid_file(pgdata: Path, pid: int) -> Path:
    file = pgdata / "postmaster.pid"
    file.write_text(f"{pid}\n{pgdata}\n1700000000\n5432\n/tmp/sockets\n\n12345 1\nready   \n")
    return file


def test_a_pid_file_is_read_once_it_is_whole(tmp_path: Path) -> None:
    assert read_pid_file(tmp_path) is None
    (tmp_path / "postmaster.pid").write_text("1\n")
    assert read_pid_file(tmp_path) is None
    pid_file(tmp_path, 1)
    found = read_pid_file(tmp_path)
    assert found is not None
    assert (found.pid, found.socket_folder, found.port, found.ready) == (1, Path("/tmp/sockets"), 5432, True)


def test_a_number_that_went_to_another_program_is_no_server(tmp_path: Path) -> None:
    file = pid_file(tmp_path, os.getpid())
    assert live_postmaster(tmp_path) is None
    remove_misleading_pid_file(tmp_path)
    assert not file.exists()
    dead = pid_file(tmp_path, 2**22 + 1)
    remove_misleading_pid_file(tmp_path)
    assert dead.exists(), "the next server checks by it that no shared memory is in use"


def test_a_server_is_recognised_with_and_without_proc(data: Path) -> None:
    with EmbeddedPostgres(data):
        found = read_pid_file(data / "pgdata")
        assert found is not None
        assert is_postmaster(found.pid, data / "pgdata")
        assert _shown_by_ps(found.pid, data / "pgdata")
        assert not is_postmaster(os.getpid(), data / "pgdata")
        assert not _shown_by_ps(os.getpid(), data / "pgdata")
        assert not is_postmaster(found.pid, data)
