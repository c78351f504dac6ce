"""The one exception of the embedded PostgreSQL, and the way every other error becomes it."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FULL_BELOW = 32 * 1024 * 1024
"""Bytes. PostgreSQL needs two WAL segments of 16 MB to get anywhere."""


class EmbeddedPostgresError(Exception):
    """The embedded PostgreSQL can't be used; the text says what is wrong, where, and what to do."""


def disk_hint(folder: Path) -> str:
    """A sentence (with a leading space) when the file system of `folder` has no room left, else nothing."""
    try:
        usage = shutil.disk_usage(folder)
    except OSError:
        return ""
    if usage.free >= _FULL_BELOW:
        return ""
    free = usage.free // 1_048_576
    return f" The disk is full: {free} MB free where {folder} lies. Make room there and start again."


_ADVICE = {
    errno.EROFS: "The file system is read-only: mount it writable or choose another GATEWAY_DATA_DIR.",
    errno.EACCES: "Give this account access to it or choose another GATEWAY_DATA_DIR.",
    errno.EPERM: "Give this account access to it or choose another GATEWAY_DATA_DIR.",
    errno.ENOSPC: "The disk is full: make room there and start again.",
    errno.EDQUOT: "The disk quota is used up: make room there and start again.",
    errno.ENOTDIR: "A part of that path is a file: choose another GATEWAY_DATA_DIR.",
    errno.EMFILE: "Too many files are open in this process: raise its limit (ulimit -n).",
    errno.ENFILE: "Too many files are open on this machine: raise its limit (fs.file-max).",
    errno.ENOLCK: "The file system has no file locks: choose a GATEWAY_DATA_DIR on a local disk.",
    errno.ENAMETOOLONG: "Choose a GATEWAY_DATA_DIR with a shorter path.",
}


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """An error of the operating system inside the block leaves it as an EmbeddedPostgresError on `folder`."""
    try:
        yield
    except OSError as error:
        what = error.strerror or str(error) or type(error).__name__
        where = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else str(folder)
        advice = _ADVICE.get(error.errno or 0, "Check the folder or choose another GATEWAY_DATA_DIR.")
        raise EmbeddedPostgresError(
            f"The embedded database in {folder} can't be used: {what}: {where}. {advice}"
        ) from error
