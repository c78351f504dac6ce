"""The HTTP server as we run it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from fastapi import FastAPI
from uvicorn import Config, Server
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_BESIDE_BODIES: Final = 64 * 1024
"""Bytes that a connection may send on end without a byte of a body or the end of a head among them."""
_TOO_LARGE: Final = {
    "type": "urn:iwmo-gateway:probleem:kop-te-groot",
    "title": "Kop te groot",
    "status": 431,
    "detail": "Adres en headers van de aanvraag zijn samen groter dan 64 kB.",
}


class _Protocol(HttpToolsProtocol):
    """One connection, which is closed when an address, a header, a trailer or the size of a chunk has no end.

    The parser keeps all of these in memory until they are complete, and sets no limit to them.
    """

    _beside = 0

    def data_received(self, data: bytes) -> None:
        """What came in was dealt with; what is left over of it until a head or a part of a body is complete counts."""
        self._beside += len(data)
        super().data_received(data)
        if self._beside > MOST_BESIDE_BODIES and not self.transport.is_closing():
            cycle: Any = self.cycle  # None before the first request
            if cycle is None or cycle.response_complete:
                said = json.dumps(_TOO_LARGE).encode()
                head = f"content-type: application/problem+json\r\ncontent-length: {len(said)}\r\nconnection: close"
                self.transport.write(f"HTTP/1.1 431 \r\n{head}\r\n\r\n".encode() + said)
            self.transport.close()

    def on_headers_complete(self) -> None:
        """A head is complete: what comes now counts anew."""
        super().on_headers_complete()
        self._beside = 0

    def on_body(self, body: bytes) -> None:
        """A part of a body is there: what comes now counts anew."""
        super().on_body(body)
        self._beside = 0

    def on_message_complete(self) -> None:
        """A request is complete: what comes now counts anew."""
        super().on_message_complete()
        self._beside = 0


class _Server(Server):
    """A server that leaves the signals to us: its own handlers end the process before the database is closed."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Nothing is captured."""
        yield


def new_server(app: FastAPI, grace: int) -> Server:
    """A server for an application that is open already; it keeps no access log and says nothing of itself.

    `grace`: seconds for requests under way when it stops.
    """
    return _Server(
        Config(
            app,
            http=_Protocol,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,  # who a request comes from is not for its headers to say: see gateway.api.identity
            timeout_graceful_shutdown=grace,
        )
    )
