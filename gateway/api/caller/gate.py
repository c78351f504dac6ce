"""The gate: the head of a request decides who calls, and how much room there is for what it asks.

No byte of a body is read for somebody unknown. Known callers and strangers have rooms of their own, and nobody may fill
a room alone.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Final

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.api.caller.identity import Identified, recognise
from gateway.api.http.bodies import content_length
from gateway.api.http.problems import CLIENT_LEFT, Problem, problem
from gateway.standard.xml.parse import MAX_BYTES

MAX_BODY_S: Final = 60.0
"""Seconds that a body may take to come in."""
BODY_GRACE_S: Final = 10.0
"""Seconds before a body has to come in at the minimum rate."""
MIN_BODY_BYTES_PER_S: Final = 16 * 1024
"""Bytes a second, from the start on, that a body comes in at least."""
MAX_BODY_BYTES_HELD: Final = 256 * 1024 * 1024
"""Bytes of all bodies together that one process holds at a time. To read one takes some eight times as much."""
MAX_BODY_BYTES_PER_CALLER: Final = 64 * 1024 * 1024
"""Of those, bytes of one caller: two of the largest messages, and many small ones."""
CALLER_SHARE: Final = 2
"""One caller gets at most 1/2 of the room for callers."""
STRANGERS_SHARE: Final = 4
"""Beside the room for callers there is 1/4 of it for requests without a good credential."""
ADDRESS_SHARE: Final = 20
"""One address gets at most 1/20 of the room for callers, of that for strangers."""
RETRY_AFTER: Final = {"retry-after": "1"}
_ALWAYS_LET_IN: Final = ("/health/", "/metrics")
"""Paths for monitoring, which matter most when the gateway is busy."""
_BUSY: Final = "De gateway heeft op dit moment te veel werk. Probeer het over een seconde opnieuw; er is niets gebeurd."
_OWN_REQUESTS: Final = (
    "Van u zijn er al {} aanvragen tegelijk onderweg, en meer kan er niet. Stuur de volgende pas als er een antwoord "
    "is; er is niets gebeurd."
)
_OWN_BYTES: Final = (
    "Wat u tegelijk stuurt, is samen groter dan {} MB. Stuur grote berichten na elkaar, elk pas na het antwoord op het "
    "vorige; er is niets gebeurd."
)
_TOO_SLOW: Final = (
    "De inhoud kwam te langzaam binnen: nodig is na {:g} seconden ten minste {:g} kB per seconde, en alles binnen "
    "{:g} seconden. Stuur de aanvraag opnieuw; er is niets gebeurd."
)


class _Room:
    """Places for requests that are under way, of which each caller or address gets a part."""

    def __init__(self, places: int, share: int) -> None:
        self._free = places
        self.share = share
        self._taken: Counter[str] = Counter()

    def enter(self, whose: str) -> None:
        """Take a place. Raises Problem 503 when there is none, or this caller has its share."""
        if not self._free:
            raise Problem(503, "te-druk", _BUSY, headers=RETRY_AFTER)
        if self._taken[whose] >= self.share:
            raise Problem(503, "te-veel-tegelijk", _OWN_REQUESTS.format(self.share), headers=RETRY_AFTER)
        self._free -= 1
        self._taken[whose] += 1

    def leave(self, whose: str) -> None:
        """Give the place back."""
        self._free += 1
        self._taken[whose] -= 1
        if not self._taken[whose]:
            del self._taken[whose]


class Memory:
    """Bytes of bodies that one process holds, of all callers together and of each."""

    def __init__(self) -> None:
        self._held: Counter[str] = Counter()
        self._total = 0

    def hold(self, whose: str, size: int) -> None:
        """Count bytes that come into memory. Raises Problem 503 when there are too many, and counts them then too."""
        self._total += size
        self._held[whose] += size
        if self._held[whose] > MAX_BODY_BYTES_PER_CALLER:
            text = _OWN_BYTES.format(MAX_BODY_BYTES_PER_CALLER // 1024 // 1024)
            raise Problem(503, "te-veel-tegelijk", text, headers=RETRY_AFTER)
        if self._total > MAX_BODY_BYTES_HELD:
            raise Problem(503, "te-druk", _BUSY, headers=RETRY_AFTER)

    def release(self, whose: str, size: int) -> None:
        """Count bytes that left memory."""
        self._total -= size
        self._held[whose] -= size
        if not self._held[whose]:
            del self._held[whose]


class Gate:
    """Middleware that recognises the caller by the head, and answers 503 with Retry-After when there is no room.

    `max_requests`: the room for known callers. `memory` is that of all gates of the process. `recognise` keeps what it
    finds with the request, so that a route doesn't look again.
    """

    def __init__(
        self,
        app: ASGIApp,
        max_requests: int,
        memory: Memory,
        recognise: Callable[[Request], Awaitable[Identified | Exception]] = recognise,
    ) -> None:
        self.app = app
        self._recognise = recognise
        self._callers = _Room(max_requests, max(1, max_requests // CALLER_SHARE))
        self._strangers = _Room(max(1, max_requests // STRANGERS_SHARE), max(1, max_requests // ADDRESS_SHARE))
        self._memory = memory

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle the request, or answer 503 when there is no room for it."""
        if scope["type"] != "http" or scope["path"].startswith(_ALWAYS_LET_IN):
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        caller = await self._recognise(request)
        if isinstance(caller, Exception):
            room, whose = self._strangers, request.app.state.doors.address(request)
        else:
            room, whose = self._callers, caller[0].code
        try:
            room.enter(whose)
        except Problem as full:
            await problem(full.status_code, full.name, full.text, headers=full.headers)(scope, receive, send)
            return
        known = not isinstance(caller, Exception)
        body = _Body(self._memory, whose, request, receive) if known else _NoBody(receive)
        try:
            await self.app(scope, body.next, send)
        finally:
            room.leave(whose)
            body.release()


