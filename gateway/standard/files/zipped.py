"""Facts that a reader of zip files needs to unpack safely and to say what is broken."""

import struct
import zipfile
import zlib
from typing import Final

METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Ways of packing that can be unpacked a bounded piece at a time."""
BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, IndexError, KeyError, OverflowError),
    *(NotImplementedError, RuntimeError, ValueError),
)
"""What zipfile raises for an archive that is no sound one."""
_ENCRYPTED: Final = 0x1


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
