"""What a kill -9, a Ctrl-C or a restarted machine leaves, and how the next start gets over it."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from gateway.store.embedded import EmbeddedPostgres, EmbeddedPostgresError
from gateway.store.embedded.locks import FileLock
from gateway.store.embedded.postmaster import is_postmaster, is_stuck
from gateway.store.embedded.server import TIMES_STUCK
from tests.store.embedded.conftest import Gateway
from tests.support.store.embedded import ask, processes_of, tell, wait_until

StartGateway = Callable[[Path], Gateway]


def kill(process: subprocess.Popen[str], how: signal.Signals = signal.SIGKILL) -> None:
    process.send_signal(how)
    process.wait(30)


def test_the_server_of_a_killed_gateway_is_adopted_and_stopped(data: Path, gateway: StartGateway) -> None:
    killed = gateway(data)
    dsn = killed.line()
    tell(dsn, "create table kept as select 7 as value")
    (pid,) = processes_of(data)
    kill(killed.process)
    assert processes_of(data) == [pid]
    with EmbeddedPostgres(data) as server:
        assert server.dsn == dsn
        assert processes_of(data) == [pid]
        assert ask(server.dsn, "select value from kept") == 7
    assert processes_of(data) == []


def test_a_killed_user_leaves_the_others_alone(data: Path, gateway: StartGateway) -> None:
    with EmbeddedPostgres(data) as server:
        killed = gateway(data)
        killed.line()
        kill(killed.process)
        assert ask(server.dsn, "select 1") == 1
    assert processes_of(data) == []


def test_what_was_committed_survives_a_killed_server(data: Path) -> None:
    server = EmbeddedPostgres(data)
    server.start()
    tell(server.dsn, "create table kept as select 7 as value")
    os.kill(processes_of(data)[0], signal.SIGKILL)
    wait_until(lambda: not processes_of(data))
    assert (data / "pgdata/postmaster.pid").exists()
    server.stop()
    with EmbeddedPostgres(data) as server:
        assert ask(server.dsn, "select value from kept") == 7


def test_a_new_user_revives_a_killed_server_for_all(data: Path) -> None:
    first, second = EmbeddedPostgres(data), EmbeddedPostgres(data)
    first.start()
    os.kill(processes_of(data)[0], signal.SIGKILL)
    wait_until(lambda: not processes_of(data))
    assert second.start() == first.dsn
    second.stop()
    assert ask(first.dsn, "select 1") == 1
    first.stop()
    assert processes_of(data) == []


def test_a_server_that_waits_for_ever_is_started_anew(data: Path) -> None:
    """As on a full disk: nobody recovers it, and nobody writes its log."""
    with EmbeddedPostgres(data) as server:
        (pid,) = processes_of(data)
        children = Path(f"/proc/{pid}/task/{pid}/children")
        if not children.exists():
            pytest.skip("this machine doesn't tell which processes a server has")
        wait_until(lambda: not is_stuck(pid))  # a process gets its title a moment after it began
        [writer] = [
            int(each)
            for each in children.read_text().split()
            if b"walwriter" in Path(f"/proc/{each}/cmdline").read_bytes()
        ]
        os.kill(pid, signal.SIGSTOP)  # else it starts another one
        os.kill(writer, signal.SIGKILL)
        wait_until(lambda: is_stuck(pid))
        assert [server.revive() for _ in range(TIMES_STUCK - 1)] == [False] * (TIMES_STUCK - 1)
        assert processes_of(data) == [pid]
        threading.Timer(0.2, os.kill, (pid, signal.SIGCONT)).start()
        assert server.revive()
        assert ask(server.dsn, "select 1") == 1
        assert pid not in processes_of(data)
        assert not server.revive()


@pytest.mark.parametrize("stale", [True, False], ids=["left", "made up"])
def test_a_pid_that_went_to_another_program_confuses_nobody(data: Path, *, stale: bool) -> None:
    """Of the same account, and even a postgres: PostgreSQL itself would refuse to start."""
    if stale:
        with EmbeddedPostgres(data):
            os.kill(processes_of(data)[0], signal.SIGKILL)
            wait_until(lambda: not processes_of(data))
    pgdata = data / "pgdata"
    other = subprocess.Popen(["sleep", "60"], user=pgdata.stat().st_uid if os.geteuid() == 0 else None)
    try:
        file = pgdata / "postmaster.pid"
        lines = file.read_text().split("\n") if stale else ["", str(pgdata), "1", "5432", "/nowhere", "", "", "ready"]
        file.write_text("\n".join([str(other.pid), *lines[1:]]))
        (data / "socket").mkdir(exist_ok=True)
        lock = data / "socket/.s.PGSQL.5432.lock"
        lock.write_text(file.read_text())
        for path in (file, lock):
            os.chown(path, pgdata.stat().st_uid, pgdata.stat().st_gid)
        with EmbeddedPostgres(data, patience=10) as server:
            assert ask(server.dsn, "select 1") == 1
        assert processes_of(data) == []
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_a_server_that_dies_as_we_look_at_it_is_started_anew(data: Path) -> None:
    """Its process lives for a moment after its socket is gone; this one has none to begin with."""
    pgdata = data / "pgdata"
    dying = subprocess.Popen(["postgres", "-c", "sleep 0.2; :", "-D", pgdata], executable="/bin/sh")
    lines = [str(dying.pid), str(pgdata), "1", "5432", str(data / "socket"), "", "", "ready", ""]
    (pgdata / "postmaster.pid").write_text("\n".join(lines))
    os.chown(pgdata / "postmaster.pid", pgdata.stat().st_uid, pgdata.stat().st_gid)
    wait_until(lambda: is_postmaster(dying.pid, pgdata))
    with EmbeddedPostgres(data) as server:
        assert ask(server.dsn, "select 1") == 1
    assert processes_of(data) == []
    assert dying.wait() == 0


@pytest.mark.parametrize("text", ["", "\n", "abc", "99999999999999999999\n", "-1\n", "1\n\n\n\n\n\n\nready"])
def test_a_broken_pid_file_is_a_clear_message_or_no_problem(data: Path, text: str) -> None:
    file = data / "pgdata/postmaster.pid"
    file.write_text(text)
    os.chown(file, (data / "pgdata").stat().st_uid, (data / "pgdata").stat().st_gid)
    said = "it works"
    try:
        with EmbeddedPostgres(data, patience=10) as server:
            assert ask(server.dsn, "select 1") == 1
    except EmbeddedPostgresError as error:
        said = str(error)
    assert "postmaster.pid" in said or said == "it works"
    assert processes_of(data) == []


def test_a_half_made_cluster_is_made_anew(base: Path, gateway: StartGateway) -> None:
    data = base / "data"
    killed = gateway(data)
    wait_until((data / "pgdata.new/base").exists)
    kill(killed.process)
    assert not (data / "pgdata").exists()
    with EmbeddedPostgres(data) as server:
        assert ask(server.dsn, "select 1") == 1
    assert not (data / "pgdata.new").exists()
    assert processes_of(base) == []


@pytest.mark.parametrize("moment", ["pgdata.new/base", "pgdata.new/PG_VERSION", "pgdata"])
def test_ctrl_c_while_it_starts_leaves_nothing(base: Path, gateway: StartGateway, moment: str) -> None:
    data = base / "data"
    interrupted = gateway(data)
    wait_until((data / moment).exists)
    os.killpg(interrupted.process.pid, signal.SIGINT)
    interrupted.process.wait(30)
    wait_until(lambda: not processes_of(base))
    assert not (data / "pgdata.new").exists()
    with EmbeddedPostgres(data) as server:
        assert ask(server.dsn, "select 1") == 1


def test_ctrl_c_in_the_terminal_of_the_gateway_does_not_reach_the_server(data: Path, gateway: StartGateway) -> None:
    with EmbeddedPostgres(data) as server:
        interrupted = gateway(data)
        interrupted.line()
        os.killpg(interrupted.process.pid, signal.SIGINT)
        interrupted.process.wait(30)
        assert ask(server.dsn, "select 1") == 1
    starter = gateway(data)
    starter.line()
    with EmbeddedPostgres(data) as server:
        os.killpg(starter.process.pid, signal.SIGINT)
        starter.process.wait(30)
        assert ask(server.dsn, "select 1") == 1
    assert processes_of(data) == []


def test_a_server_whose_lock_file_was_removed_is_adopted_not_doubled(data: Path) -> None:
    first = EmbeddedPostgres(data)
    first.start()
    for lock in data.glob("*.lock"):
        lock.unlink()
    second = EmbeddedPostgres(data)
    assert second.start() == first.dsn
    assert len(processes_of(data)) == 1
    second.stop()
    assert processes_of(data) == []
    first.stop()


def test_a_process_out_of_sight_that_holds_the_server_lock_is_told_of(data: Path) -> None:
    lock = FileLock(data / "server.lock")
    assert lock.try_lock()
    with pytest.raises(EmbeddedPostgresError, match="andere container"):
        EmbeddedPostgres(data, patience=0.2).start()
    lock.close()
    with EmbeddedPostgres(data) as server:
        assert ask(server.dsn, "select 1") == 1


@pytest.mark.timeout(30)
def test_who_waits_too_long_for_another_gateway_is_told(data: Path) -> None:
    lock = FileLock(data / "start.lock")
    assert lock.try_lock()
    with pytest.raises(EmbeddedPostgresError, match="bezig met starten of stoppen"):
        EmbeddedPostgres(data, patience=0.2).start()
    lock.close()


def test_a_socket_that_was_swapped_is_not_trusted(data: Path, gateway: StartGateway) -> None:
    killed = gateway(data)
    killed.line()
    kill(killed.process)
    (data / "socket").rename(data / "gone")
    with pytest.raises(EmbeddedPostgresError, match=r"zijn socket in .*kill -INT"):
        EmbeddedPostgres(data, patience=0.2).start()
    (data / "socket").mkdir(mode=0o777)
    (data / "socket").chmod(0o777)
    with pytest.raises(EmbeddedPostgresError, match="alleen account"):
        EmbeddedPostgres(data, patience=0.2).start()
    (data / "socket").rmdir()
    (data / "gone").rename(data / "socket")
    with EmbeddedPostgres(data):
        pass
    assert processes_of(data) == []


def test_a_system_shutdown_that_ends_all_at_once_loses_nothing(data: Path) -> None:
    code = (
        "import sys, asyncio, asyncpg, pathlib; from gateway.store.embedded import EmbeddedPostgres\n"
        "server = EmbeddedPostgres(pathlib.Path(sys.argv[1])); dsn = server.start()\n"
        "async def run():\n"
        "    connection = await asyncpg.connect(dsn)\n"
        "    await connection.execute('create table t (n int)')\n"
        "    for n in range(100000):\n"
        "        await connection.execute('insert into t values ($1)', n)\n"
        "        print(n, flush=True)\n"
        "asyncio.run(run())"
    )
    process = subprocess.Popen([sys.executable, "-c", code, data], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for _ in range(200):
        last = process.stdout.readline()
    os.kill(processes_of(data)[0], signal.SIGKILL)
    process.kill()
    wait_until(lambda: not processes_of(data))  # dying takes a while on a busy machine
    last = (process.stdout.read().split() or [last])[-1]
    process.wait()
    with EmbeddedPostgres(data) as server:
        assert ask(server.dsn, "select max(n) from t") in (int(last), int(last) + 1)
