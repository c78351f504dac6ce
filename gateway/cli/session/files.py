"""Files that a person names on the command line, whatever they turn out to be: a pipe, a device, a folder, nothing."""

import errno
import os
import select
import stat
from pathlib import Path
from typing import IO, Final

from gateway.cli.session.trouble import Trouble
from gateway.standard.os_reasons import reason

MAX_FILE_BYTES: Final = 25 * 1024 * 1024
PATIENCE: Final = 5.0
"""Seconds to wait for somebody to write into a named pipe."""


def open_to_read(path: str | Path) -> IO[bytes]:
    """Open what is to be read: a file, a device, or a pipe into which somebody writes.

    Raises OSError; TimeoutError when nobody writes into the pipe.
    """
    # An ordinary open of a named pipe waits for a writer, for ever if need be.
    file = os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb")
    try:
        mode = os.fstat(file.fileno()).st_mode
        if stat.S_ISFIFO(mode):
            _await_writer(file.fileno())
        os.set_blocking(file.fileno(), True)
    except BaseException:
        file.close()
        raise
    return file


def _await_writer(pipe: int) -> None:
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    if poll.poll(PATIENCE * 1000):
        return
    try:
        nobody = os.read(pipe, 1) == b""
    except BlockingIOError:
        nobody = False  # somebody has it open and takes their time
    if nobody:
        raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))


def read_file(path: Path, most: int = MAX_FILE_BYTES) -> bytes:
    """Return the bytes. Raises Trouble when they can't be read, or when there are more than `most`."""
    try:
        with open_to_read(path) as file:
            data = file.read(most + 1)
    except OSError as error:
        raise Trouble(f"{path} is niet te lezen: {reason(error)}.") from None
    if len(data) > most:
        raise Trouble(f"{path} is groter dan {most // 1024**2} MB; zo'n bestand kan hier niet zijn bedoeld.")
    return data


def write_file(path: Path, data: bytes) -> None:
    """Put the bytes in the file, in the place of what was in it. Raises Trouble when that can't be."""
    # An ordinary open of a named pipe waits for a reader, for ever if need be.
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        with os.fdopen(os.open(path, flags, 0o666), "wb") as file:
            os.set_blocking(file.fileno(), True)
            file.write(data)
    except OSError as error:
        raise Trouble(f"{path} is niet te schrijven: {reason(error)}.") from None
