"""The folder of the server's socket: short, private, and only ours."""

import os
import re
import socket
import stat
import tempfile
from pathlib import Path
from urllib.parse import quote

from gateway.standard.os_reasons import reason
from gateway.store.embedded.account import Account
from gateway.store.embedded.errors import EmbeddedPostgresError
from gateway.store.embedded.folder import DataFolder, make_private

PORT = 5432
"""Only part of the socket's name: nothing listens on a network."""
_MAX_PATH_BYTES = 103
"""Bytes of a socket's path: Linux allows 107, macOS 103."""
_TEMPORARY = "/tmp"  # noqa: S108  short and on every Unix; what we make in it is by mkdtemp
_PREFIX = "iwmo-pg-"
_PLAIN = re.compile(r"[A-Za-z0-9/._-]+")


def socket_file(folder: Path, port: int = PORT) -> Path:
    """Return the socket of a server with this socket folder and port number."""
    return folder / f".s.PGSQL.{port}"


def make_socket_folder(data: DataFolder, account: Account) -> Path:
    """Make a folder that only `account` can use: in the data folder, or under /tmp when no socket can be made there.

    The caller holds the server's lock, so that files of an earlier server in it are dead.
    """
    folder = data.sockets
    if _plain_and_short(folder):
        make_private(folder, account)
        _remove_files(folder)
        if _takes_sockets(folder):
            return folder
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=_TEMPORARY))
    make_private(folder, account)
    return folder


def _plain_and_short(folder: Path) -> bool:
    """Return True when the path is short enough, and has no character with a meaning in connection strings or lists."""
    text = str(folder)
    return _PLAIN.fullmatch(text) is not None and len(str(socket_file(folder))) <= _MAX_PATH_BYTES


def _takes_sockets(folder: Path) -> bool:
    """Return True when a socket can be made here; some shared folders of virtual machines take files only."""
    trial = folder / ".trial"
    with socket.socket(socket.AF_UNIX) as listener:
        try:
            trial.unlink(missing_ok=True)
            listener.bind(str(trial))
            trial.unlink()
        except OSError:
            return False
    return True


def remove_socket_folder(folder: Path, account: Account) -> None:
    """Remove a folder of ours under /tmp with the sockets of its dead server; leave any other alone."""
    name = rf"{re.escape(_TEMPORARY)}/{_PREFIX}[a-z0-9_]{{8}}"
    if not re.fullmatch(name, str(folder)):
        return
    try:
        if folder.lstat().st_uid not in (account.uid, os.geteuid()):
            return
        _remove_files(folder)
        folder.rmdir()
    except OSError:
        return  # an empty folder in /tmp harms nobody


def _remove_files(folder: Path) -> None:
    """Remove the socket and its lock file, which would stop a new server once another program has its number."""
    for file in (socket_file(folder), Path(f"{socket_file(folder)}.lock")):
        file.unlink(missing_ok=True)


def check_socket(folder: Path, port: int, account: Account) -> None:
    """Raise EmbeddedPostgresError unless a server answers in `folder` that only `account` could have put there."""
    problem = ""
    try:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid or found.st_mode & 0o077:
            problem = f"het is geen map die alleen account '{account.name}' kan gebruiken"
        else:
            with socket.socket(socket.AF_UNIX) as client:
                client.settimeout(10)
                client.connect(str(socket_file(folder, port)))
    except OSError as error:
        problem = reason(error)
    if problem:
        raise EmbeddedPostgresError(f"zijn socket in {folder} is niet te gebruiken: {problem}")


def dsn(folder: Path, port: int, *, user: str, database: str) -> str:
    """Return the connection string, for asyncpg and (with its own scheme) for SQLAlchemy."""
    return f"postgresql://{user}@/{database}?host={quote(str(folder))}&port={port}"
