"""Zip files: facts that a reader needs to unpack safely and to say what is broken, and packing."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final

METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Ways of packing that can be unpacked a bounded piece at a time."""
BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, IndexError, KeyError, OverflowError),
    *(NotImplementedError, RuntimeError, ValueError),
)
"""What zipfile raises for an archive that is no sound one."""
_ENCRYPTED: Final = 0x1
_OLDEST: Final = (1980, 1, 1, 0, 0, 0)
"""The time of each member, so that the same content makes the same file."""


def member(name: str) -> zipfile.ZipInfo:
    """Return a member of this name to write, packed small."""
    info = zipfile.ZipInfo(name, _OLDEST)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def pack(members: Mapping[str, bytes]) -> bytes:
    """Return a zip file with these members, by name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(member(name), data)
    return file.getvalue()


def encrypted(member: zipfile.ZipInfo) -> bool:
    """Return True when the member opens with a password only."""
    return bool(member.flag_bits & _ENCRYPTED)


def damage(error: Exception) -> str:
    """Return why a member can't be unpacked, for an error that is one of `BROKEN` (Dutch)."""
    if isinstance(error, zipfile.BadZipFile) and "CRC" in str(error):
        return "is beschadigd: het controlegetal (CRC) klopt niet"
    if isinstance(error, zlib.error | EOFError):
        return "is beschadigd: het is niet uit te pakken of houdt te vroeg op"
    return "is beschadigd: de kop ervan in de zip klopt niet"
