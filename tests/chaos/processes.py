"""Real processes of the gateway, forked from one with the code loaded: they start at once and are easy to kill."""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Callable, Mapping
from datetime import timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Self

import httpx

from tests.chaos.trouble import use_name_servers
from tests.support.api.forks import new_process, serve
from tests.support.api.server import free_port
from tests.support.store import key_ring

LEASE_TERM = timedelta(seconds=2)
"""Term of a claim in these processes, so that another worker soon takes over from a dead one."""


class Child:
    """One process of the gateway, with these settings."""

    def __init__(self, work: Callable[..., None], log: Path, *args: Any, **settings: str) -> None:
        self._work = work
        self._log = log
        self._args = args
        ring = {key_ring.NAME: key_ring.RING.text()}
        self._settings = {**{f"GATEWAY_{name.upper()}": value for name, value in settings.items()}, **ring}
        self._process: BaseProcess | None = None
        self.clock: Mapping[str, str] = {}
        """Environment of a process whose clock is wrong, from its next start on: see `trouble.wrong_clock`."""

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.is_alive()

    def start(self) -> None:
        """Start the process."""
        settings = os.environ | self._settings
        if not self.clock:
            self._process = new_process(self._work, self._log, settings, *self._args)
            self._process.start()
            return
        # A fork has the clock of its parent.
        spawn = multiprocessing.get_context("spawn")
        self._process = new_process(self._work, self._log, settings | self.clock, *self._args, context=spawn)
        before = dict(os.environ)
        os.environ.update(self.clock)
        try:
            self._process.start()
        finally:
            os.environ.clear()
            os.environ.update(before)

    def kill(self) -> None:
        """Kill the process, without a chance for it to clean up."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process = None

    def freeze(self) -> None:
        """Stop the process where it is, as a machine does that hangs or is moved: its connections stay open."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen process go on."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        assert self._process.pid is not None
        os.kill(self._process.pid, number)

    def stop(self) -> int | None:
        """End the process by SIGTERM and return its exit status."""
        if self._process is None:
            return None
        self._process.terminate()
        self._process.join(60)
        code = self._process.exitcode
        self.kill()
        return code


class ApiProcess(Child):
    """`gateway serve --zonder-worker`, on a port of its own."""

    def __init__(self, database: str | Path, log: Path, **settings: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        super().__init__(serve, log, self.port, **_at(database), log_level="warning", **settings)

    async def ready(self) -> Self:
        """Wait until the process answers requests."""
        async with httpx.AsyncClient(trust_env=False) as http, asyncio.timeout(150):
            while True:
                try:
                    if (await http.get(f"{self.url}/health/live")).status_code == 200:
                        return self
                except httpx.TransportError:
                    await asyncio.sleep(0.02)


class WorkerProcess(Child):
    """`gateway worker`, with the pauses of a day in less than a second."""

    def __init__(
        self, database: str | Path, log: Path, patience: float = 1.0, name_servers: Path | None = None, **settings: str
    ) -> None:
        given = {**_at(database), "push_private": "127.0.0.0/8", "log_level": "warning", **settings}
        super().__init__(_work, log, patience, name_servers, **given)


def _at(database: str | Path) -> dict[str, str]:
    """Return the setting for this database: its address, or the folder of the embedded one."""
    return {"data_dir": str(database)} if isinstance(database, Path) else {"database_url": database}


def _work(patience: float, name_servers: Path | None) -> None:
    """Run the worker with its pauses cut to less than a second; `name_servers`: a resolv.conf of its own."""
    from gateway.cli.commands import serve
    from gateway.exchange.chain.vecozo import round as at_vecozo
    from gateway.exchange.delivery import deliver, retry, worker
    from gateway.exchange.kernel import periodic
    from gateway.transport import addresses, folder, ggk, push, threads

    if name_servers is not None:
        use_name_servers(name_servers)
    worker.LEASE_TERM = patience * LEASE_TERM
    deliver._RECORD_RETRY_DELAYS_S = (0.05, 0.2, None)  # type: ignore[misc,assignment]
    worker.run_worker.__defaults__ = (0.02,)
    worker.UPKEEP_INTERVAL_S = 1.0  # type: ignore[misc]
    at_vecozo.VISIT_PAUSE_S = 0.1  # type: ignore[misc]
    periodic.DAY_S = 0.3  # type: ignore[misc]
    periodic.repeat.__defaults__ = (0.3,)
    push.MAX_ATTEMPT_S = folder.MAX_ATTEMPT_S = ggk.MAX_ATTEMPT_S = 1
    addresses.LOOKUP_TIMEOUT_S = threads.PATIENCE_S = 0.5  # type: ignore[misc]
    for name, milliseconds in (("_MIN_WAIT", 5), ("_FIRST_WAIT", 10), ("_FIRST_REST", 20)):
        setattr(retry, name, timedelta(milliseconds=milliseconds))
    for name in ("_MAX_WAIT", "_MAX_REST"):
        setattr(retry, name, timedelta(milliseconds=40))
    serve.worker()
