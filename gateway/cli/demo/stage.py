"""Tools of the acts of the demo: a printed timeline, a server, and the samples."""

import asyncio
import contextlib
import json
import socket
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI
from rich.console import Console

from gateway.standard.resources import bundled

PROVIDER_CODE = "01234567"
MESSAGE_TIMEOUT_S = 10.0
"""Seconds to wait for a message to arrive."""


class DemoError(Exception):
    """The story took another turn than it should; the text says where."""


@dataclass(slots=True)
class Timeline:
    """A printer of one line for each event, with the milliseconds since the start."""

    console: Console
    begin: float = field(default_factory=time.perf_counter)

    def tell(self, who: str, what: str, detail: str = "") -> None:
        """Print one line of the story."""
        stamp = f"{(time.perf_counter() - self.begin) * 1000:6.0f} ms"
        tail = f"  [dim]{detail}[/]" if detail else ""
        self.console.print(f"[dim]{stamp}[/]  [bold cyan]{who:<10}[/] {what}{tail}", soft_wrap=True)

    def why(self, text: str) -> None:
        """Print a reason below a line."""
        self.console.print(f"{'':22}[yellow]{text}[/]", soft_wrap=True)


@contextlib.asynccontextmanager
async def serving(app: FastAPI, port: socket.socket) -> AsyncIterator[None]:
    """Serve the application on this socket until the block ends."""
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on", access_log=False))
    running = asyncio.create_task(server.serve(sockets=[port]))
    try:
        while not server.started:
            if running.done():
                await running
                raise DemoError("De server is niet gestart.")
            await asyncio.sleep(0.01)
        yield
    finally:
        server.should_exit = True
        await running


def bind_free_port() -> socket.socket:
    """Return a socket bound to a free port of this machine."""
    port = socket.socket()
    port.bind(("127.0.0.1", 0))
    return port


def url_of(port: socket.socket) -> str:
    """Return the URL of the server on this socket."""
    return f"http://127.0.0.1:{port.getsockname()[1]}"


def sample(name: str) -> Any:
    """Return this file of samples/story."""
    return json.loads((bundled("samples") / "story" / name).read_text("utf-8"))


def ok(response: httpx.Response) -> dict[str, Any]:
    """Return the JSON of a successful answer. Raises DemoError for any other."""
    if not response.is_success:
        raise DemoError(f"{response.request.url.path} antwoordde {response.status_code}: {response.text}")
    answer: dict[str, Any] = response.json()
    return answer
