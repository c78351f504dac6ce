"""The one exception of the embedded PostgreSQL, and the way every other error becomes it."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gateway.standard.os_reasons import reason

_FULL_BELOW = 32 * 1024 * 1024
"""Bytes. PostgreSQL needs two WAL segments of 16 MB to get anywhere."""


class EmbeddedPostgresError(Exception):
    """The embedded PostgreSQL can't be used; the text says what is wrong, where, and what to do."""


def disk_hint(folder: Path) -> str:
    """Return a sentence (with a leading space) when the file system of `folder` has no room left, else nothing."""
    try:
        usage = shutil.disk_usage(folder)
    except OSError:
        return ""
    if usage.free >= _FULL_BELOW:
        return ""
    free = usage.free // 1_048_576
    return f" De schijf is vol: {free} MB vrij waar {folder} ligt. Maak daar ruimte en start opnieuw."


_ADVICE = {
    errno.EROFS: "Maak dat bestandssysteem schrijfbaar (mount) of kies een andere GATEWAY_DATA_DIR.",
    errno.EACCES: "Geef dit account toegang of kies een andere GATEWAY_DATA_DIR.",
    errno.EPERM: "Geef dit account toegang of kies een andere GATEWAY_DATA_DIR.",
    errno.ENOSPC: "Maak daar ruimte en start opnieuw.",
    errno.EDQUOT: "Maak daar ruimte en start opnieuw.",
    errno.ENOTDIR: "Kies een andere GATEWAY_DATA_DIR.",
    errno.EMFILE: "Verhoog de grens van dit proces (ulimit -n).",
    errno.ENFILE: "Verhoog de grens van deze machine (fs.file-max).",
    errno.ENOLCK: "Dat bestandssysteem kan geen bestanden vergrendelen: kies een map op een eigen schijf.",
    errno.ENAMETOOLONG: "Kies een GATEWAY_DATA_DIR met een korter pad.",
}


@contextmanager
def explain_os_errors(folder: Path) -> Iterator[None]:
    """Turn an error of the operating system in the block into an EmbeddedPostgresError about `folder`."""
    try:
        yield
    except OSError as error:
        where = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else str(folder)
        advice = _ADVICE.get(error.errno or 0, "Controleer de map of kies een andere GATEWAY_DATA_DIR.")
        raise EmbeddedPostgresError(
            f"De eigen database in {folder} is niet te gebruiken. {where}: {reason(error)}. {advice}"
        ) from error
