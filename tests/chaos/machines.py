"""A cluster of three machines, each a network of its own with etcd, Patroni and PostgreSQL, to be struck at will.

The machines are network namespaces on one bridge. PostgreSQL and etcd are Debian's; only root can make all this.
Patroni is a newer one: that of Debian 12 (3.0.2, with etcd 3) takes its place back without asking when it has stood
still, and what the standby that led meanwhile confirmed is lost (mended in 3.0.3 by patroni's pull request 2689).
"""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from tests.support.store.postgres import temporary_folder

PACKAGES: Final = ("etcd-server", "postgresql-15", "python3-psycopg2", "iproute2", "util-linux")
PATRONI: Final = "patroni[etcd3]==4.1.5"
_PYTHON: Final = "/usr/bin/python3"
"""That of Debian: the user of PostgreSQL may run it, and it has psycopg2."""
PROGRAMS: Final = Path("/usr/lib/postgresql/15/bin")
_BRIDGE: Final = "iwmo-net"
_NET: Final = "10.77.77"
_POLICY: Final = Path("/usr/sbin/policy-rc.d")
"""Debian asks it whether a package that is installed may start its service."""
TIMES: Final = {"ttl": 20, "loop_wait": 2, "retry_timeout": 5}
"""Seconds after which a leader that is not heard of lost its place (the least that Patroni takes; its default is 30),
between two looks, and to ask etcd again."""

_MAX_LAG: Final = 1_000_000
"""Bytes that a standby may be behind its leader and still be said to follow it."""


def install(folder: Path) -> None:
    """Install what a machine runs, Patroni in this folder; where that can't be skip the trial, with the reason."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        pytest.skip("only root of a Debian machine can install PostgreSQL and etcd, and make networks")
    if not (shutil.which("etcd") and PROGRAMS.exists() and shutil.which("ip") and _has_psycopg2()):
        _install_packages()
    command = [sys.executable, "-m", "pip", "--python", _PYTHON, "install", "--quiet", "--target", folder, PATRONI]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"pip install {PATRONI} failed: {done.stderr.strip().splitlines()[-1:]}")


def _has_psycopg2() -> bool:
    return subprocess.run([_PYTHON, "-c", "import psycopg2"], capture_output=True).returncode == 0


def _install_packages() -> None:
    """Install the packages of Debian, and start none of their services; skip the trial where that fails."""
    ours = not _POLICY.exists()
    if ours:
        _POLICY.write_text("#!/bin/sh\nexit 101\n")
        _POLICY.chmod(0o755)
    try:
        for command in (("update",), ("install", "--yes", "--no-install-recommends", *PACKAGES)):
            environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            done = subprocess.run(["apt-get", "-qq", *command], env=environment, capture_output=True, text=True)
            if done.returncode:
                pytest.skip(f"apt-get {command[0]} failed: {done.stderr.strip().splitlines()[-1:]}")
    finally:
        if ours:
            _POLICY.unlink()


class Machine:
    """One of the three: started, killed, frozen or cut off as a whole."""

    def __init__(self, number: int, folder: Path) -> None:
        self.name = f"iwmo-m{number}"
        self.address = f"{_NET}.{10 + number}"
        self._cable = f"iwmo-c{number}"
        self._folder = folder / self.name
        self._patroni = folder / "patroni"
        self._processes: list[subprocess.Popen[bytes]] = []

    def plug_in(self) -> None:
        """Make the network of this machine and plug it into the bridge. Raises CalledProcessError."""
        _ip(f"netns add {self.name}")
        _ip(f"link add {self._cable} type veth peer name eth0 netns {self.name}")
        _ip(f"link set {self._cable} master {_BRIDGE} up")
        for each in ("link set lo up", f"addr add {self.address}/24 dev eth0", "link set eth0 up"):
            _ip(f"-n {self.name} {each}")
        self._folder.mkdir()
        shutil.chown(self._folder, "postgres", "postgres")

    def unplug(self) -> None:
        """Take the network of this machine away, with all that runs there."""
        self.kill()
        for each in (f"netns del {self.name}", f"link del {self._cable}"):
            with suppress(subprocess.CalledProcessError):
                _ip(each)

    def start(self, all_of_them: "list[Machine]") -> None:
        """Start etcd and Patroni, which starts PostgreSQL."""
        config = self._folder / "patroni.json"
        config.write_text(json.dumps(self._config(all_of_them)))
        peers = ",".join(f"{each.name}=http://{each.address}:2380" for each in all_of_them)
        options = {
            "name": self.name,
            "data-dir": self._folder / "etcd",
            "listen-peer-urls": f"http://{self.address}:2380",
            "initial-advertise-peer-urls": f"http://{self.address}:2380",
            "listen-client-urls": f"http://{self.address}:2379",
            "advertise-client-urls": f"http://{self.address}:2379",
            "initial-cluster": peers,
            "heartbeat-interval": 250,
            "election-timeout": 2500,
        }
        self._run("etcd", *(f"--{name}={value}" for name, value in options.items()))
        self._run(_PYTHON, "-m", "patroni", config)

    def _run(self, *command: str | Path) -> None:
        inside = ("ip", "netns", "exec", self.name)
        user = ("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups")
        with (self._folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [*inside, *user, *command],
                stdout=log,
                stderr=log,
                cwd=self._folder,
                env={"PATH": os.environ["PATH"], "HOME": str(self._folder), "PYTHONPATH": str(self._patroni)},
                start_new_session=True,
            )
        self._processes.append(process)

    def _config(self, all_of_them: "list[Machine]") -> dict[str, Any]:
        return {
            "scope": "iwmo",
            "name": self.name,
            "restapi": {"listen": f"{self.address}:8008", "connect_address": f"{self.address}:8008"},
            "etcd3": {"hosts": [f"{each.address}:2379" for each in all_of_them]},
            "bootstrap": {
                "dcs": {
                    **TIMES,
                    "synchronous_mode": True,
                    "synchronous_mode_strict": True,
                    "postgresql": {"use_pg_rewind": True, "parameters": {"max_connections": 150}},
                },
                "initdb": [{"encoding": "UTF8"}, {"locale": "C"}, "data-checksums"],
                "pg_hba": [f"host {which} all {_NET}.0/24 trust" for which in ("all", "replication")]
                + ["local all all trust"],
            },
            "postgresql": {
                "listen": f"{self.address}:5432",
                "connect_address": f"{self.address}:5432",
                "data_dir": str(self._folder / "pgdata"),
                "bin_dir": str(PROGRAMS),
                "pgpass": str(self._folder / "pgpass"),
                "authentication": {"superuser": {"username": "postgres"}, "replication": {"username": "replicator"}},
                "parameters": {"unix_socket_directories": str(self._folder), "shared_buffers": "64MB"},
            },
        }

    def kill(self) -> None:
        """Kill all that runs there, at once, as when the power fails."""
        while pids := self._pids():
            _signal(pids, signal.SIGKILL)
            for each in self._processes:
                each.poll()
            time.sleep(0.02)
        for each in self._processes:
            each.wait()
        self._processes.clear()

    def freeze(self) -> None:
        """Let all that runs there stand still, as when the host of a virtual machine is too busy."""
        for _ in range(2):  # what was started meanwhile
            _signal(self._pids(), signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on, with what it believed."""
        _signal(self._pids(), signal.SIGCONT)

    def cut(self) -> None:
        """Pull the cable: all goes on in there, and nobody hears of it."""
        _ip(f"link set {self._cable} down")

    def mend(self) -> None:
        """Put the cable back."""
        _ip(f"link set {self._cable} up")

    def _pids(self) -> list[int]:
        return [int(each) for each in _ip(f"netns pids {self.name}", check=False).split()]


