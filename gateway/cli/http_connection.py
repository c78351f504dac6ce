"""One HTTP connection: it is closed when what comes in has no end, when no request comes in, or no answer is taken."""

from asyncio import TimerHandle, Transport
from operator import itemgetter
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from gateway.api.problems import problem

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

_TOO_LARGE: Final = (431, "kop-te-groot", "Adres en headers van de aanvraag zijn samen groter dan 64 kB.")
_TOO_SLOW: Final = (408, "te-traag", "Adres en headers van de aanvraag waren er niet binnen {:g} seconden.")


class Connection(HttpToolsProtocol):
    """A connection with bounds to the size of a head and of all else beside bodies, and to the time a head may take.

    The parser keeps a head in memory until it is complete and the server waits for the rest as long as it takes. So it
    does with an answer that nobody takes.
    """

    _beside = 0
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
        super().data_received(data)
        if self._beside > MOST_BESIDE_BODIES and not self.transport.is_closing():
            self._close(*_TOO_LARGE)
        elif self.head_due is None and self.idle():
            self._wait_for_head()

    def on_headers_complete(self) -> None:
        """A head is complete: what comes now counts anew."""
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
            self._close(*_TOO_SLOW)

    def _close(self, status: int, soort: str, detail: str) -> None:
        """The connection is over, and who began a request that nobody answers yet is told why."""
        if self._beside and self.idle():
            said = bytes(problem(status, soort, detail.format(HEAD_SECONDS)).body)
            head = f"content-type: application/problem+json\r\ncontent-length: {len(said)}\r\nconnection: close"
            self.transport.write(f"HTTP/1.1 {status} \r\n{head}\r\n\r\n".encode() + said)
        self.transport.close()
