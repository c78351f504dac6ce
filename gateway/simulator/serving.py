"""An application served over HTTP(S) on a port of this machine, in the process that asks for it."""

import asyncio
import contextlib
import socket
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from fastapi import FastAPI


class ServerNotStarted(Exception):
    """The server ended before it served."""


@dataclass(frozen=True, slots=True)
class TlsFiles:
    """What a server over TLS takes, as PEM files."""

    certificate: Path
    """Certificate and key."""
    authority: Path
    """Whoever calls has to show a certificate of this authority."""


@contextlib.asynccontextmanager
async def serving(app: FastAPI, port: socket.socket, tls: TlsFiles | None = None) -> AsyncIterator[None]:
    """Serve the application on this socket until the block ends; then cut what hangs. Raises ServerNotStarted."""
    config = uvicorn.Config(
        app,
        log_level="critical",
        lifespan="on",
        access_log=False,
        timeout_graceful_shutdown=1,
        ssl_certfile=None if tls is None else tls.certificate,
        ssl_ca_certs=None if tls is None else str(tls.authority),
        ssl_cert_reqs=ssl.CERT_NONE if tls is None else ssl.CERT_REQUIRED,
    )
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve(sockets=[port]))
    try:
        while not server.started:
            if running.done():
                await running
                raise ServerNotStarted("De server is niet gestart.")
            await asyncio.sleep(0.01)
        yield
    finally:
        server.should_exit = True
        await running


def bind_port(host: str = "127.0.0.1", number: int = 0) -> socket.socket:
    """Return a socket bound to this port of this machine; 0: a free one. Raises OSError."""
    port = socket.socket()
    port.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        port.bind((host, number))
    except OSError:
        port.close()
        raise
    return port


def url_of(port: socket.socket, *, tls: bool = False) -> str:
    """Return the URL of the server on this socket; over TLS by the name of this machine, as certificates have it."""
    host, number = port.getsockname()[:2]
    return f"https://localhost:{number}" if tls else f"http://{host}:{number}"
