"""The database cluster on disk: made once and whole, or not at all, and only opened by the version that made it."""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from gateway.store.embedded.account import Account
from gateway.store.embedded.binaries import MAJOR
from gateway.store.embedded.errors import EmbeddedPostgresError, disk_hint
from gateway.store.embedded.folder import DataFolder, make_private

DATABASE = "gateway"
OWNER = "gateway"
"""Owns the database and is no superuser, so that a hole in a query does not reach the machine."""
SUPERUSER = "postgres"

_CGROUP: Final = Path("/sys/fs/cgroup/memory.max")
_MB: Final = 1024 * 1024
_MIN_MB: Final = 128
_MAX_MB: Final = 1024


def shared_buffers(limit: Path = _CGROUP) -> str:
    """Return a quarter of what this machine or container has, from 128 MB to 1 GB: with more a server gains little.

    With less than it needs, a ledger of millions of messages is read from its files for each message.
    """
    found = [os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")]
    with suppress(OSError, ValueError):  # no container, or one without a limit
        found.append(int(limit.read_text("ascii")))
    return f"{min(max(min(found) // 4 // _MB, _MIN_MB), _MAX_MB)}MB"


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
    """Raise EmbeddedPostgresError unless our server can open the cluster. Changes nothing in it."""
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
    """Make a whole cluster with our database in `folder.pgdata`, synced to disk; on failure leave nothing behind.

    `lock` is the open file of the server's lock, which the processes that work in the folder hold. Raises
    EmbeddedPostgresError.
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
    """Remove what a killed attempt to make a cluster left. The caller holds the server's lock."""
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
