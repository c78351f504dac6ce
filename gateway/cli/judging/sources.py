"""What there is to judge: files, the messages in folders and zip files, and standard input."""

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
from gateway.standard.os_reasons import reason
from gateway.standard.xml.parse import MAX_BYTES
from gateway.standard.zipped import BROKEN, METHODS, damage, encrypted

STDIN: Final = "-"

_TE_GROOT: Final = f"Het bestand is groter dan {MAX_BYTES // 1024**2} MB; geen bericht mag dat zijn."


class Unreadable(Exception):
    """The bytes can't be had; the text says why (Dutch)."""

    def __init__(self, text: str, *, out_of_reach: bool = False) -> None:
        super().__init__(text)
        self.out_of_reach = out_of_reach
        """Nothing is known of what is in it, so nothing is said of that either."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file to judge, which any process can read, or the reason why there is nothing to read."""

    name: str
    """As the report calls it: the path as it was given, and what leads on from there."""
    path: str = ""
    member: int | None = None
    """Of a zip file: the number of its member."""
    size: int = 0
    """Bytes, as far as known beforehand."""
    data: bytes | None = None
    """The bytes themselves, when they can be read only once and only here."""
    problem: str | None = None
    out_of_reach: bool = False
    """The problem is that it can't be read, not what is in it."""

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
                return _bounded(file)
        except OSError as error:
            raise Unreadable(_why(error), out_of_reach=True) from None


def exists(path: str) -> bool:
    """Return False when there is nothing by that name; what is there may still be unreadable."""
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
    """All there is to judge below these paths, in their order; folders and zip files give what ends in .xml."""
    for path in paths:
        if path == STDIN:
            yield _at_once(STDIN, sys.stdin.buffer)
            continue
        try:
            found = Path(path).stat()
            if stat.S_ISDIR(found.st_mode):
                yield from _in_folder(path)
            elif not stat.S_ISREG(found.st_mode):
                with open_to_read(path) as stream:
                    yield _at_once(path, stream)
            elif _is_zip(path):
                yield from _in_zip(path)
            else:
                yield Source(path, path, size=found.st_size)
        except OSError as error:
            yield Source(path, problem=_why(error), out_of_reach=True)


def _why(error: OSError) -> str:
    return f"Het bestand is niet te lezen: {reason(error)}."


def _at_once(name: str, stream: IO[bytes]) -> Source:
    """What a pipe or the like holds: it can't be read twice, nor by another process."""
    try:
        data = _bounded(stream)
    except Unreadable as error:
        return Source(name, problem=str(error))
    except OSError as error:
        return Source(name, problem=_why(error), out_of_reach=True)
    return Source(name, size=len(data), data=data)


def _bounded(stream: IO[bytes]) -> bytes:
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Unreadable(_TE_GROOT)
    return data


def _in_folder(folder: str) -> Iterator[Source]:
    """Return the messages in a folder and those below it, by name; links to other folders are not followed."""
    problems: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=problems.append):
        folders.sort()
        for name in sorted(filter(_is_message, names)):
            path = f"{place.rstrip('/')}/{name}"
            yield Source(path, path, size=_size(path))
    for error in problems:
        yield Source(os.fsdecode(error.filename or folder), problem=_why(error), out_of_reach=True)


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0


def _is_message(name: str) -> bool:
    """Return True for a name that ends in .xml, unless it is the shadow that macOS keeps beside a file."""
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
    """Return a member, unpacked no further than 25 MB whatever it claims to be. Raises Unreadable."""
    try:
        archive = _open_zip(path)
        member = archive.infolist()[number]
        if encrypted(member):
            raise Unreadable("Het bestand is met een wachtwoord versleuteld; pak het zelf uit.")
        if member.compress_type not in METHODS:
            raise Unreadable("Het bestand is ingepakt op een manier die hier niet wordt gelezen; gebruik deflate.")
        if member.file_size > MAX_BYTES:
            raise Unreadable(_TE_GROOT)
        with archive.open(member) as stream:
            return _bounded(stream)
    except BROKEN as error:
        raise Unreadable(f"Het bestand in de zip {damage(error)}.") from None
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        # The directory sends the reader to a place before the file.
        raise Unreadable(f"Het bestand in de zip {damage(error)}.") from None
