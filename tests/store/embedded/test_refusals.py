"""Folders and machines on which it can't run: a clear message, no damage, nothing left running."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from gateway.store.embedded import EmbeddedPostgres, EmbeddedPostgresError
from tests.support.store.embedded import ask, processes_of, wait_until

MountDisk = Callable[[int], Path]


def refused(folder: Path, **arguments: object) -> str:
    """Return the message of the refused start, and assert that nothing runs in the folder."""
    with pytest.raises(EmbeddedPostgresError) as caught:
        EmbeddedPostgres(folder, **arguments).start()  # type: ignore[arg-type]
    assert processes_of(folder) == []
    return str(caught.value)


def test_a_cluster_of_another_version_is_left_alone(data: Path) -> None:
    (data / "pgdata/PG_VERSION").write_text("17\n")
    message = refused(data)
    assert "gemaakt door PostgreSQL 17; deze gateway brengt 18 mee" in message
    assert str(data / "pgdata") in message
    (data / "pgdata/PG_VERSION").write_text("18\n")
    with EmbeddedPostgres(data) as server:
        assert ask(server.dsn, "select 1") == 1


def test_a_cluster_that_is_not_whole_is_left_alone(data: Path) -> None:
    (data / "pgdata/PG_VERSION").unlink()
    assert "PG_VERSION ontbreekt" in refused(data)
    assert (data / "pgdata/base").is_dir()


def test_a_damaged_cluster_gives_the_words_of_the_server(data: Path) -> None:
    (data / "pgdata/global/pg_control").write_bytes(b"x" * 100)
    message = refused(data)
    assert "stopte meteen weer" in message
    assert "pg_control" in message
    assert str(data / "server.log") in message


def test_a_folder_with_something_else_in_it_is_not_touched(base: Path) -> None:
    (base / "photo.jpg").write_bytes(b"")
    assert "niet leeg en bevat geen database van de gateway (wel photo.jpg)" in refused(base)
    assert [entry.name for entry in base.iterdir()] == ["photo.jpg"]


def test_the_folder_of_another_postgresql_is_not_touched(original: Path) -> None:
    before = sorted(entry.name for entry in (original / "pgdata").iterdir())
    assert "bevat geen database van de gateway" in refused(original / "pgdata")
    assert sorted(entry.name for entry in (original / "pgdata").iterdir()) == before


def test_a_fresh_file_system_counts_as_empty(base: Path) -> None:
    (base / "data/lost+found").mkdir(parents=True)
    with EmbeddedPostgres(base / "data") as server:
        assert ask(server.dsn, "select 1") == 1


def test_a_file_instead_of_a_folder(base: Path) -> None:
    (base / "data").write_text("")
    assert "het bestaat al" in refused(base / "data")
    assert "ies een andere GATEWAY_DATA_DIR" in refused(base / "data/below")


def test_a_path_with_a_line_break(base: Path) -> None:
    assert "regeleinde" in refused(base / "two\nlines")


def test_more_memory_than_the_machine_has(data: Path) -> None:
    message = refused(data, settings={"shared_buffers": "4TB"})
    assert "could not map anonymous shared memory" in message
    with EmbeddedPostgres(data) as server:
        assert ask(server.dsn, "select 1") == 1


def test_a_setting_that_does_not_exist(data: Path) -> None:
    assert 'unrecognized configuration parameter "no_such_thing"' in refused(data, settings={"no_such_thing": "1"})


def test_a_failed_first_start_leaves_a_whole_cluster(base: Path) -> None:
    refused(base / "data", settings={"shared_buffers": "4TB"})
    with EmbeddedPostgres(base / "data") as server:
        assert ask(server.dsn, "select 1") == 1


def test_a_start_that_takes_too_long_is_stopped(base: Path) -> None:
    message = refused(base / "data", patience=0.05)
    assert "more than 0 seconds" in message
    assert not (base / "data/pgdata.new").exists()


def test_a_server_that_is_not_ready_in_time_is_stopped(data: Path) -> None:
    assert "was niet klaar na 0 seconden" in refused(data, patience=0.001)
    with EmbeddedPostgres(data) as server:
        assert ask(server.dsn, "select 1") == 1


def test_a_server_that_does_not_stop_is_told_of(data: Path) -> None:
    server = EmbeddedPostgres(data, patience=1)
    server.start()
    (pid,) = processes_of(data)
    os.kill(pid, signal.SIGSTOP)
    with pytest.raises(EmbeddedPostgresError, match=rf"proces {pid}\) stopt niet"):
        server.stop()
    os.kill(pid, signal.SIGCONT)
    wait_until(lambda: processes_of(data) == [])  # now it gets to the signals that were sent to it
    with EmbeddedPostgres(data) as server:
        assert ask(server.dsn, "select 1") == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root can write everywhere")
def test_a_folder_that_can_not_be_written(base: Path) -> None:
    (base / "closed").mkdir(mode=0o500)
    assert "de rechten laten het niet toe" in refused(base / "closed")
    assert "de rechten laten het niet toe" in refused(base / "closed/data")
    assert "de rechten laten het niet toe" in refused(Path("/root/data"))


def test_a_read_only_file_system(small_disk: MountDisk, original: Path) -> None:
    disk = small_disk(100)
    subprocess.run(["cp", "-a", original, disk / "data"], check=True)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    assert "alleen te lezen" in refused(disk / "data")
    assert "schrijfbaar (mount)" in refused(disk / "new")
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    with EmbeddedPostgres(disk / "data") as server:
        assert ask(server.dsn, "select 1") == 1


@pytest.mark.parametrize("megabytes", [1, 8, 30])
def test_a_disk_that_is_full_before_the_cluster_is_made(small_disk: MountDisk, megabytes: int) -> None:
    disk = small_disk(megabytes)
    message = refused(disk / "data")
    assert "schijf is vol" in message
    assert str(disk / "data") in message
    assert "No space left on device" in message
    left = sorted(entry.name for entry in (disk / "data").iterdir() if entry.is_file())
    assert [name for name in left if not name.endswith(".lock")] == ["server.log"]
    assert not (disk / "data/pgdata").exists()


def test_a_disk_that_is_full_at_the_start(small_disk: MountDisk, original: Path) -> None:
    disk = small_disk(60)
    subprocess.run(["cp", "-a", original, disk / "data"], check=True)
    filler = disk / "filler"
    subprocess.run(["dd", "if=/dev/zero", f"of={filler}", "bs=4k"], capture_output=True)
    assert "De schijf is vol: 0 MB vrij" in refused(disk / "data")
    filler.unlink()
    with EmbeddedPostgres(disk / "data") as server:
        assert ask(server.dsn, "select 1") == 1


def test_a_data_folder_that_was_removed_is_told_of_at_the_stop(base: Path, data: Path) -> None:
    server = EmbeddedPostgres(data)
    server.start()
    shutil.move(data, base / "elsewhere")
    with pytest.raises(EmbeddedPostgresError, match="het bestaat niet"):
        server.stop()
    shutil.move(base / "elsewhere", data)
    with EmbeddedPostgres(data):
        pass
    assert processes_of(base) == []
