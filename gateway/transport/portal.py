"""Zips for a portal: what a folder holds, packed so that a person can upload it.

What the portal of VECOZO takes is public, and is kept to here: messages of one kind, at most 30, no folders, no
password, at most 25 MB packed or not. Of the portal of the GGK less is known, and nothing that goes against this.
"""

import errno
import os
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from gateway.standard.files.zipped import BROKEN
from gateway.standard.files.zipped import pack as zipped
from gateway.standard.stuf.messages import MAX_ENVELOPE_BYTES
from gateway.transport.folder import put

MAX_MESSAGES_PER_ZIP: Final = 30
MAX_ZIP_BYTES: Final = MAX_ENVELOPE_BYTES
"""Of a message, and of all in a zip together before they are packed."""
_MESSAGE: Final = re.compile(r"(WMO\d{3})_[A-Za-z0-9_-]+\.xml")
"""The name that the channel `map` gives a message: its kind, Identificatie and id."""


@dataclass(frozen=True, slots=True)
class Packed:
    """What came of a folder."""

    zips: list[tuple[Path, int]] = field(default_factory=list)
    """Each new zip, with how many messages it holds."""
    again: list[tuple[str, Path]] = field(default_factory=list)
    """The name of each message that was in a zip already, and which: it was offered again, or a call was killed."""
    left: list[tuple[str, str]] = field(default_factory=list)
    """The name of each file that stays where it is, and why (Dutch)."""


def pack(folder: Path, into: Path, moment: datetime) -> Packed:
    """Pack the messages in this folder, oldest first, into zips in `into`, and remove each that is in a zip on disk.

    What is in a zip there already, with the same bytes, goes into no other. Raises OSError.
    """
    packed = Packed()
    messages = _messages(folder, packed)
    into.mkdir(exist_ok=True)
    before = _packed_before(into)
    for kind, batch in _batches(messages):
        members = {each.name: each.read_bytes() for each in batch}
        held = {name: before.get((name, len(data), zlib.crc32(data))) for name, data in members.items()}
        new = {name: data for name, data in members.items() if held[name] is None}
        packed.again.extend((name, path) for name, path in held.items() if path is not None)
        if new:
            packed.zips.append((_write(into, f"{kind}_{moment:%Y-%m-%dT%H%M%S}", zipped(new)), len(new)))
        for each in batch:
            each.unlink()
    return packed


def _messages(folder: Path, packed: Packed) -> list[tuple[str, int, Path]]:
    """Return kind, size and path of the messages in the folder, by kind and oldest first; note what is left."""
    found = []
    for path in folder.iterdir():
        name = _MESSAGE.fullmatch(path.name)
        if path.name.startswith(".") or (path.is_dir() and not path.is_symlink()):
            continue
        if name is None or path.is_symlink() or not path.is_file():
            packed.left.append((path.name, "is geen bericht dat de gateway hier neerzette"))
        elif (facts := path.stat()).st_size > MAX_ZIP_BYTES:
            packed.left.append((path.name, f"is groter dan {MAX_ZIP_BYTES // 10**6} MB; dat neemt geen portaal"))
        else:
            found.append((name[1], facts.st_mtime_ns, path.name, facts.st_size, path))
    packed.left.sort()
    return [(kind, size, path) for kind, _, _, size, path in sorted(found)]


def _batches(messages: Iterable[tuple[str, int, Path]]) -> Iterator[tuple[str, Sequence[Path]]]:
    """Yield what goes into one zip, each with its kind."""
    batch: list[Path] = []
    present, filled = "", 0
    for kind, size, path in messages:
        if batch and (kind != present or len(batch) == MAX_MESSAGES_PER_ZIP or filled + size > MAX_ZIP_BYTES):
            yield present, batch
            batch, filled = [], 0
        present = kind
        batch.append(path)
        filled += size
    if batch:
        yield present, batch


def _packed_before(into: Path) -> dict[tuple[str, int, int], Path]:
    """Return in which of the zips that lie there each message is, by its name, size and CRC."""
    found: dict[tuple[str, int, int], Path] = {}
    for path in into.glob("WMO*.zip"):
        try:
            with ZipFile(path) as archive:
                found |= {(each.filename, each.file_size, each.CRC): path for each in archive.infolist()}
        except BROKEN:
            continue
    return found


def _write(into: Path, stem: str, content: bytes) -> Path:
    """Write a new zip to disk, whole and under its name at once; return its path. Raises OSError."""
    for number in count(1):
        path = into / f"{stem}_{number:02}.zip"
        if os.path.lexists(path):
            continue
        result = put(str(into), path.name, content, 1)
        if result.delivered:
            return path
        if not result.reached:
            code = getattr(errno, result.outcome, errno.EIO)
            raise OSError(code, os.strerror(code), str(into))
    raise AssertionError("there is always a next number")
