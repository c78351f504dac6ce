"""The cluster on disk: made once and whole, or not at all, and only opened by the version that made it."""

import os
import shutil
from pathlib import Path

from gateway.store.embedded.account import Account
from gateway.store.embedded.binaries import MAJOR
from gateway.store.embedded.errors import EmbeddedPostgresError, disk_hint
from gateway.store.embedded.folder import DataFolder, make_private
from gateway.store.embedded.memory import shared_buffers

DATABASE = "gateway"
OWNER = "gateway"
"""Owns the database and is no superuser, so that a hole in a query does not reach the machine."""
SUPERUSER = "postgres"

_SETTINGS = {
    "shared_buffers": shared_buffers(),
    # Only as much as there is reason to: with less a busy server begins a checkpoint many times a minute, and after
    # each one it writes whole every page that changes.
    "max_wal_size": "2GB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Short statements only; parallel workers would need more of /dev/shm than a container has.
    "max_parallel_workers_per_gather": "0",
    "max_parallel_maintenance_workers": "0",
}
"""Written to postgresql.conf when the cluster is made, where an operator may change them."""

_INITDB = (
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",  # sorts the same on every machine, so the folder can move
    "--builtin-locale=C.UTF-8",
    "--data-checksums",
    "--auth-local=trust",  # the socket's folder is the guard
    "--auth-host=reject",
    f"--username={SUPERUSER}",
    "--no-instructions",
    *(f"--set={name}={value}" for name, value in _SETTINGS.items()),
)

_FIRST_STATEMENTS = f"""\
CREATE ROLE {OWNER} LOGIN
ALTER DATABASE postgres RENAME TO {DATABASE}
ALTER DATABASE {DATABASE} OWNER TO {OWNER}
"""
"""One statement a line. Renaming takes 30 ms, a new database 190 ms."""


def check_cluster(pgdata: Path) -> None:
    """The cluster is one that our server can open; nothing in it was touched.

    Raises EmbeddedPostgresError.
    """
    try:
        version = (pgdata / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        raise EmbeddedPostgresError(
            f"{pgdata} is geen hele database van PostgreSQL: PG_VERSION ontbreekt. Er is niets aangeraakt. "
            "Zet een back-up van deze map terug, of kies een andere GATEWAY_DATA_DIR."
        ) from None
    if version != str(MAJOR):
        raise EmbeddedPostgresError(
            f"De database in {pgdata} is gemaakt door PostgreSQL {version}; deze gateway brengt {MAJOR} mee. "
            f"Er is niets aangeraakt. Haal haar leeg met pg_dump van PostgreSQL {version} en zet dat terug in een "
            "nieuwe map, of draai haar zelf en stel GATEWAY_DATABASE_URL in."
        )


def create_cluster(folder: DataFolder, programs: Path, account: Account, *, lock: int, seconds: float) -> None:
    """`folder.pgdata` is a whole cluster with our database, safe on disk; on failure there is nothing.

    `lock` is the open file of the server's lock: while a process of ours works in the folder, it is held.
    Raises EmbeddedPostgresError.
    """
    fresh = folder.unfinished
    make_private(fresh, account)
    try:
        _run(
            account,
            [programs / "initdb", f"--pgdata={fresh}", *_INITDB],
            "",
            folder,
            lock=lock,
            seconds=seconds,
        )
        single: list[str | Path] = [
            programs / "postgres",
            "--single",
            "-D",
            fresh,
            "-c",
            "exit_on_error=on",
            "template1",
        ]
        _run(account, single, _FIRST_STATEMENTS, folder, lock=lock, seconds=seconds)
        fresh.rename(folder.pgdata)
        _sync(folder.path)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def remove_unfinished(folder: DataFolder) -> None:
    """What a killed attempt to make a cluster left is gone. The caller holds the server's lock."""
    shutil.rmtree(folder.unfinished, ignore_errors=True)


def _run(
    account: Account, command: list[str | Path], text: str, folder: DataFolder, *, lock: int, seconds: float
) -> None:
    code, output = account.run(command, text=text, fds=[lock], seconds=seconds)
    if code != 0:
        last = "\n".join(f"  {line}" for line in output.strip().splitlines()[-8:])
        raise EmbeddedPostgresError(
            f"De database kan niet worden gemaakt in {folder.path}.{disk_hint(folder.path)} "
            f"Er is niets half achtergebleven. {Path(command[0]).name} eindigde met code {code} en meldde:\n{last}"
        )


def _sync(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
