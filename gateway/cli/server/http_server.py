"""The HTTP server as we run it."""

from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import FastAPI
from uvicorn import Config, Server

from gateway.cli.server.http_connection import Connection


class _Server(Server):
    """A server that leaves the signals to us: its own handlers end the process before the database is closed."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Nothing is captured."""
        yield


def new_server(app: FastAPI, grace: int) -> Server:
    """Return a server for an application that is open already; it keeps no access log and says nothing of itself.

    `grace`: seconds for requests under way when it stops.
    """
    return _Server(
        Config(
            app,
            http=Connection,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,  # who a request comes from is not for its headers to say: see gateway.api.identity
            timeout_graceful_shutdown=grace,
        )
    )
