"""The server's log: one bounded file in the data folder."""

import os
from pathlib import Path

LIMIT = 4 * 1024 * 1024
"""Bytes. A larger log loses its older part at every start."""
_KEPT = 1024 * 1024


def open_log(path: Path) -> int:
    """Return an open file that appends to the log, for the server to write to. No link is followed."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)


def trim(path: Path) -> None:
    """Cut a log over the limit down to its newest part; a server that writes to it goes on undisturbed."""
    fd = open_log(path)
    try:
        size = os.fstat(fd).st_size
        if size <= LIMIT:
            return
        newest = os.pread(fd, _KEPT, size - _KEPT)
        os.ftruncate(fd, 0)
        os.write(fd, newest.partition(b"\n")[2])
    finally:
        os.close(fd)


def tail(path: Path, since: int = 0, lines: int = 15) -> str:
    """Return the last lines written after byte `since`, indented, to show in an error."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(since if since <= size else 0, size - 8192))
            text = file.read().decode(errors="replace")
    except OSError:
        return ""
    return "\n".join(f"  {line}" for line in text.splitlines()[-lines:])
