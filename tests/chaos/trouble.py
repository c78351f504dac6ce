"""Trouble of the machine that only root can bring about: a disk that hangs or is full, a name server that is silent.

Each is the real thing, made by the kernel. Where it can't be made the trial is skipped, with the reason.
"""

import ctypes
import errno
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

import pytest

_CLONE_NEWNS: Final = 0x20000
_MS_BIND: Final = 0x1000
_MS_REC_PRIVATE: Final = 0x4000 | 0x40000
_MNT_FORCE_DETACH: Final = 1 | 2
_RESOLV: Final = Path("/etc/resolv.conf")
_NAME_SERVER: Final = ("127.77.77.77", 53)


def _call(name: str, *args: object) -> None:
    """Call this function of the C library. Raises OSError."""
    given = [os.fsencode(each) if isinstance(each, str | Path) else each for each in args]
    if getattr(ctypes.CDLL(None, use_errno=True), name)(*given) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


@contextmanager
def _mounted(kind: str, place: Path, options: str) -> Iterator[None]:
    if os.geteuid() != 0 or not Path("/proc/self/mountinfo").exists():
        pytest.skip("only root of a Linux machine can mount a file system")
    place.mkdir(parents=True, exist_ok=True)
    try:
        _call("mount", kind, place, kind, 0, options)
    except OSError as error:
        pytest.skip(f"this machine allows no mount of {kind}: {error.strerror}")
    try:
        yield
    finally:
        with suppress(OSError):  # it was ended within the block
            _call("umount2", place, _MNT_FORCE_DETACH)


@contextmanager
def a_hung_disk(place: Path) -> Iterator[None]:
    """Mount a file system at `place` on which every call waits until the block ends, and fails then.

    It is one of FUSE whose program never answers, as a network disk does whose server is gone.
    """
    try:
        channel = os.open("/dev/fuse", os.O_RDWR)
    except OSError as error:
        pytest.skip(f"this machine has no FUSE: {error.strerror}")
    try:
        with _mounted("fuse", place, f"fd={channel},rootmode=40000,user_id=0,group_id=0"):
            yield
    finally:
        os.close(channel)


@contextmanager
def a_small_disk(place: Path, megabytes: int, names: int = 10_000) -> Iterator[None]:
    """Mount a file system at `place` that holds no more than this many MB and names."""
    with _mounted("tmpfs", place, f"size={megabytes}m,nr_inodes={names},mode=0755"):
        yield


def fill(place: Path) -> None:
    """Write to the file `ballast` in this folder until not a byte more goes in."""
    with (place / "ballast").open("ab", buffering=0) as ballast:
        for piece in (b"\0" * 65536, b"\0"):
            try:
                while ballast.write(piece):
                    pass
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise


def use_names(place: Path) -> None:
    """Make files `name…` in this folder until the disk has no name left."""
    number = 0
    with suppress(OSError):
        while True:
            (place / f"name{number}").touch()
            number += 1


@contextmanager
def a_silent_name_server(folder: Path) -> Iterator[tuple[Path, socket.socket]]:
    """Yield a resolv.conf that names a server which answers no question, and the socket that swallows them."""
    if os.geteuid() != 0 or not _RESOLV.exists():
        pytest.skip("only root of a Linux machine can give a process name servers of its own")
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as asked:
        try:
            asked.bind(_NAME_SERVER)
        except OSError as error:
            pytest.skip(f"{_NAME_SERVER[0]} can't be had for a name server: {error.strerror}")
        asked.setblocking(False)
        file = folder / "resolv.conf"
        file.write_text(f"nameserver {_NAME_SERVER[0]}\n")
        yield file, asked


def use_name_servers(file: Path) -> None:
    """Give this process, and no other, the name servers in this file. Raises OSError."""
    _call("unshare", _CLONE_NEWNS)
    _call("mount", "none", "/", None, _MS_REC_PRIVATE, None)
    _call("mount", file, _RESOLV, None, _MS_BIND, None)


def wrong_clock(folder: Path, seconds: int) -> dict[str, str]:
    """Return the environment of a process whose clock is this far ahead of the right one, and of those that it starts.

    By a library in `folder` that is built the first time, and stands between the process and the system's C library.
    """
    library = folder / "clock.so"
    if not library.exists():
        compiler = shutil.which("cc")
        if sys.platform != "linux" or compiler is None:
            pytest.skip("only on Linux with a C compiler can a process get a clock of its own")
        source = Path(__file__).with_name("clock.c")
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    return {"LD_PRELOAD": str(library), "CHAOS_CLOCK_S": str(seconds)}
