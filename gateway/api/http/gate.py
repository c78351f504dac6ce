"""The gate: bounds on the requests under way, the bytes they hold in memory, and the time a body may take."""

import asyncio
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.api.http.problems import CLIENT_LEFT, Problem, problem

MAX_BODY_S: Final = 60
"""Seconds that a body may take to come in."""
MAX_BODY_BYTES_HELD: Final = 256 * 1024 * 1024
"""Bytes of all bodies together that one process holds at a time."""
RETRY_AFTER: Final = {"retry-after": "1"}
_ALWAYS_LET_IN: Final = ("/health/", "/metrics")
"""Paths for monitoring, which matter most when the gateway is busy."""
_BUSY: Final = "De gateway heeft op dit moment te veel werk. Probeer het over een seconde opnieuw; er is niets gebeurd."


class Gate:
    """Middleware that answers 503 with Retry-After beyond `max_requests` requests or `MAX_BODY_BYTES_HELD` bytes."""

    def __init__(self, app: ASGIApp, max_requests: int) -> None:
        self.app = app
        self._room = max_requests
        self._held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle the request, or answer 503 when there is no room for it."""
        if scope["type"] != "http" or scope["path"].startswith(_ALWAYS_LET_IN):
            await self.app(scope, receive, send)
            return
        if not self._room:
            await problem(503, "te-druk", _BUSY, headers=RETRY_AFTER)(scope, receive, send)
            return
        self._room -= 1
        body = _Body(self, receive)
        try:
            await self.app(scope, body.next, send)
        finally:
            self._room += 1
            self._held -= body.size

    def hold(self, size: int) -> None:
        """Count bytes that came into memory. Raises Problem 503 when there are too many."""
        self._held += size
        if self._held > MAX_BODY_BYTES_HELD:
            raise Problem(503, "te-druk", _BUSY, headers=RETRY_AFTER)


class _Body:
    """The body of one request as it comes in."""

    def __init__(self, gate: Gate, receive: Receive) -> None:
        self._gate = gate
        self._receive = receive
        self._until = asyncio.get_running_loop().time() + MAX_BODY_S
        self._whole = False
        self.size = 0

    async def next(self) -> Message:
        """Return the next piece.

        Raises Problem 408 when the body takes too long, 503 when there is no room for it, and CLIENT_LEFT when the
        client is gone, which is no error of the gateway.
        """
        if self._whole:
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._until):
                message = await self._receive()
        except TimeoutError:
            raise Problem(408, None, f"De inhoud was er niet binnen {MAX_BODY_S} seconden.") from None
        if message["type"] == "http.disconnect":
            raise Problem(CLIENT_LEFT)
        self._whole = not message.get("more_body", False)
        size = len(message.get("body", b""))
        self.size += size
        self._gate.hold(size)
        return message
