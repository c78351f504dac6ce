"""A load generator that costs next to nothing: requests made beforehand, a fixed number of connections kept alive."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from statistics import quantiles
from time import perf_counter
from typing import cast

PATIENCE = 120
"""Seconds after which something must be wrong."""

_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *([0-9]+)")
_APPROVED = b'"oordeel":"goedgekeurd"'


class UnexpectedAnswer(Exception):
    """The gateway gave something else than the receipt of an approved message."""


@dataclass(frozen=True, slots=True)
class Fired:
    """How a number of requests went, all of them answered as they should."""

    seconds: float
    waits: list[float]
    """Seconds from each request to its answer."""

    def within(self, percent: int) -> float:
        """So many seconds was the longest that this part of the requests took."""
        return quantiles(self.waits, n=100)[percent - 1]


def request(path: str, sleutel: str, body: bytes) -> bytes:
    """The bytes of a POST."""
    head = (
        f"POST {path} HTTP/1.1\r\nhost: gateway\r\nauthorization: Bearer {sleutel}\r\n"
        f"content-type: application/xml\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class _Caller(asyncio.Protocol):
    """One connection that sends the next request as soon as it has the answer to the one before."""

    def __init__(self, requests: Iterator[bytes], waits: list[float]) -> None:
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._requests = requests
        self._waits = waits
        self._answer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's are no subclass of it
        self._next()

    def data_received(self, data: bytes) -> None:
        self._answer += data
        head, end, body = self._answer.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if not end or length is None or len(body) < int(length[1]):
            return
        if not head.startswith(b"HTTP/1.1 202 ") or _APPROVED not in body:
            self._fail(UnexpectedAnswer((head + end + body).decode(errors="replace")))
            return
        self._waits.append(perf_counter() - self._sent)
        self._answer = b""
        self._next()

    def connection_lost(self, exc: Exception | None) -> None:
        self._fail(exc or ConnectionResetError("the gateway closed the connection"))

    def _next(self) -> None:
        following = next(self._requests, None)
        if following is not None:
            self._sent = perf_counter()
            self._transport.write(following)
            return
        if not self.done.done():
            self.done.set_result(None)
        self._transport.close()

    def _fail(self, error: Exception) -> None:
        if not self.done.done():
            self.done.set_exception(error)
        self._transport.close()


async def fire(ports: Sequence[int], requests: Sequence[bytes], connections: int) -> Fired:
    """Every request has its answer from one of the gateways at these ports, which get as many connections each."""
    loop = asyncio.get_running_loop()
    waiting, waits = iter(requests), list[float]()
    begin = perf_counter()
    callers = [
        (await loop.create_connection(lambda: _Caller(waiting, waits), "127.0.0.1", port))[1]
        for port, _ in zip(cycle(ports), range(connections), strict=False)
    ]
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*(caller.done for caller in callers))
    return Fired(perf_counter() - begin, waits)
