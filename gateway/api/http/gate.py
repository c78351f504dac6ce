"""The gate: no more work is let in than the process can carry, and nobody keeps a place by being slow."""

import asyncio
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.api.http.problems import CLIENT_LEFT, Problem, problem

SECONDS: Final = 60
"""Within which a body has to be in."""
HELD: Final = 256 * 1024 * 1024
"""Bytes of all bodies together that one process holds at a time."""
RETRY_AFTER: Final = {"retry-after": "1"}
_ALWAYS: Final = ("/health/", "/metrics")
"""Who watches over the gateway gets in, above all when it is busy."""
_BUSY: Final = "De gateway heeft op dit moment te veel werk. Probeer het over een seconde opnieuw; er is niets gebeurd."


class Gate:
    """Middleware that answers 503 with Retry-After instead of taking in more than `most` requests, or `HELD` bytes."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self.app = app
        self._room = most
        self._held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The request was answered, or told to come back."""
        if scope["type"] != "http" or scope["path"].startswith(_ALWAYS):
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
        """So many bytes more are in memory. Raises Problem 503 when that is too much."""
        self._held += size
        if self._held > HELD:
            raise Problem(503, "te-druk", _BUSY, headers=RETRY_AFTER)


class _Body:
    """The body of one request as it comes in."""

    def __init__(self, gate: Gate, receive: Receive) -> None:
        self._gate = gate
        self._receive = receive
        self._until = asyncio.get_running_loop().time() + SECONDS
        self._whole = False
        self.size = 0

    async def next(self) -> Message:
        """Return the next piece.

        Raises Problem 408 when the body takes too long, 503 when there is no room for it, and CLIENT_LEFT when its
        sender is gone: that is nobody's error, and nobody is there to read the answer.
        """
        if self._whole:
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._until):
                message = await self._receive()
        except TimeoutError:
            raise Problem(408, None, f"De inhoud was er niet binnen {SECONDS} seconden.") from None
        if message["type"] == "http.disconnect":
            raise Problem(CLIENT_LEFT)
        self._whole = not message.get("more_body", False)
        size = len(message.get("body", b""))
        self.size += size
        self._gate.hold(size)
        return message
