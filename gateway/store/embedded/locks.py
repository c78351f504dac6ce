"""File locks that die with their process, so that nothing has to be cleaned up after a kill -9."""

import fcntl
import os
import time
from pathlib import Path

_PAUSE = 0.005


class FileLock:
    """One flock on one file, through an open file of its own: two in one process exclude each other too.

    A child made by exec never has the lock. A child made by a bare fork shares it, but can't give it away.
    """

    def __init__(self, path: Path) -> None:
        self._fd: int | None = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        self._process = os.getpid()

    @property
    def fd(self) -> int:
        """The open file, to hand the lock on to a child process."""
        if self._fd is None:
            raise ValueError("this lock is closed")
        return self._fd

    @property
    def inherited(self) -> bool:
        """True in a child that was forked with this lock: it is the parent's to release."""
        return os.getpid() != self._process

    def try_lock(self, *, shared: bool = False) -> bool:
        """Return True when the lock is ours now. A shared lock that can't become exclusive may be lost."""
        try:
            fcntl.flock(self.fd, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def wait(self, seconds: float) -> bool:
        """Return True when the exclusive lock came free within `seconds` and is ours now."""
        deadline = time.monotonic() + seconds
        while not self.try_lock():
            if time.monotonic() > deadline:
                return False
            time.sleep(_PAUSE)
        return True

    def release(self) -> None:
        """Free the lock, also when a child still has a copy of the open file. The file stays open."""
        if self._fd is not None and not self.inherited:
            fcntl.flock(self._fd, fcntl.LOCK_UN)

    def close(self) -> None:
        """Close our open file; a child that was given it keeps the lock."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None
