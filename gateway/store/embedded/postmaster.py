"""The server's main process: its pid file, and how to find, start and stop it."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gateway.store.embedded.account import Account
from gateway.store.embedded.locks import FileLock
from gateway.store.embedded.sockets import PORT

_PAUSE = 0.003
_PID_FILE = "postmaster.pid"

_LOGGING = {
    "logging_collector": "off",
    "log_destination": "stderr",
    "log_checkpoints": "off",
    # Neither statements nor the values in DETAIL lines: they name clients.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


@dataclass(frozen=True, slots=True)
class PidFile:
    """The facts that a server wrote about itself; it may be long dead."""

    text: str
    pid: int
    socket_folder: Path
    port: int
    status: str

    @property
    def ready(self) -> bool:
        """True when the server took connections at the time of writing."""
        return self.status == "ready"


def read_pid_file(pgdata: Path) -> PidFile | None:
    """Return the pid file of a server that got as far as its status; None when there is no such file."""
    try:
        text = (pgdata / _PID_FILE).read_text(errors="surrogateescape")
        lines = text.split("\n")
        return PidFile(text, int(lines[0]), Path(lines[4]), int(lines[3]), lines[7].strip())
    except (FileNotFoundError, IndexError, ValueError):
        return None


def live_postmaster(pgdata: Path) -> int | None:
    """Return the process number of the server that runs on `pgdata`, however it was started; None when there is
    none.
    """
    found = read_pid_file(pgdata)
    return found.pid if found is not None and is_postmaster(found.pid, pgdata) else None


def is_postmaster(pid: int, pgdata: Path) -> bool:
    """Return True when process `pid` is a live PostgreSQL server on `pgdata`, and no other program with an old number.

    Goes by its command line, which root can read in a container too, unlike its working folder.
    """
    if not Path("/proc/self/cmdline").exists():
        return _shown_by_ps(pid, pgdata)
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")  # empty for a zombie
        folder = Path(os.fsdecode(command[command.index(b"-D") + 1]))
        return Path(os.fsdecode(command[0])).name == "postgres" and folder.samefile(pgdata)
    except (OSError, ValueError, IndexError):
        return False


def _shown_by_ps(pid: int, pgdata: Path) -> bool:
    """Return what `is_postmaster` does, where there is no /proc, as on macOS."""
    command = ["/bin/ps", "-ww", "-o", "command=", "-p", str(pid)]
    shown = subprocess.run(command, capture_output=True, check=False)  # noqa: S603  a fixed program and a number
    return f"/postgres -D {pgdata} " in os.fsdecode(shown.stdout)


def is_stuck(pid: int) -> bool:
    """Return True when server `pid` waits for a recovery that nobody carries out: it never takes connections then.

    PostgreSQL 18.4 may get there on a full disk: when a recovery after a crash fails before the server has noticed that
    it began. Where there is no /proc it isn't seen.
    """
    titles = []
    try:
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split():
            titles.append(Path(f"/proc/{child}/cmdline").read_bytes())  # empty for a zombie
    except OSError:
        return False
    return any(b"background writer" in each for each in titles) and not any(
        b"startup" in each or b"walwriter" in each for each in titles
    )


def remove_misleading_pid_file(pgdata: Path) -> None:
    """Remove a pid file whose number now belongs to another program, which would be taken for a server.

    The caller holds the server's lock. A file whose process is dead stays, for the next server checks by it
    that no shared memory of the dead one is in use.
    """
    try:
        pid = abs(int((pgdata / _PID_FILE).read_text(errors="surrogateescape").split("\n")[0]))
    except (FileNotFoundError, ValueError):
        return
    if _exists(pid) and not is_postmaster(pid, pgdata):
        (pgdata / _PID_FILE).unlink(missing_ok=True)


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    return True


def launch(
    program: Path,
    pgdata: Path,
    sockets: Path,
    account: Account,
    *,
    lock: FileLock,
    log: int,
    settings: Mapping[str, str],
) -> None:
    """Start a server on `pgdata` that is no child of ours; it and all its children hold `lock`."""
    fixed = {
        **_LOGGING,
        **settings,
        "listen_addresses": "",
        "port": str(PORT),
        "unix_socket_directories": str(sockets),
        "unix_socket_permissions": "0700",
    }
    options = [part for name, value in fixed.items() for part in ("-c", f"{name}={value}")]
    # The shell goes at once and with it the tie to us: no zombie is left when another user stops the server.
    command: list[str | Path] = ["/bin/sh", "-c", '"$@" &', "sh", program, "-D", pgdata, *options]
    account.popen(command, output=log, fds=[lock.fd]).wait()


def wait_ready(pgdata: Path, server_lock: FileLock, *, stale: str, seconds: float) -> PidFile | None:
    """Wait for the server and return its pid file; None once it is dead, or when it is not ready after `seconds`.

    `stale` is the text of a pid file that was there before. When it is dead, `server_lock` is ours.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = read_pid_file(pgdata)
        if found is not None and found.ready and found.text != stale:
            return found
        if server_lock.try_lock():
            return None
        time.sleep(_PAUSE)
    return None


def shut_down(pgdata: Path, server_lock: FileLock, *, seconds: float) -> bool:
    """Stop the server on `pgdata`. Returns True when none of its processes is left; `server_lock` is ours then.

    Two signals are tried for `seconds` each: SIGINT ends all sessions and writes a checkpoint, SIGQUIT ends at
    once and leaves a recovery to the next start.
    """
    for each in (signal.SIGINT, signal.SIGQUIT):
        pid = live_postmaster(pgdata)
        if pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, each)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if server_lock.try_lock() and live_postmaster(pgdata) is None:
                return True
            time.sleep(_PAUSE)
    return False
