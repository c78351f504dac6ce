"""A load generator that costs next to nothing: requests made beforehand, a fixed number of connections kept alive."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from time import perf_counter, process_time

_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *([0-9]+)")
_APPROVED = b'"oordeel":"goedgekeurd"'


class UnexpectedAnswer(Exception):
    """The gateway gave something else than the receipt of an approved message."""


def request(path: str, sleutel: str, body: bytes) -> bytes:
    """The bytes of a POST."""
    head = (
        f"POST {path} HTTP/1.1\r\nhost: gateway\r\nauthorization: Bearer {sleutel}\r\n"
        f"content-type: application/xml\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class _Caller(asyncio.Protocol):
    """One connection that sends the next request as soon as it has the answer to the one before."""

    def __init__(self, requests: Iterator[bytes]) -> None:
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._requests = requests
        self._answer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        self._answer += data
        head, end, body = self._answer.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if not end or length is None or len(body) < int(length[1]):
            return
        if not head.startswith(b"HTTP/1.1 202 ") or _APPROVED not in body:
            self._fail(UnexpectedAnswer((head + end + body).decode(errors="replace")))
        else:
            self._answer = b""
            self._next()

    def connection_lost(self, exc: Exception | None) -> None:
        self._fail(exc or ConnectionResetError("the gateway closed the connection"))

    def _next(self) -> None:
        following = next(self._requests, None)
        if following is not None:
            self._transport.write(following)
            return
        if not self.done.done():
            self.done.set_result(None)
        self._transport.close()

    def _fail(self, error: Exception) -> None:
        if not self.done.done():
            self.done.set_exception(error)


async def fire(port: int, requests: Sequence[bytes], connections: int) -> tuple[float, float]:
    """Every request has its answer: the seconds that took, and the processor's seconds it took of this process."""
    loop = asyncio.get_running_loop()
    waiting = iter(requests)
    begin, burnt = perf_counter(), process_time()
    callers = [
        (await loop.create_connection(lambda: _Caller(waiting), "127.0.0.1", port))[1] for _ in range(connections)
    ]
    await asyncio.gather(*(caller.done for caller in callers))
    return perf_counter() - begin, process_time() - burnt
