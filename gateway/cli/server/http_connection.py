"""One HTTP connection, with bounds on the size and time of a head, and on answers that the client doesn't read."""

from asyncio import TimerHandle, Transport
from collections import Counter
from http import HTTPStatus
from typing import Any, Final

import httptools
import structlog
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from gateway.api.http.description import VERSION
from gateway.api.http.problems import problem
from gateway.api.http.safe_headers import SAFE_HEADERS
from gateway.cli.server.http_refusals import ENCODED, NEWER, UPGRADE, VERSIONS, HttpRefusal, Unreadable, refusal_of

MAX_BYTES_OUTSIDE_BODIES: Final = 64 * 1024
"""Bytes that a connection may send in a row without a byte of a body or the end of a head among them."""
HEAD_TIMEOUT_S: Final = 20.0
"""Seconds that a head may take: the first since the connection was made, others since their first byte."""
MAX_IDLE_CONNECTIONS: Final = 500
"""Connections without a request under way. Beyond it one of the address that has most of them is closed: one kept after
an answer, else the oldest."""
ANSWER_TIMEOUT_S: Final = 120.0
"""Seconds in which the client has to read an answer that is written at once: 25 MB at 2 Mbit/s. One that is written in
parts may wait so long for its client, all parts together, and longer only for who reads at the minimum rate."""
MIN_ANSWER_BYTES_PER_S: Final = 16 * 1024
"""Bytes a second of an answer in parts that a client reads at least, while the next part waits for it."""
MAX_UNSENT_BYTES: Final = 256 * 1024 * 1024
"""Bytes of unread answers on all connections; beyond it one of the address that leaves most unread is cut off."""

_CONTINUE: Final = b"HTTP/1.1 100 "
_FIRST_BYTES: Final = 16
"""Bytes at the beginning of a connection that show whether the client speaks another protocol."""

_TOO_LARGE: Final = HttpRefusal(431, "kop-te-groot", "Adres en headers van de aanvraag zijn samen groter dan 64 kB.")
_TOO_LONG: Final = HttpRefusal(414, "adres-te-lang", "Het adres van de aanvraag is langer dan 64 kB.")
_TOO_SLOW: Final = HttpRefusal(408, "te-traag", "Adres en headers van de aanvraag waren er niet binnen {:g} seconden.")

log = structlog.get_logger(__name__)


class AnswerTransport:
    """The transport for one answer: sends its head together with the first part of its body.

    uvicorn writes them apart, and each write is a packet for which the client is woken. It writes a body, be it an
    empty one, to every request but HEAD.
    """

    def __init__(self, transport: Transport) -> None:
        self.is_closing = transport.is_closing
        self._transport = transport
        self._head: bytes | None = None
        """b"" once it was sent."""

    def write(self, data: bytes) -> None:
        """Send the data after the head; keep the head."""
        if self._head is None and not data.startswith(_CONTINUE):
            self._head = data
        elif self._head:
            self._transport.writelines((self._head, data))
            self._head = b""
        else:
            self._transport.write(data)

    def close(self) -> None:
        """Send the head if it waits, and close the connection."""
        if self._head:
            self.write(b"")
        self._transport.close()


