"""Folders for servers that tests may break, and what is needed to look at them from outside."""

import os
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from gateway.store.embedded import EmbeddedPostgres
from tests.support.store.embedded import processes_of
from tests.support.store.postgres import temporary_folder

REPO = Path(__file__).resolve().parents[3]
FAST = {"fsync": "off"}


@pytest.fixture
def base() -> Iterator[Path]:
    """A folder for anything; whatever server a test leaves behind in it is killed."""
    with temporary_folder() as folder:
        yield folder
        for pid in processes_of(folder):
            os.kill(pid, signal.SIGKILL)


@pytest.fixture(scope="session")
def original() -> Iterator[Path]:
    """A data folder whose cluster was made and cleanly stopped."""
    with temporary_folder() as folder:
        with EmbeddedPostgres(folder / "data", settings=FAST):
            pass
        yield folder / "data"


@pytest.fixture
def data(base: Path, original: Path) -> Path:
    """A copy of the original, to start from without the half second it takes to make one."""
    subprocess.run(["cp", "-a", original, base / "data"], check=True)
    return base / "data"


@dataclass
class Gateway:
    """A process that uses the server of a data folder until it is told to leave."""

    process: subprocess.Popen[str]

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def leave(self) -> int:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return self.process.wait(30)


SCRIPT = """
    import sys
    from pathlib import Path
    from gateway.store.embedded import EmbeddedPostgres
    server = EmbeddedPostgres(Path(sys.argv[1]), settings={"fsync": "off"})
    try:
        print("trying", flush=True)
        print(server.start(), flush=True)
        sys.stdin.readline()
    finally:
        server.stop()
"""


@pytest.fixture
def gateway() -> Iterator[Callable[[Path], Gateway]]:
    """Starts such processes, and ends those that are left."""
    started: list[subprocess.Popen[str]] = []

    def start(folder: Path) -> Gateway:
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(SCRIPT), folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(REPO), *sys.path])},
            text=True,
            start_new_session=True,
        )
        started.append(process)
        found = Gateway(process)
        assert found.line() == "trying"
        return found

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def small_disk(base: Path) -> Iterator[Callable[[int], Path]]:
    """Mounts a file system of this many MB; only root can."""
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root can mount a small file system")
    mounted: list[Path] = []

    def mount(megabytes: int) -> Path:
        place = base / f"disk{len(mounted)}"
        place.mkdir()
        options = f"size={megabytes}m,mode=0755"
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], capture_output=True)
        if done.returncode != 0:
            pytest.skip(f"this machine allows no mounts: {done.stderr.decode().strip()}")
        mounted.append(place)
        return place

    yield mount
    for place in mounted:
        for pid in processes_of(place):
            os.kill(pid, signal.SIGKILL)
        subprocess.run(["umount", "-l", place], check=True)
