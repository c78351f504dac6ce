"""Files named on the command line, which may turn out to be a pipe, a device, a folder or missing."""

import errno
import io
import os
import select
import shutil
import stat
from pathlib import Path
from typing import IO, Final

from gateway.cli.session.trouble import Trouble
from gateway.standard.os_reasons import reason

MAX_FILE_BYTES: Final = 25 * 1024 * 1024
PIPE_TIMEOUT_S: Final = 5.0
"""Seconds to wait for a writer of a named pipe."""


def open_to_read(path: str | Path) -> IO[bytes]:
    """Open a file, device or named pipe for reading.

    Raises OSError; TimeoutError when the pipe has no writer.
    """
    # An ordinary open of a named pipe waits for a writer, forever if need be.
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
    if poll.poll(PIPE_TIMEOUT_S * 1000):
        return
    try:
        nobody = os.read(pipe, 1) == b""
    except BlockingIOError:
        nobody = False  # a writer has it open and has written nothing yet
    if nobody:
        raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))


def read_file(path: Path, max_bytes: int = MAX_FILE_BYTES) -> bytes:
    """Return the bytes of the file. Raises Trouble when it can't be read, or holds more than `max_bytes`."""
    try:
        with open_to_read(path) as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        raise Trouble(f"{path} is niet te lezen: {reason(error)}.") from None
    if len(data) > max_bytes:
        raise Trouble(f"{path} is groter dan {max_bytes // 1024**2} MB; zo'n bestand kan hier niet zijn bedoeld.")
    return data


def write_file(path: Path, data: bytes) -> None:
    """Replace the content of the file by these bytes. Raises Trouble when that fails."""
    copy_file(io.BytesIO(data), path)


def copy_file(source: IO[bytes], path: Path) -> None:
    """Replace the content of the file by all of the source. Raises Trouble when that fails."""
    source.seek(0)
    # An ordinary open of a named pipe waits for a reader, forever if need be.
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        with os.fdopen(os.open(path, flags, 0o666), "wb") as file:
            os.set_blocking(file.fileno(), True)
            shutil.copyfileobj(source, file)
    except OSError as error:
        raise Trouble(f"{path} is niet te schrijven: {reason(error)}.") from None
