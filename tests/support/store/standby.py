"""Real servers beside the embedded one: a standby that follows it, and one on files that were put back."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gateway.store.db.servers.address import list_servers
from gateway.store.embedded import EmbeddedPostgres
from gateway.store.embedded.account import Account, choose_account
from gateway.store.embedded.binaries import find_installed, programs_for
from tests.support.store.embedded import ask, processes_of, tell, wait_until

PORT = 5432


def copy_cluster(primary: EmbeddedPostgres, folder: Path, *options: str) -> Path:
    """Return the folder of a base backup of this server, made within `folder`."""
    program = find_installed() / "bin/pg_basebackup"
    cluster = folder / "cluster"
    command = [program, f"--dbname={primary.superuser_dsn}", "-D", cluster, "--checkpoint=fast", *options]
    subprocess.run(command, check=True, capture_output=True)
    (cluster / "postgresql.auto.conf").open("a").write("synchronous_standby_names = ''\n")
    return cluster


@contextmanager
def a_server_on(cluster: Path, *settings: str) -> Iterator[str]:
    """Yield the superuser's connection string of a server on these files, with sockets beside them."""
    account = choose_account(None, Path("/nonexistent"))
    _give(account, cluster.parent)
    programs = programs_for(account, cluster.parent)
    place = {"listen_addresses": "", "unix_socket_directories": cluster.parent, "port": PORT, "fsync": "off"}
    options = [part for name, value in place.items() for part in ("-c", f"{name}={value}")]
    options += [part for each in settings for part in ("-c", each)]
    dsn = f"postgresql://postgres@/gateway?host={cluster.parent}&port={PORT}"
    with (cluster.parent / "log").open("wb") as log:
        process = account.popen([programs / "postgres", "-D", cluster, *options], output=log)
    try:
        wait_until(lambda: _answers(dsn, process))
        yield dsn
    finally:
        process.terminate()
        process.wait(30)


def _answers(dsn: str, process: "subprocess.Popen[bytes]") -> bool:
    assert process.poll() is None, "the server ended"
    try:
        return ask(dsn, "select 1") == 1
    except Exception:  # noqa: BLE001 - it starts
        return False


def _give(account: Account, folder: Path) -> None:
    """Let the account own the folder and all that is in it."""
    if account.dropped:
        folder.chmod(0o755)
        for place, folders, files in os.walk(folder):
            for name in (".", *folders, *files):
                os.chown(Path(place) / name, account.uid, account.gid, follow_symlinks=False)


@contextmanager
def a_standby(primary: EmbeddedPostgres, folder: Path) -> Iterator[str]:
    """Yield the superuser's connection string of a standby that the primary waits for."""
    cluster = copy_cluster(primary, folder, "--write-recovery-conf")
    with a_server_on(cluster) as dsn:
        tell(primary.superuser_dsn, "alter system set synchronous_standby_names = '*'")
        tell(primary.superuser_dsn, "select pg_reload_conf()")
        wait_until(lambda: ask(primary.superuser_dsn, "select sync_state from pg_stat_replication") == "sync")
        yield dsn


def put_back_files(cluster: Path, folder: Path) -> Path:
    """Return a copy of these files, with a recovery to a timeline of its own, as from a backup that is put back."""
    made = folder / "cluster"
    shutil.copytree(cluster, made)
    (made / "recovery.signal").touch()
    return made


def owner_of(superuser_dsn: str) -> str:
    """Return the same address for the owner of the gateway's database."""
    return superuser_dsn.replace("postgres@", "gateway@", 1)


@contextmanager
def frozen(folder: Path) -> Iterator[None]:
    """Let all processes of the server whose files are below `folder` stand still while the block lasts."""
    stopped: list[int] = []
    for main in processes_of(folder):
        for pid in (main, *_children_of(main)):  # the main process first, so that it starts no others
            os.kill(pid, signal.SIGSTOP)
            stopped.append(pid)
    assert stopped
    try:
        yield
    finally:
        for pid in reversed(stopped):
            os.kill(pid, signal.SIGCONT)


def _children_of(main: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{main}/task/{main}/children").read_text().split()]


def both(one: str, other: str) -> str:
    """Return the connection string that names both servers."""
    hosts = [address.rpartition(":")[0] for dsn in (one, other) for address, _ in list_servers(dsn)]
    return f"postgresql://gateway@/gateway?host={hosts[0]},{hosts[1]}&port=5432,5432"
