"""A message put into a folder, from where its receiver takes it: by SFTP, or by a program on the same machine."""

import asyncio
import errno
import os
import posixpath
import re
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import ClassVar, Final, Self
from uuid import uuid4

from gateway.standard.channels import ChannelName
from gateway.transport.channel import MAX_ATTEMPT_S, MAX_REACH_S, AddressUnfit, Allowed, Letter, Result
from gateway.transport.threads import Hanging, HangingCalls

MAX_WRITES_PER_FILE_SYSTEM: Final = 16
"""Messages that one worker writes to a file system at a time; when it hangs, so many threads are left behind."""
MAX_WRITES_PER_FOLDER: Final = 4
"""Of those, to one folder, which a link may have put on another file system."""
_NOT_IN_A_FILE_NAME: Final = re.compile(r"[^A-Za-z0-9-]")
_NO_HARD_LINKS: Final = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})
"""What a file system answers that has no hard links."""
_NO_PLAIN_FILE: Final = frozenset({errno.ELOOP, errno.ENXIO, errno.EACCES, errno.EISDIR, errno.ENODEV})
"""What the system answers to opening a link, a socket, or a file that its receiver keeps to itself."""
_PIECE_BYTES: Final = 64 * 1024
_ATTEMPTS_SWEPT_UP: Final = 10
"""Attempts before this one whose unfinished file is removed."""


class Folder:
    """Puts messages into the folder of their receiver, on this machine. A thread writes; one that hangs is left.

    A disk that hangs holds up its own folders: what comes after the first few attempts fails soon, and the worker has
    room for other receivers.
    """

    name: ClassVar[ChannelName] = "map"
    needs_secrets: ClassVar[bool] = False
    needs_envelope: ClassVar[bool] = False

    def __init__(self, allowed: Allowed) -> None:
        """Make a channel without threads yet; the operator has nothing to allow."""
        self._writes = HangingCalls(self.name)

    def check(self, address: str | None) -> Mapping[str, str]:
        """Raise AddressUnfit unless the address is a full path."""
        if not address:
            raise AddressUnfit("aflevermap-ontbreekt", "Bij kanaal map hoort een map: geef --map met een volledig pad.")
        if not PurePosixPath(address).is_absolute():
            raise AddressUnfit("aflevermap-ongeldig", f"{address!r} is geen volledig pad, zoals /srv/sftp/zorg.")
        return {"de_map": address}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc: object) -> None:
        """Leave the threads that hang: the process ends without them."""

    async def reach(self, address: str) -> Result:
        """Write an empty hidden file into the folder and remove it."""
        return await self._write(MAX_REACH_S, address, reach, address)

    async def send(self, letter: Letter) -> Result:
        """Put the message into the folder."""
        name = file_name(letter.kind, letter.identificatie, letter.message_id)
        return await self._write(
            MAX_ATTEMPT_S, letter.address, put, letter.address, name, letter.content, letter.attempt
        )

    async def _write(self, seconds: float, folder: str, work: Callable[..., Result], *args: object) -> Result:
        bounds = {
            f"folder {folder}": MAX_WRITES_PER_FOLDER,
            f"file system {mount_point(folder)}": MAX_WRITES_PER_FILE_SYSTEM,
        }
        try:
            async with asyncio.timeout(seconds):
                return await self._writes.run(bounds, work, *args)
        except (TimeoutError, Hanging) as error:
            return Result(False, type(error).__name__, False)


def mount_point(folder: str) -> str:
    """Return where the file system of this path is mounted, without touching it, for it may hang; links count not."""
    path = PurePosixPath(posixpath.normpath(folder))
    with suppress(OSError):
        mounted = (line.split(" ")[4] for line in Path("/proc/self/mountinfo").read_text("utf-8").splitlines())
        found = [each for each in map(_plain, mounted) if path.is_relative_to(each)]
        return max(found, key=len, default="/")
    return "/"


def _plain(mounted: str) -> str:
    """Return a path of the list of mounts, in which a blank or backslash is an octal number."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), mounted)


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
        return _failure(error)


def _failure(error: OSError) -> Result:
    return Result(False, errno.errorcode.get(error.errno or 0, type(error).__name__), False)


def reach(folder: str) -> Result:
    """Write an empty file to the folder and remove it: its name begins with a dot, as of one that isn't finished."""
    part = _part(Path(folder), f"proef_{uuid4()}", 1)
    try:
        _write(part, b"")
        part.unlink()
    except OSError as error:
        return _failure(error)
    return Result(False, "beschrijfbaar", True)


def _put(folder: Path, name: str, content: bytes, attempt: int) -> Result:
    final = folder / name
    if os.path.lexists(final):
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
    """Return the result for a file that has the name already: success when it is this message.

    What lies in a receiver's folder may be anything: a link, a pipe, or a file of gigabytes.
    """
    if _holds(final, content):
        return Result(True, "stond er al", True)
    return Result(False, "andere inhoud", True)


def _holds(path: Path, content: bytes) -> bool:
    """Return True for a plain file with exactly this content; reads no more than `_PIECE_BYTES` bytes at a time."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        if error.errno in _NO_PLAIN_FILE:
            return False
        raise
    try:
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode) or facts.st_size != len(content):
            return False
        expected = memoryview(content)
        while expected:
            piece = os.read(descriptor, _PIECE_BYTES)
            if not piece or piece != expected[: len(piece)]:
                return False
            expected = expected[len(piece) :]
        return True
    finally:
        os.close(descriptor)


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
        if os.path.lexists(final):
            raise FileExistsError(final) from None
        part.rename(final)


def _sync_folder(folder: Path) -> None:
    """Write the folder itself to disk, where the file system can."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
