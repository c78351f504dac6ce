"""What every reader of a zip file has to know to unpack no more than it may."""

import zipfile
import zlib
from typing import Final

METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Ways of packing that can be unpacked a bounded piece at a time."""
BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, IndexError, NotImplementedError, RuntimeError, ValueError)
"""What zipfile raises for an archive that is no sound one."""
_ENCRYPTED: Final = 0x1


def encrypted(member: zipfile.ZipInfo) -> bool:
    """True when the member opens with a password only."""
    return bool(member.flag_bits & _ENCRYPTED)
