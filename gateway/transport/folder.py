"""A message put into a folder, from where its receiver takes it: by SFTP, or by a program on the same machine."""

import contextlib
import errno
import os
import re
from pathlib import Path
from typing import Final

from gateway.transport.result import Result

_ODD: Final = re.compile(r"[^A-Za-z0-9-]")
_NO_LINKS: Final = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})
"""What a file system says that has no hard links."""
_BROKEN_OFF: Final = 10
"""Of so many attempts before, what they may have left is swept up."""


def file_name(soort: str, identificatie: str, bericht_id: str) -> str:
    """Return the name of a message's file: always the same for a message, and never that of another."""
    return f"{soort}_{_ODD.sub('_', identificatie)}_{bericht_id}.xml"


def put(folder: str, name: str, inhoud: bytes, poging: int) -> Result:
    """The folder has a whole file with this name and content, on disk; reported, never raised.

    Each attempt has a number of its own, higher than those before.
    It appears under its name at once and complete. A file of that name is never overwritten: one with the same
    content will do, another is a failure. Names that begin with a dot are not yet there for a receiver.
    """
    try:
        return _put(Path(folder), name, inhoud, poging)
    except OSError as error:
        return Result(False, errno.errorcode.get(error.errno or 0, type(error).__name__), False)


def _put(folder: Path, name: str, inhoud: bytes, poging: int) -> Result:
    final = folder / name
    if final.exists():
        return _there(final, inhoud)
    for earlier in range(max(1, poging - _BROKEN_OFF), poging):
        _part(folder, name, earlier).unlink(missing_ok=True)
    part = _part(folder, name, poging)
    try:
        _write(part, inhoud)
        try:
            _give_name(part, final)
        except FileExistsError:
            return _there(final, inhoud)
    finally:
        part.unlink(missing_ok=True)
    _sync_folder(folder)
    return Result(True, "geplaatst", True)


def _there(final: Path, inhoud: bytes) -> Result:
    """Of a file that is there already: success when it is this message."""
    if final.is_file() and not final.is_symlink() and final.read_bytes() == inhoud:
        return Result(True, "stond er al", True)
    return Result(False, "andere inhoud", True)


def _part(folder: Path, name: str, poging: int) -> Path:
    """What this attempt writes to before the file has its name."""
    return folder / f".{name}.{poging}"


def _write(part: Path, inhoud: bytes) -> None:
    """The new file holds this, on disk. Its group may read it."""
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o640)
    with os.fdopen(descriptor, "wb") as file:
        file.write(inhoud)
        file.flush()
        os.fsync(file.fileno())


def _give_name(part: Path, final: Path) -> None:
    """The file has its name. Raises FileExistsError when there is one already."""
    try:
        os.link(part, final)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if final.exists():
            raise FileExistsError(final) from None
        part.rename(final)


def _sync_folder(folder: Path) -> None:
    """The name is on disk too, where the file system can."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
