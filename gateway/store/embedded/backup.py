"""A base backup of the embedded server, with the log it needs, and putting one back in an empty data folder."""

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

from gateway.store.embedded.account import choose_account
from gateway.store.embedded.binaries import find_installed
from gateway.store.embedded.cluster import check_cluster
from gateway.store.embedded.errors import EmbeddedPostgresError, disk_hint, explain_os_errors
from gateway.store.embedded.folder import DataFolder, make_private
from gateway.store.embedded.locks import FileLock
from gateway.store.embedded.server import EmbeddedPostgres

CLUSTER: Final = "database"
"""Name of the cluster in the folder of a backup."""
_MANIFEST: Final = "backup_manifest"
_USELESS: Final = "Deze back-up is niet te gebruiken."
_LINES_SHOWN: Final = 5


def take_base_backup(server: EmbeddedPostgres, folder: Path) -> None:
    """Copy the running server to `folder`, with its log from begin to end, and check each file by its checksum.

    Others may go on writing. Blocking. Raises EmbeddedPostgresError.
    """
    _run(
        "pg_basebackup",
        f"--dbname={server.superuser_dsn}",
        f"--pgdata={folder / CLUSTER}",
        "--wal-method=stream",
        "--checkpoint=fast",
        "--manifest-checksums=SHA256",
        "--no-password",
    )
    check_base_backup(folder)


def check_base_backup(folder: Path) -> None:
    """Raise EmbeddedPostgresError unless each file of the backup has its checksum, and our server can open it.

    By the manifest that pg_basebackup wrote; the files of the log are not in it, and have checksums of their own. The
    wheel's pg_verifybackup crashes.
    """
    cluster = folder / CLUSTER
    check_cluster(cluster)
    try:
        files = json.loads((cluster / _MANIFEST).read_text())["Files"]
    except (OSError, ValueError, KeyError):
        raise EmbeddedPostgresError(f"{cluster / _MANIFEST} ontbreekt of is beschadigd. {_USELESS}") from None
    for each in files:
        file = cluster / (each["Path"] if "Path" in each else bytes.fromhex(each["Encoded-Path"]).decode())
        if not file.is_file():
            raise EmbeddedPostgresError(f"{file} ontbreekt. {_USELESS}")
        with file.open("rb") as content:
            if hashlib.file_digest(content, "sha256").hexdigest() != each["Checksum"]:
                raise EmbeddedPostgresError(f"{file} is beschadigd of gewijzigd sinds de back-up. {_USELESS}")


def put_back(backup: Path, data_folder: Path, *, system_user: str | None = None) -> None:
    """Put this backup in an empty data folder, whole or not at all. Blocking. Raises EmbeddedPostgresError."""
    check_base_backup(backup)
    folder = DataFolder(Path(os.path.realpath(data_folder)))
    with explain_os_errors(folder.path):
        account = choose_account(system_user, folder.pgdata)
        folder.prepare(account)
        deciding = FileLock(folder.start_lock)
        try:
            if not deciding.try_lock() or folder.pgdata.exists():
                raise EmbeddedPostgresError(
                    f"In {folder.path} staat of begint al een database; een back-up wordt nooit over een andere heen "
                    "gezet. Er is niets gewijzigd. Wijs met GATEWAY_DATA_DIR een nieuwe of lege map aan."
                )
            try:
                make_private(folder.unfinished, account)
                shutil.copytree(backup / CLUSTER, folder.unfinished, symlinks=True, dirs_exist_ok=True)
                _archive_no_more(folder.unfinished)
                folder.unfinished.chmod(0o700)
                if account.dropped:
                    for place, folders, files in os.walk(folder.unfinished):
                        for name in (".", *folders, *files):
                            os.chown(Path(place) / name, account.uid, account.gid, follow_symlinks=False)
                _sync(folder.unfinished)
                folder.unfinished.rename(folder.pgdata)
                _sync_one(folder.path)
            except BaseException:
                shutil.rmtree(folder.unfinished, ignore_errors=True)
                raise
        finally:
            deciding.close()


def _archive_no_more(cluster: Path) -> None:
    """Have a server on these files keep no archive of its log: its files would get mixed with those of the original."""
    file = cluster / "postgresql.auto.conf"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith("archive_")), "utf-8")


def _sync(folder: Path) -> None:
    """Have the disk hold the folder and all that is in it."""
    for place, _, files in os.walk(folder):
        for name in files:
            if not (Path(place) / name).is_symlink():
                _sync_one(Path(place) / name)
        _sync_one(Path(place))


def _sync_one(path: Path) -> None:
    number = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _run(program: str, *arguments: str) -> None:
    command = [os.fspath(find_installed() / "bin" / program), *arguments]
    environment = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
    done = subprocess.run(  # noqa: S603  our own program, by full path, without a shell
        command, env=environment, capture_output=True, text=True, umask=0o077, check=False
    )
    if done.returncode:
        last = "\n".join(f"  {line}" for line in done.stderr.strip().splitlines()[-_LINES_SHOWN:])
        raise EmbeddedPostgresError(
            f"{program} eindigde met code {done.returncode}.{disk_hint(Path(arguments[1].partition('=')[2]).parent)} "
            f"{_USELESS} Gemeld werd:\n{last}"
        )