class _NoBody:
    """The body of a stranger's request: empty, whatever is sent. A route that is not for strangers says so."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._told = False

    async def next(self) -> Message:
        """Return an empty body, and after that when the client has left."""
        if not self._told:
            self._told = True
            return {"type": "http.request", "body": b"", "more_body": False}
        while (message := await self._receive())["type"] != "http.disconnect":
            pass
        return message

    def release(self) -> None:
        """Give back nothing: nothing was held."""


class _Body:
    """The body of one request as it comes in."""

    def __init__(self, memory: Memory, whose: str, request: Request, receive: Receive) -> None:
        self._memory = memory
        self._whose = whose
        self._receive = receive
        self._start = asyncio.get_running_loop().time()
        declared = content_length(request.headers)
        self._declared = declared if declared <= MAX_BYTES else 0
        self._whole = False
        self._read = 0
        self._held = 0

    async def next(self) -> Message:
        """Return the next piece.

        Raises Problem 408 when the body comes too slowly, 503 when there is no room for it, and CLIENT_LEFT when the
        client is gone, which is no error of the gateway.
        """
        if self._whole:
            return await self._receive()
        self._hold(self._declared)
        try:
            async with asyncio.timeout_at(self._start + min(MAX_BODY_S, self._seconds())):
                message = await self._receive()
        except TimeoutError:
            text = _TOO_SLOW.format(BODY_GRACE_S, MIN_BODY_BYTES_PER_S / 1024, MAX_BODY_S)
            raise Problem(408, None, text) from None
        if message["type"] == "http.disconnect":
            raise Problem(CLIENT_LEFT)
        self._whole = not message.get("more_body", False)
        self._read += len(message.get("body", b""))
        self._hold(self._read)
        return message

    def release(self) -> None:
        """Give back the memory."""
        self._memory.release(self._whose, self._held)

    def _seconds(self) -> float:
        """Return how long after the start the next piece has to be in."""
        return BODY_GRACE_S + self._read / MIN_BODY_BYTES_PER_S

    def _hold(self, size: int) -> None:
        """Count that at least `size` bytes are held for this request: what is declared is counted before it comes."""
        if (more := size - self._held) > 0:
            self._held = size
            self._memory.hold(self._whose, more)
