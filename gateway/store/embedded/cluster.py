"""The cluster on disk: made once and whole, or not at all, and only opened by the version that made it."""

import os
import shutil
from pathlib import Path

from gateway.store.embedded.account import Account
from gateway.store.embedded.binaries import MAJOR
from gateway.store.embedded.errors import EmbeddedPostgresError, disk_hint
from gateway.store.embedded.folder import DataFolder, make_private

DATABASE = "gateway"
OWNER = "gateway"
"""Owns the database and is no superuser, so that a hole in a query does not reach the machine."""
SUPERUSER = "postgres"

_SETTINGS = {
    "max_wal_size": "256MB",
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
            f"{pgdata} is not a whole PostgreSQL database: it has no PG_VERSION. Nothing was touched. "
            "Put back a backup of this folder, or choose another GATEWAY_DATA_DIR."
        ) from None
    if version != str(MAJOR):
        raise EmbeddedPostgresError(
            f"The database in {pgdata} was made by PostgreSQL {version}; this gateway brings {MAJOR}. "
            f"Nothing was touched. Dump it with PostgreSQL {version} and restore it into a new folder, "
            f"or run it yourself and set GATEWAY_DATABASE_URL."
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
            f"The database can't be made in {folder.path}.{disk_hint(folder.path)} "
            f"Nothing half-made was left. {Path(command[0]).name} ended with code {code} and said:\n{last}"
        )


def _sync(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
