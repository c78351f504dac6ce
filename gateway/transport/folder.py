"""A message put into a folder, from where its receiver takes it: by SFTP, or by a program on the same machine."""

import asyncio
import contextlib
import errno
import os
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath
from typing import ClassVar, Final, Self

from gateway.standard.channels import ChannelName
from gateway.transport.channel import MAX_ATTEMPT_S, AddressUnfit, Allowed, Letter, Result

MAX_THREADS: Final = 32
"""Threads of one worker for folders alone: one on a disk that hangs keeps no other channel from getting one."""
_NOT_IN_A_FILE_NAME: Final = re.compile(r"[^A-Za-z0-9-]")
_NO_HARD_LINKS: Final = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})
"""What a file system answers that has no hard links."""
_ATTEMPTS_SWEPT_UP: Final = 10
"""Attempts before this one whose unfinished file is removed."""


class Folder:
    """Puts messages into the folder of their receiver, on this machine. A thread writes; one that hangs is left."""

    name: ClassVar[ChannelName] = "map"
    needs_secrets: ClassVar[bool] = False

    def __init__(self, allowed: Allowed) -> None:
        """Make a channel without threads yet; the operator has nothing to allow."""
        self._threads: ThreadPoolExecutor | None = None

    def check(self, address: str | None) -> Mapping[str, str]:
        """Raise AddressUnfit unless the address is a full path."""
        if not address:
            raise AddressUnfit("aflevermap-ontbreekt", "Bij kanaal map hoort een map: geef --map met een volledig pad.")
        if not PurePosixPath(address).is_absolute():
            raise AddressUnfit("aflevermap-ongeldig", f"{address!r} is geen volledig pad, zoals /srv/sftp/zorg.")
        return {"de_map": address}

    async def __aenter__(self) -> Self:
        self._threads = ThreadPoolExecutor(MAX_THREADS, thread_name_prefix=self.name)
        return self

    async def __aexit__(self, *exc: object) -> None:
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)

    async def send(self, letter: Letter) -> Result:
        """Put the message into the folder."""
        assert self._threads is not None, "the channel is open"
        name = file_name(letter.kind, letter.identificatie, letter.message_id)
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(MAX_ATTEMPT_S):
                return await loop.run_in_executor(
                    self._threads, put, letter.address, name, letter.content, letter.attempt
                )
        except TimeoutError as error:
            return Result(False, type(error).__name__, False)


def file_name(kind: str, identificatie: str, message_id: str) -> str:
    """Return the name of a message's file: always the same for one message, and never that of another."""
    return f"{kind}_{_NOT_IN_A_FILE_NAME.sub('_', identificatie)}_{message_id}.xml"


def put(folder: str, name: str, content: bytes, attempt: int) -> Result:
    """Write a file with this name and content to the folder, and to disk. A failure is a result, and is not raised.

    The file appears under its name at once and complete; until then its name begins with a dot. A file that has the
    name already is never overwritten: with the same content it is a success, with another a failure. Each attempt has
    a number of its own, higher than those before.
    """
    try:
        return _put(Path(folder), name, content, attempt)
    except OSError as error:
        return Result(False, errno.errorcode.get(error.errno or 0, type(error).__name__), False)


def _put(folder: Path, name: str, content: bytes, attempt: int) -> Result:
    final = folder / name
    if final.exists():
        return _existing_file(final, content)
    for earlier in range(max(1, attempt - _ATTEMPTS_SWEPT_UP), attempt):
        _part(folder, name, earlier).unlink(missing_ok=True)
    part = _part(folder, name, attempt)
    try:
        _write(part, content)
        try:
            _rename(part, final)
        except FileExistsError:
            return _existing_file(final, content)
    finally:
        part.unlink(missing_ok=True)
    _sync_folder(folder)
    return Result(True, "geplaatst", True)


def _existing_file(final: Path, content: bytes) -> Result:
    """Return the result for a file that has the name already: success when it is this message."""
    if final.is_file() and not final.is_symlink() and final.read_bytes() == content:
        return Result(True, "stond er al", True)
    return Result(False, "andere inhoud", True)


def _part(folder: Path, name: str, attempt: int) -> Path:
    """Return the path that this attempt writes to before the file gets its name."""
    return folder / f".{name}.{attempt}"


def _write(part: Path, content: bytes) -> None:
    """Write a new file to disk, that its group may read."""
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o640)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _rename(part: Path, final: Path) -> None:
    """Give the file its final name. Raises FileExistsError when there is a file of that name."""
    try:
        os.link(part, final)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        if final.exists():
            raise FileExistsError(final) from None
        part.rename(final)


def _sync_folder(folder: Path) -> None:
    """Write the folder itself to disk, where the file system can."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
