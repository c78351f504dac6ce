"""One HTTP connection: it is closed when what comes in has no end, when no request comes in, or no answer is taken."""

from asyncio import TimerHandle, Transport
from http import HTTPStatus
from operator import itemgetter
from typing import Any, Final

import httptools
import structlog
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from gateway.api.http.problems import problem
from gateway.api.http.safe_headers import SAFE_HEADERS
from gateway.cli.server.http_refusals import ENCODED, NEWER, UPGRADE, VERSIONS, HttpRefusal, Unreadable, refusal_of

MOST_BESIDE_BODIES: Final = 64 * 1024
"""Bytes that a connection may send on end without a byte of a body or the end of a head among them."""
HEAD_SECONDS: Final = 20.0
"""Within which a head has to be in: the first since the connection was made, others since their first byte."""
MOST_WAITING: Final = 500
"""Connections with no request under way; beyond it who was kept after an answer goes first, then who waits longest."""
TAKE_SECONDS: Final = 120.0
"""Within which an answer has to be taken: 25 MB at 2 Mbit/s."""
MOST_UNTAKEN: Final = 256 * 1024 * 1024
"""Bytes of answers that wait to be taken, on all connections; beyond it who has one waiting longest is cut off."""

_FIRST: Final = 16
"""Bytes at the beginning of a connection by which a client that speaks no HTTP/1.1 is known."""

_TOO_LARGE: Final = HttpRefusal(431, "kop-te-groot", "Adres en headers van de aanvraag zijn samen groter dan 64 kB.")
_TOO_LONG: Final = HttpRefusal(414, "adres-te-lang", "Het adres van de aanvraag is langer dan 64 kB.")
_TOO_SLOW: Final = HttpRefusal(408, "te-traag", "Adres en headers van de aanvraag waren er niet binnen {:g} seconden.")

log = structlog.get_logger(__name__)


class Connection(HttpToolsProtocol):
    """A connection with bounds to the size of a head and of all else beside bodies, and to the time a head may take.

    The parser keeps a head in memory until it is complete and the server waits for the rest as long as it takes. So it
    does with an answer that nobody takes.
    """

    _beside = 0
    _first: bytes | None = b""
    """How the connection began; None once a request was read."""
    head_due: TimerHandle | None = None
    """When its head has to be in; None: nothing of one came in since the last answer, or a request is under way."""

    take_due: TimerHandle | None = None
    """When an answer has to be taken; None: none piles up."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """The clock runs, and no more connections wait than there is room for."""
        super().connection_made(transport)
        self._wait_for_head()
        if len(self.connections) > MOST_WAITING:
            self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for."""
        self._came()
        self._taken()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """An answer piles up: the clock runs, and no more of them wait than there is room for."""
        super().pause_writing()
        self.take_due = self.loop.call_later(TAKE_SECONDS, self.transport.abort)
        piled = [each for each in self.connections if isinstance(each, Connection) and each.take_due is not None]
        if sum(each.transport.get_write_buffer_size() for each in piled) > MOST_UNTAKEN:
            min(piled, key=lambda each: each.take_due.when() if each.take_due else 0.0).transport.abort()

    def resume_writing(self) -> None:
        """It was taken, but for the last of it."""
        self._taken()
        super().resume_writing()

    def data_received(self, data: bytes) -> None:
        """What came in was dealt with; what is left over of it until a head or a part of a body is complete counts."""
        self._beside += len(data)
        if self._first is not None and len(self._first) < _FIRST:
            self._first += data[:_FIRST]
        self._unset_keepalive_if_required()
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            # Another protocol is offered, not demanded: the request is answered as any other. The parser stops here.
            self.cycle.keep_alive = False
            return
        except httptools.HttpParserError as error:
            self._refuse(refusal_of(error, self._first or b""))
            return
        if self._beside > MOST_BESIDE_BODIES and not self.transport.is_closing():
            self._refuse(_TOO_LONG if self._in_address() else _TOO_LARGE)
        elif self.head_due is None and self.idle():
            self._wait_for_head()

    def on_headers_complete(self) -> None:
        """A head is complete: what comes now counts anew. Raises Unreadable when it asks what isn't done here."""
        if self.parser.get_http_version() not in VERSIONS:
            raise Unreadable(NEWER)
        encodings = [value.strip().lower() for name, value in self.headers if name == b"transfer-encoding"]
        if encodings not in ([], [b"chunked"]):
            raise Unreadable(ENCODED)
        if self.parser.should_upgrade() and (encodings or self._has_length()):
            raise Unreadable(UPGRADE)
        self._first = None
        super().on_headers_complete()
        self._beside = 0
        self._came()

    def on_body(self, body: bytes) -> None:
        """A part of a body is there: what comes now counts anew."""
        super().on_body(body)
        self._beside = 0

    def on_message_complete(self) -> None:
        """A request is complete: what comes now counts anew."""
        super().on_message_complete()
        self._beside = 0
        self._came()

    def idle(self) -> bool:
        """No request is under way."""
        cycle: Any = self.cycle  # None before the first request
        return cycle is None or cycle.response_complete

    def _has_length(self) -> bool:
        return any(name == b"content-length" and value.strip(b"0 ") for name, value in self.headers)

    def _in_address(self) -> bool:
        """Return whether an address came in so far, no header, and it is what takes the room."""
        return self.idle() and not self.headers and len(getattr(self, "url", b"")) > MOST_BESIDE_BODIES // 2

    def _make_room(self) -> None:
        waiting = [
            (each.head_due.when() if each.head_due else 0.0, each.transport)
            for each in self.connections
            if isinstance(each, Connection) and each.idle() and not each.transport.is_closing()
        ]
        if len(waiting) > MOST_WAITING:
            min(waiting, key=itemgetter(0))[1].close()

    def _wait_for_head(self) -> None:
        self.head_due = self.loop.call_later(HEAD_SECONDS, self._too_slow)

    def _came(self) -> None:
        if self.head_due is not None:
            self.head_due.cancel()
            self.head_due = None

    def _taken(self) -> None:
        if self.take_due is not None:
            self.take_due.cancel()
            self.take_due = None

    def _too_slow(self) -> None:
        self.head_due = None
        if not self.transport.is_closing():
            self._refuse(_TOO_SLOW)

    def _refuse(self, refusal: HttpRefusal) -> None:
        """End the connection, and tell a caller who began a request that nobody answers yet why.

        While an earlier request is under way its answer goes first, and then the connection ends: a word about what
        came after it would be taken for its answer.
        """
        if self.transport.is_closing():
            return
        cycle: Any = self.cycle
        if not self.idle() and not cycle.more_body:
            cycle.keep_alive = False
            self.flow.pause_reading()
            return
        if self._beside if self.idle() else not cycle.response_started:
            log.info("request.refused", status=refusal.status, reason=refusal.soort)
            self.transport.write(_answer(refusal))
        if not self.idle():
            cycle.disconnected = True
            cycle.message_event.set()
        self.transport.close()


def _answer(refusal: HttpRefusal) -> bytes:
    """Return the answer with the problem document, as it goes over the wire."""
    said = bytes(problem(refusal.status, refusal.soort, refusal.detail.format(HEAD_SECONDS)).body)
    headers = {
        "content-type": "application/problem+json",
        "content-length": str(len(said)),
        "connection": "close",
        **SAFE_HEADERS,
    }
    lines = "\r\n".join(f"{name}: {value}" for name, value in headers.items())
    return f"HTTP/1.1 {refusal.status} {HTTPStatus(refusal.status).phrase}\r\n{lines}\r\n\r\n".encode() + said
