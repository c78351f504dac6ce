"""The machine under the bench: its disk, and processor time by process. Linux tells; other systems don't."""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

_MEMORY = ("tmpfs", "ramfs")


@contextmanager
def disk() -> Iterator[Path]:
    """Yield a folder that every account can enter, on a disk if there is one; removed afterwards."""
    places = [Path(each) for each in ("/var/tmp", tempfile.gettempdir(), Path.cwd())]
    usable = [each for each in places if os.access(each, os.W_OK | os.X_OK)]
    real = [each for each in usable if file_system(each) not in _MEMORY]
    folder = Path(tempfile.mkdtemp(prefix="iwmo-bench-", dir=(real or usable)[0]))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def file_system(folder: Path) -> str:
    """Return the kind of file system that a folder is on: "ext4"."""
    path = folder.resolve()
    mounts = [line.split()[1:3] for line in _lines(Path("/proc/mounts"))]
    above = [(len(at), kind) for at, kind in mounts if path.is_relative_to(at)]
    return max(above, key=lambda each: each[0])[1] if above else "an unknown file system"


def processor_seconds(pids: Iterable[int]) -> float:
    """Return the processor time that these processes have taken so far."""
    ticks = [sum(map(int, fields[11:13])) for fields in map(_stat, pids) if fields]
    return sum(ticks) / os.sysconf("SC_CLK_TCK")


def family(pid: int) -> list[int]:
    """Return the ids of a process and its children."""
    everyone = [int(each.name) for each in Path("/proc").glob("[0-9]*")]
    return [pid, *(each for each in everyone if (fields := _stat(each)) and int(fields[1]) == pid)]


def highest_memory(pid: int) -> int:
    """Return the most bytes that this process had in memory at any time so far."""
    found = [line.split()[1] for line in _lines(Path(f"/proc/{pid}/status")) if line.startswith("VmHWM:")]
    return int(found[0]) * 1024 if found else 0


def processor() -> str | None:
    """Return the name of the processor."""
    named = (line for line in _lines(Path("/proc/cpuinfo")) if line.startswith("model name"))
    return next((line.partition(":")[2].strip() for line in named), None)


def _stat(pid: int) -> list[str]:
    """Return state, parent and so on (proc(5), from the third field)."""
    lines = _lines(Path(f"/proc/{pid}/stat"))
    return lines[0].rpartition(")")[2].split() if lines else []


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
