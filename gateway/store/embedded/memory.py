"""How much memory the embedded server may keep pages of the database in."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

_CGROUP: Final = Path("/sys/fs/cgroup/memory.max")
_MB: Final = 1024 * 1024
_LEAST, _MOST = 128, 1024


def shared_buffers(limit: Path = _CGROUP) -> str:
    """Return a quarter of what this machine or container has, from 128 MB to 1 GB: with more a server gains little.

    With less than it needs, a ledger of millions of messages is read from its files for each message.
    """
    found = [os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")]
    with suppress(OSError, ValueError):  # no container, or one without a limit
        found.append(int(limit.read_text("ascii")))
    return f"{min(max(min(found) // 4 // _MB, _LEAST), _MOST)}MB"
