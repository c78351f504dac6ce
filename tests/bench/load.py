"""A load generator that costs next to nothing: requests made beforehand, a fixed number of connections kept alive."""

import asyncio
import gc
import random
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from statistics import quantiles
from time import perf_counter
from typing import Protocol, cast

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


class _Source(Protocol):
    """Where callers get what they send."""

    def give(self, caller: "_Caller") -> None:
        """The caller, which has nothing to do, sends its next request, waits to be told to, or is done."""

    def idle(self, caller: "_Caller") -> bool:
        """True for one who waited to be told, and who is told nothing any more."""


class _Caller(asyncio.Protocol):
    """One connection with one request under way at a time."""

    def __init__(self, source: _Source, waits: list[float]) -> None:
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._source = source
        self._waits = waits
        self._answer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's are no subclass of it
        self._source.give(self)

    def data_received(self, data: bytes) -> None:
        self._answer += data
        head, end, body = self._answer.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if not end or length is None or len(body) < int(length[1]):
            return
        if not head.startswith(b"HTTP/1.1 202 ") or _APPROVED not in body:
            self._fail(UnexpectedAnswer((head + end + body).decode(errors="replace")))
            return
        self._waits.append(perf_counter() - self._since)
        self._answer = b""
        self._source.give(self)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._source.idle(self):  # a gateway closes what is not used for some seconds
            self.finish()
        else:
            self._fail(exc or ConnectionResetError("the gateway closed the connection"))

    def send(self, request: bytes, since: float) -> None:
        """The request is under way; the time that it takes counts from `since`."""
        self._since = since
        self._transport.write(request)

    def finish(self) -> None:
        """There is no more to send."""
        if not self.done.done():
            self.done.set_result(None)
        self._transport.close()

    def _fail(self, error: Exception) -> None:
        if not self.done.done():
            self.done.set_exception(error)
        self._transport.close()


@dataclass(frozen=True, slots=True)
class _AtOnce:
    """Whoever has its answer sends the next."""

    requests: Iterator[bytes]

    def give(self, caller: _Caller) -> None:
        following = next(self.requests, None)
        if following is None:
            caller.finish()
        else:
            caller.send(following, perf_counter())

    def idle(self, caller: _Caller) -> bool:
        return False


@dataclass(slots=True)
class _InTime:
    """Requests come up at their own times, whether or not those before have been answered."""

    ended: bool = False
    free: deque[_Caller] = field(default_factory=deque)
    waiting: deque[tuple[bytes, float]] = field(default_factory=deque)

    def give(self, caller: _Caller) -> None:
        if self.waiting:
            caller.send(*self.waiting.popleft())
        elif self.ended:
            caller.finish()
        else:
            self.free.append(caller)

    def idle(self, caller: _Caller) -> bool:
        if caller not in self.free:
            return False
        self.free.remove(caller)
        return True

    async def come_up(self, requests: Sequence[bytes], rate: float) -> None:
        """All have come up: so many a second, as if each came from somebody else (a Poisson process)."""
        moments = random.Random(1)
        due = perf_counter()
        for each in requests:
            due += moments.expovariate(rate)
            pause = due - perf_counter()
            if pause > 0:
                await asyncio.sleep(pause)
            if self.free:
                self.free.popleft().send(each, due)
            else:
                self.waiting.append((each, due))
        self.ended = True
        while self.free:
            self.free.pop().finish()


async def fire(ports: Sequence[int], requests: Sequence[bytes], connections: int) -> Fired:
    """Every request has its answer from one of the gateways at these ports, which get as many connections each."""
    return await _fired(ports, _AtOnce(iter(requests)), connections)


async def fire_in_time(ports: Sequence[int], requests: Sequence[bytes], connections: int, rate: float) -> Fired:
    """As `fire`, but so many requests come up a second, however long the answers take.

    Their waits count from when they came up: also the time in which no connection was free.
    """
    source = _InTime()
    coming = asyncio.create_task(source.come_up(requests, rate))
    try:
        fired = await _fired(ports, source, connections)
        if len(fired.waits) < len(requests):
            raise ConnectionResetError("the gateway closed all connections, for want of requests")
        return fired
    finally:
        coming.cancel()


async def _fired(ports: Sequence[int], source: _Source, connections: int) -> Fired:
    loop = asyncio.get_running_loop()
    waits = list[float]()
    gc.disable()  # what we stand still, a caller would seem to have waited
    try:
        begin = perf_counter()
        callers = [
            (await loop.create_connection(lambda: _Caller(source, waits), "127.0.0.1", port))[1]
            for port, _ in zip(cycle(ports), range(connections), strict=False)
        ]
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*(caller.done for caller in callers))
        return Fired(perf_counter() - begin, waits)
    finally:
        gc.enable()
