"""The server's main process: its pid file, whether it lives, how it is started and stopped."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
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
    """What a server wrote about itself; it may be long dead."""

    text: str
    pid: int
    socket_folder: Path
    port: int
    status: str

    @property
    def ready(self) -> bool:
        """It took connections when it wrote this."""
        return self.status == "ready"


def read_pid_file(pgdata: Path) -> PidFile | None:
    """The pid file of a server that got as far as its status; None when there is no such file."""
    try:
        text = (pgdata / _PID_FILE).read_text(errors="surrogateescape")
        lines = text.split("\n")
        return PidFile(text, int(lines[0]), Path(lines[4]), int(lines[3]), lines[7].strip())
    except (FileNotFoundError, IndexError, ValueError):
        return None


def is_postmaster(pid: int, pgdata: Path) -> bool:
    """True when process `pid` is a live PostgreSQL server on `pgdata`, and not a namesake of an old one.

    By its command line: that is readable for root in a container too, unlike its working folder.
    """
    import psutil

    try:
        process = psutil.Process(pid)
        command = process.cmdline()
        if process.status() == psutil.STATUS_ZOMBIE or not command or Path(command[0]).name != "postgres":
            return False
        return Path(command[command.index("-D") + 1]).samefile(pgdata)
    except (psutil.Error, OSError, ValueError, IndexError):
        return False


def remove_misleading_pid_file(pgdata: Path) -> None:
    """A pid file whose number now belongs to another program is gone: PostgreSQL would take that for a server.

    The caller holds the server's lock. A file whose process is dead stays, for the server checks by it that no
    shared memory of the dead one is in use.
    """
    try:
        pid = int((pgdata / _PID_FILE).read_text().split("\n")[0])
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
        return True
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
    """A server on `pgdata` is starting, as nobody's child; it and all its children hold `lock`."""
    fixed = {
        **_LOGGING,
        **settings,
        "listen_addresses": "",
        "port": str(PORT),
        "unix_socket_directories": str(sockets),
        "unix_socket_permissions": "0700",
    }
    options = [part for name, value in fixed.items() for part in ("-c", f"{name}={value}")]
    # The shell goes at once, and with it the tie to us: no zombie stays behind when another user stops the server.
    command = ["/bin/sh", "-c", '"$@" &', "sh", program, "-D", pgdata, *options]
    account.popen(command, output=log, fds=[lock.fd]).wait()


def wait_ready(pgdata: Path, server_lock: FileLock, *, stale: str, seconds: float) -> PidFile | None:
    """The pid file of the ready server; None as soon as the server is dead, or still not ready after `seconds`.

    `stale` is the text of a pid file that was there before. None with `server_lock` taken means: it is dead.
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


def shut_down(pid: int, pgdata: Path, server_lock: FileLock, *, how: Sequence[signal.Signals], seconds: float) -> bool:
    """True when no process of the server is left; `server_lock` is ours then.

    Each signal of `how` is tried in turn for `seconds`: SIGINT ends all sessions and writes a checkpoint,
    SIGQUIT ends at once and leaves a recovery to the next start.
    """
    import psutil

    for each in how:
        if is_postmaster(pid, pgdata):
            with contextlib.suppress(psutil.Error):
                psutil.Process(pid).send_signal(each)
        if server_lock.wait(seconds):
            return True
    return False
