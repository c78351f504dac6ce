"""A load generator that costs next to nothing: requests made beforehand, a fixed number of connections kept alive."""

import asyncio
import gc
import random
import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from statistics import quantiles
from time import perf_counter
from typing import Protocol, cast

MAX_WAIT_S = 120
"""After which a request counts as lost."""

_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *([0-9]+)")
_APPROVED = b'"oordeel":"goedgekeurd"'


class UnexpectedAnswer(Exception):
    """An answer that is not the receipt of an approved message."""


@dataclass(frozen=True, slots=True)
class Fired:
    """The times of a number of requests, all answered as they should be."""

    seconds: float
    waits: list[float]
    """Seconds from each request to its answer."""

    def within(self, percent: int) -> float:
        """Return the seconds within which this percentage of the requests was answered."""
        return quantiles(self.waits, n=100)[percent - 1]


def request(path: str, sleutel: str, body: bytes) -> bytes:
    """Return the bytes of a POST."""
    head = (
        f"POST {path} HTTP/1.1\r\nhost: gateway\r\nauthorization: Bearer {sleutel}\r\n"
        f"content-type: application/xml\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class _Source(Protocol):
    """A source of requests for callers."""

    def give(self, caller: "_Caller") -> None:
        """Give the idle caller its next request, let it wait, or finish it."""

    def idle(self, caller: "_Caller") -> bool:
        """Return True for a caller that waits for a request that never comes."""


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
        """Send the request; its time counts from `since`."""
        self._since = since
        self._transport.write(request)

    def finish(self) -> None:
        """Close the connection: there are no more requests."""
        if not self.done.done():
            self.done.set_result(None)
        self._transport.close()

    def _fail(self, error: Exception) -> None:
        if not self.done.done():
            self.done.set_exception(error)
        self._transport.close()


@dataclass(frozen=True, slots=True)
class _AtOnce:
    """Gives a caller its next request as soon as the last is answered."""

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
    """Gives requests at their own times, whether or not those before are answered."""

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
        """Bring up all requests, this many a second, as if each came from another caller (a Poisson process)."""
        moments = random.Random(1)
        due = perf_counter()
        for each in requests:
            due += moments.expovariate(rate)
            pause = due - perf_counter()
            if pause > 0:
                await asyncio.sleep(pause)
            if self.free:
                self.free.pop().send(each, due)  # the last one: others may be closed for want of use
            else:
                self.waiting.append((each, due))
        self.ended = True
        while self.free:
            self.free.pop().finish()


def loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Return the event loop that the gateway runs on too.

    Python's own copies what is left of a large request each time that a piece of it went out.
    """
    try:
        from uvloop import new_event_loop
    except ImportError:
        return None
    return new_event_loop


async def fire(ports: Sequence[int], requests: Sequence[bytes], connections: int) -> Fired:
    """Send all requests to the gateways at these ports, over as many connections to each, and wait for the answers."""
    return await _fired(ports, _AtOnce(iter(requests)), connections)


async def fire_in_time(ports: Sequence[int], requests: Sequence[bytes], connections: int, rate: float) -> Fired:
    """Send as `fire` does, but at this many requests a second, however long the answers take.

    A wait counts from when its request came up, so also the time without a free connection.
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
        async with asyncio.timeout(MAX_WAIT_S):
            await asyncio.gather(*(caller.done for caller in callers))
        return Fired(perf_counter() - begin, waits)
    finally:
        gc.enable()
