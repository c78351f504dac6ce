"""An application served over HTTP(S) on a port of this machine, in the process that asks for it."""

import asyncio
import contextlib
import socket
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import uvicorn
from cryptography import x509
from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

KEEP_ALIVE_S: Final = 75
"""Seconds that an idle connection stays, as with most proxies: a client lets go of it long before that.

Whoever lets go last can meet a request that was just sent.
"""


class ServerNotStarted(Exception):
    """The server ended before it served."""


@dataclass(frozen=True, slots=True)
class TlsFiles:
    """What a server over TLS takes, as PEM files."""

    certificate: Path
    """Certificate and key."""
    authority: Path
    """Whoever calls has to show a certificate of this authority."""

    def context(self) -> ssl.SSLContext:
        """Return a context with these files. Raises OSError or ssl.SSLError."""
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(self.certificate)
        made.load_verify_locations(self.authority)
        made.verify_mode = ssl.CERT_REQUIRED
        return made


@contextlib.asynccontextmanager
async def serving(
    app: FastAPI, port: socket.socket, tls: TlsFiles | ssl.SSLContext | None = None
) -> AsyncIterator[None]:
    """Serve the application on this socket until the block ends; then cut what hangs. Raises ServerNotStarted.

    Over TLS the application sees the certificate of its caller, as the TLS extension of ASGI has it.
    """
    seen = _Certificates(app)
    config = uvicorn.Config(
        app if tls is None else seen,
        log_config=None,  # uvicorn's own would take its log from the process around it
        log_level="critical",
        lifespan="on",
        access_log=False,
        http="auto" if tls is None else "h11",
        timeout_graceful_shutdown=1,
        timeout_keep_alive=KEEP_ALIVE_S,
    )
    config.load()
    config.ssl = tls.context() if isinstance(tls, TlsFiles) else tls
    seen.server = server = uvicorn.Server(config)
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


class _Certificates:
    """Middleware that tells whose certificate the caller shows, which uvicorn leaves to others."""

    server: uvicorn.Server

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle the request."""
        if scope["type"] == "http":
            scope.setdefault("extensions", {})["tls"] = {"client_cert_name": self._name(scope["client"])}
        await self._app(scope, receive, send)

    def _name(self, client: tuple[str, int] | None) -> str | None:
        """Return the subject of the certificate on this caller's connection, as RFC 4514 writes it."""
        for each in self.server.server_state.connections:
            if isinstance(each, H11Protocol) and each.client == client:
                tls = each.transport.get_extra_info("ssl_object")
                shown = None if tls is None else tls.getpeercert(binary_form=True)
                return None if shown is None else x509.load_der_x509_certificate(shown).subject.rfc4514_string()
        return None


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
