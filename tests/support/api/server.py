"""A real server process with the gateway in it, to be asked over HTTP, killed and started again."""

import os
import signal
import socket
import subprocess
import sys
import time
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from tests.support.api.forks import new_process, serve

PROXY = "127.0.0.2"
"""The address of the proxy that the server trusts. Any address of 127.0.0.0/8 may call it."""
PATIENCE = 60.0
"""Seconds that a start may take on a busy machine."""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """What `gateway serve --zonder-worker` starts, with these settings in its environment."""

    def __init__(self, **settings: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.settings: dict[str, str] = {f"GATEWAY_{name.upper()}": value for name, value in settings.items()}
        self._process: BaseProcess | None = None

    def start(self, log: Path | None = None) -> None:
        """Start the server and wait until it answers; its output goes to `log`."""
        self._begin(log or Path(os.devnull))
        until = time.monotonic() + PATIENCE
        # One client without TLS: to make one for each try takes more of the processor than the server needs.
        with httpx.Client(trust_env=False, verify=False) as http:
            while not self._answers(http):
                assert self._status() is None, f"the server ended with {self._status()}"
                assert time.monotonic() < until, "the server did not start in time"
                time.sleep(0.05)

    @property
    def pid(self) -> int:
        """The process number of the server while it runs."""
        assert self._process is not None
        assert self._process.pid is not None
        return self._process.pid

    def kill(self) -> None:
        """Kill the server, without a chance to do anything about it."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Stop the server, and assert that it ends in good order."""
        self._end(signal.SIGTERM)

    def _begin(self, log: Path) -> None:
        self._process = new_process(serve, log, os.environ | self.settings, self.port)
        self._process.start()

    def _status(self) -> int | None:
        assert self._process is not None
        return self._process.exitcode

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            os.kill(self.pid, how)
            self._process.join(PATIENCE)
            assert self._status() is not None, "the server did not end in time"
            self._process = None

    def _answers(self, http: httpx.Client) -> bool:
        try:
            return http.get(f"{self.url}/health/ready").status_code == 200
        except httpx.TransportError:
            return False

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


class CommandServer(Server):
    """`gateway serve --zonder-worker` itself, a process that shares no memory with another: to be measured."""

    _command: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._command is not None
        return self._command.pid

    def _begin(self, log: Path) -> None:
        command = [sys.executable, "-m", "gateway", "serve", "--port", str(self.port), "--zonder-worker"]
        with log.open("ab") as said:
            self._command = subprocess.Popen(command, env=os.environ | self.settings, stdout=said, stderr=said)

    def _status(self) -> int | None:
        assert self._command is not None
        return self._command.poll()

    def _end(self, how: signal.Signals) -> None:
        if self._command is not None:
            self._command.send_signal(how)
            self._command.wait(PATIENCE)
            self._command = None
