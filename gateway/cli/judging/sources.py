"""Sources of messages to judge: files, folders, zip files, and standard input."""

import errno
import os
import stat
import sys
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO, Final

from gateway.cli.session.files import open_to_read
from gateway.standard.files.zipped import BROKEN, METHODS, damage, encrypted
from gateway.standard.os_reasons import reason
from gateway.standard.xml.parse import MAX_BYTES

STDIN: Final = "-"

_TOO_LARGE: Final = f"Het bestand is groter dan {MAX_BYTES // 1024**2} MB; geen bericht mag dat zijn."


class Unreadable(Exception):
    """The bytes can't be read; the text says why, in Dutch."""

    def __init__(self, text: str, *, out_of_reach: bool = False) -> None:
        super().__init__(text)
        self.out_of_reach = out_of_reach
        """True when the content is unknown, so that there is no verdict on it."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file to judge, which any process can read, or the reason why it can't be read."""

    name: str
    """The name in the report: the path as it was given, and the path below that."""
    path: str = ""
    member: int | None = None
    """The number of a member of a zip file; None: a file by itself."""
    size: int = 0
    """In bytes, as far as known beforehand."""
    data: bytes | None = None
    """The bytes, when they can be read only once and only in this process."""
    problem: str | None = None
    out_of_reach: bool = False
    """True when the problem is reading, not the content."""

    def read(self) -> bytes:
        """Return the bytes, 25 MB at most. Raises Unreadable."""
        if self.problem is not None:
            raise Unreadable(self.problem, out_of_reach=self.out_of_reach)
        if self.data is not None:
            return self.data
        try:
            if self.member is not None:
                return _read_member(self.path, self.member)
            with open_to_read(self.path) as file:
                return _read_bounded(file)
        except OSError as error:
            raise Unreadable(_unreadable_text(error), out_of_reach=True) from None


def exists(path: str) -> bool:
    """Return True when there is a file or folder by that name, readable or not."""
    if path in ("", STDIN):
        return path == STDIN
    try:
        Path(path).stat()
    except (FileNotFoundError, NotADirectoryError):
        return Path(path).is_symlink()
    except OSError:
        return True
    return True


def find(paths: Iterable[str]) -> Iterator[Source]:
    """Yield the files to judge below these paths, in their order; of folders and zip files those that end in .xml."""
    for path in paths:
        if path == STDIN:
            yield _read_at_once(STDIN, sys.stdin.buffer)
            continue
        try:
            found = Path(path).stat()
            if stat.S_ISDIR(found.st_mode):
                yield from _in_folder(path)
            elif not stat.S_ISREG(found.st_mode):
                with open_to_read(path) as stream:
                    yield _read_at_once(path, stream)
            elif _is_zip(path):
                yield from _in_zip(path)
            else:
                yield Source(path, path, size=found.st_size)
        except OSError as error:
            yield Source(path, problem=_unreadable_text(error), out_of_reach=True)


def _unreadable_text(error: OSError) -> str:
    return f"Het bestand is niet te lezen: {reason(error)}."


def _read_at_once(name: str, stream: IO[bytes]) -> Source:
    """Return a source with all bytes of a pipe or device, which can't be read twice, nor by another process."""
    try:
        data = _read_bounded(stream)
    except Unreadable as error:
        return Source(name, problem=str(error))
    except OSError as error:
        return Source(name, problem=_unreadable_text(error), out_of_reach=True)
    return Source(name, size=len(data), data=data)


def _read_bounded(stream: IO[bytes]) -> bytes:
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Unreadable(_TOO_LARGE)
    return data


def _in_folder(folder: str) -> Iterator[Source]:
    """Yield the messages in a folder and those below it, by name; links to other folders are not followed."""
    problems: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=problems.append):
        folders.sort()
        for name in sorted(filter(_is_message, names)):
            path = f"{place.rstrip('/')}/{name}"
            yield Source(path, path, size=_size(path))
    for error in problems:
        yield Source(os.fsdecode(error.filename or folder), problem=_unreadable_text(error), out_of_reach=True)


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0


def _is_message(name: str) -> bool:
    """Return True for a name that ends in .xml, but not for the `._` file that macOS keeps beside another."""
    return name.lower().endswith(".xml") and not name.startswith("._")


def _is_zip(path: str) -> bool:
    if path.lower().endswith(".zip"):
        return True
    with open_to_read(path) as file:
        return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")


def _in_zip(path: str) -> Iterator[Source]:
    try:
        members = _open_zip(path).infolist()
    except BROKEN:
        yield Source(path, problem="Het zipbestand is niet te lezen: de inhoudsopgave ervan is beschadigd.")
        return
    for number, member in enumerate(members):
        if _is_message(member.filename.rpartition("/")[2]):
            name = f"{path}/{member.filename}"
            yield Source(name, path, member=number, size=min(member.file_size, MAX_BYTES))


@lru_cache(maxsize=1)
def _open_zip(path: str) -> zipfile.ZipFile:
    """Return the zip file, kept open for the members that follow."""
    return zipfile.ZipFile(path)


def _read_member(path: str, number: int) -> bytes:
    """Return the bytes of a member, at most 25 MB whatever size it claims. Raises Unreadable."""
    try:
        archive = _open_zip(path)
        member = archive.infolist()[number]
        if encrypted(member):
            raise Unreadable("Het bestand is met een wachtwoord versleuteld; pak het zelf uit.")
        if member.compress_type not in METHODS:
            raise Unreadable("Het bestand is ingepakt op een manier die hier niet wordt gelezen; gebruik deflate.")
        if member.file_size > MAX_BYTES:
            raise Unreadable(_TOO_LARGE)
        with archive.open(member) as stream:
            return _read_bounded(stream)
    except BROKEN as error:
        raise Unreadable(f"Het bestand in de zip {damage(error)}.") from None
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        # The directory of the zip points to a place before the file.
        raise Unreadable(f"Het bestand in de zip {damage(error)}.") from None
