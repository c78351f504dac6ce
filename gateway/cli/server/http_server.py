"""The HTTP server, as configured for the gateway."""

from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import FastAPI
from uvicorn import Config, Server

from gateway.cli.server.http_connection import Connection


class _Server(Server):
    """A server without signal handlers: uvicorn's end the process before the database is closed."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals alone."""
        yield


def new_server(app: FastAPI, grace: int) -> Server:
    """Return a server for an application that is open already, without access log or Server header.

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
            proxy_headers=False,  # gateway.api.caller.identity decides which headers of a proxy to believe
            timeout_graceful_shutdown=grace,
        )
    )