def _ip(arguments: str, *, check: bool = True) -> str:
    return subprocess.run(["ip", *arguments.split()], check=check, capture_output=True, text=True).stdout


def _signal(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


class Cluster:
    """The three machines, and which of them leads."""

    def __init__(self, machines: list[Machine]) -> None:
        self.machines = machines

    def dsn(self, login: str, database: str) -> str:
        """Return the address of a database that names all three servers."""
        return f"postgresql://{login}@{','.join(f'{each.address}:5432' for each in self.machines)}/{database}"

    async def leader(self) -> Machine:
        """Wait until a machine leads with a standby that it waits for, and all three follow; return it."""
        deadline = time.monotonic() + 180
        while True:
            views = [await _roles(each) for each in self.machines]
            if sorted(views[0].values()) == ["leader", "replica", "sync_standby"] and views == views[:1] * 3:
                return next(each for each in self.machines if views[0][each.name] == "leader")
            assert time.monotonic() < deadline, f"the cluster is not whole: {views}"
            await asyncio.sleep(0.5)


async def _roles(machine: Machine) -> dict[str, str]:
    """Return the role of each member that runs and is as far as its leader, as this machine sees it."""
    async with httpx.AsyncClient(trust_env=False, timeout=2) as http:
        with suppress(httpx.HTTPError):
            found = (await http.get(f"http://{machine.address}:8008/cluster")).json()["members"]
            timeline = max((each.get("timeline", 0) for each in found), default=0)
            return {
                each["name"]: each["role"]
                for each in found
                if each["state"] in ("running", "streaming")
                and each.get("timeline") == timeline
                and each.get("lag", 0) in range(_MAX_LAG)
            }
    return {}


@asynccontextmanager
async def a_cluster() -> AsyncIterator[Cluster]:
    """Yield a cluster that is whole; it is taken away when the block ends."""
    with temporary_folder() as folder:
        install(folder / "patroni")
        machines = [Machine(number, folder) for number in (1, 2, 3)]
        try:
            _plug_in(machines)
            for each in machines:
                each.start(machines)
            cluster = Cluster(machines)
            await cluster.leader()
            yield cluster
        finally:
            _unplug(machines)


def _plug_in(machines: list[Machine]) -> None:
    _unplug(machines)  # what an earlier run left that was killed
    try:
        _ip(f"link add {_BRIDGE} type bridge")
        _ip(f"addr add {_NET}.1/24 dev {_BRIDGE}")
        _ip(f"link set {_BRIDGE} up")
        for each in machines:
            each.plug_in()
    except subprocess.CalledProcessError as error:
        pytest.skip(f"this machine allows no networks of our own: {error.stderr.strip()}")


def _unplug(machines: list[Machine]) -> None:
    for each in machines:
        each.unplug()
    with suppress(subprocess.CalledProcessError):
        _ip(f"link del {_BRIDGE}")


BLOWS: Final[dict[str, tuple[Callable[[Machine], None], Callable[[Machine, list[Machine]], None]]]] = {
    "killed": (Machine.kill, Machine.start),
    "frozen": (Machine.freeze, lambda machine, _: machine.thaw()),
    "cut off": (Machine.cut, lambda machine, _: machine.mend()),
}
"""By name: what strikes the machine, and what brings it back."""