class Connection(HttpToolsProtocol):
    """A connection with bounds on the size of a head and of all else outside bodies, and on waiting.

    Without these the parser would keep a head in memory until it is complete, and the server would wait forever for the
    rest of a head, or for a client that doesn't read its answer.
    """

    _bytes_outside_bodies = 0
    _first: bytes | None = b""
    """The first bytes of the connection; None once a request was read."""
    head_due: TimerHandle | None = None
    """The timer for a head; None: no byte of one came in since the last answer, or a request is under way."""

    answer_due: TimerHandle | None = None
    """The timer for an answer that the client has to read; None: no answer waits."""
    _unread_bytes = 0
    """What the client had not read when the answer began to wait."""
    _waited_since = 0.0
    _waited_s = 0.0
    """Seconds that answers have waited since the connection was last idle."""
    _read_bytes = 0
    """What the client read in that time."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Start the timer for the first head; close an idle connection when there are too many."""
        super().connection_made(transport)
        self._start_head_timer()
        if len(self.connections) > MAX_IDLE_CONNECTIONS:
            self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timers."""
        self._stop_head_timer()
        self._stop_answer_timer()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Start the timer for an unread answer; cut one off when they hold too many bytes."""
        super().pause_writing()
        self._unread_bytes, self._waited_since = self.transport.get_write_buffer_size(), self.loop.time()
        patience = ANSWER_TIMEOUT_S + self._read_bytes / MIN_ANSWER_BYTES_PER_S - self._waited_s
        self.answer_due = self.loop.call_later(patience, self.transport.abort)
        unsent = Counter[str]()
        piled = [each for each in self.connections if isinstance(each, Connection) and each.answer_due is not None]
        for each in piled:
            unsent[each.address()] += each.transport.get_write_buffer_size()
        if unsent.total() > MAX_UNSENT_BYTES:
            [(greediest, _)] = unsent.most_common(1)
            own = (each for each in piled if each.address() == greediest)
            min(own, key=lambda each: each.answer_due.when() if each.answer_due else 0.0).transport.abort()

    def address(self) -> str:
        """Return the address of the client, which may be a proxy; "" when there is none."""
        return self.client[0] if self.client else ""

    def resume_writing(self) -> None:
        """Stop the timer: the client has read nearly all of what was written."""
        self._stop_answer_timer()
        self._waited_s += self.loop.time() - self._waited_since
        self._read_bytes += self._unread_bytes - self.transport.get_write_buffer_size()
        super().resume_writing()

    def data_received(self, data: bytes) -> None:
        """Parse the bytes; count those outside bodies, and refuse them when they are invalid or too many."""
        self._bytes_outside_bodies += len(data)
        if self._first is not None and len(self._first) < _FIRST_BYTES:
            self._first += data[:_FIRST_BYTES]
        self._unset_keepalive_if_required()
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            # The client offers another protocol and demands none: answer the request as any other.
            self.cycle.keep_alive = False
            return
        except httptools.HttpParserError as error:
            self._refuse(refusal_of(error, self._first or b""))
            return
        if self._bytes_outside_bodies > MAX_BYTES_OUTSIDE_BODIES and not self.transport.is_closing():
            self._refuse(_TOO_LONG if self._in_address() else _TOO_LARGE)
        elif self.head_due is None and self.idle():
            self._start_head_timer()

    def on_headers_complete(self) -> None:
        """Check the head; reset the count and the timer. Raises Unreadable when it asks for the impossible."""
        if self.parser.get_http_version() not in VERSIONS:
            raise Unreadable(NEWER)
        encodings = [value.strip().lower() for name, value in self.headers if name == b"transfer-encoding"]
        if encodings not in ([], [b"chunked"]):
            raise Unreadable(ENCODED)
        if self.parser.should_upgrade() and (encodings or self._has_length()):
            raise Unreadable(UPGRADE)
        self._first = None
        if self.idle():
            self._waited_s, self._read_bytes = 0.0, 0
        super().on_headers_complete()
        if self.scope["method"] != "HEAD":
            self.cycle.transport = AnswerTransport(self.transport)  # type: ignore[assignment]  # all that it needs
        self._bytes_outside_bodies = 0
        self._stop_head_timer()

    def on_body(self, body: bytes) -> None:
        """Take in a part of a body; reset the count."""
        super().on_body(body)
        self._bytes_outside_bodies = 0

    def on_message_complete(self) -> None:
        """End a request; reset the count and the timer."""
        super().on_message_complete()
        self._bytes_outside_bodies = 0
        self._stop_head_timer()

    def idle(self) -> bool:
        """Return True when no request is under way."""
        cycle: Any = self.cycle  # None before the first request
        return cycle is None or cycle.response_complete

    def _has_length(self) -> bool:
        return any(name == b"content-length" and value.strip(b"0 ") for name, value in self.headers)

    def _in_address(self) -> bool:
        """Return True when only an address came in so far, and it takes most of the bytes."""
        return self.idle() and not self.headers and len(getattr(self, "url", b"")) > MAX_BYTES_OUTSIDE_BODIES // 2

    def _make_room(self) -> None:
        waiting = [
            each
            for each in self.connections
            if isinstance(each, Connection) and each.idle() and not each.transport.is_closing()
        ]
        if len(waiting) > MAX_IDLE_CONNECTIONS:
            [(greediest, _)] = Counter(each.address() for each in waiting).most_common(1)
            own = (each for each in waiting if each.address() == greediest)
            min(own, key=lambda each: each.head_due.when() if each.head_due else 0.0).transport.close()

    def _start_head_timer(self) -> None:
        self.head_due = self.loop.call_later(HEAD_TIMEOUT_S, self._too_slow)

    def _stop_head_timer(self) -> None:
        if self.head_due is not None:
            self.head_due.cancel()
            self.head_due = None

    def _stop_answer_timer(self) -> None:
        if self.answer_due is not None:
            self.answer_due.cancel()
            self.answer_due = None

    def _too_slow(self) -> None:
        self.head_due = None
        if not self.transport.is_closing():
            self._refuse(_TOO_SLOW)

    def _refuse(self, refusal: HttpRefusal) -> None:
        """Close the connection; answer with the refusal if a request has begun and has no answer yet.

        While an earlier request is under way, its answer is sent and then the connection closes: a refusal of what
        came after it would be taken for its answer.
        """
        if self.transport.is_closing():
            return
        cycle: Any = self.cycle
        if not self.idle() and not cycle.more_body:
            cycle.keep_alive = False
            self.flow.pause_reading()
            return
        if self._bytes_outside_bodies if self.idle() else not cycle.response_started:
            log.info("request.refused", status=refusal.status, reason=refusal.soort)
            self.transport.write(_answer(refusal))
        if not self.idle():
            cycle.disconnected = True
            cycle.message_event.set()
        self.transport.close()


def _answer(refusal: HttpRefusal) -> bytes:
    """Return the bytes of the answer with the problem document."""
    said = bytes(problem(refusal.status, refusal.soort, refusal.detail.format(HEAD_TIMEOUT_S)).body)
    headers = {
        "content-type": "application/problem+json",
        "content-length": str(len(said)),
        "connection": "close",
        "api-version": VERSION,
        **SAFE_HEADERS,
    }
    lines = "\r\n".join(f"{name}: {value}" for name, value in headers.items())
    return f"HTTP/1.1 {refusal.status} {HTTPStatus(refusal.status).phrase}\r\n{lines}\r\n\r\n".encode() + said
