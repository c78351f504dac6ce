"""A trail through the log: each request has a name, given by its caller or made up, which all its lines carry."""

import re
import time
from secrets import token_hex
from typing import Final

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bind_contextvars, clear_contextvars

from gateway.api.http.problems import unexpected
from gateway.standard.identifiers import may_hold_bsn

REQUEST_ID_HEADER: Final = "X-Request-ID"
_REQUEST_ID: Final = REQUEST_ID_HEADER.lower().encode()
_NAME: Final = re.compile(r"[0-9A-Za-z_-]{8,64}", re.ASCII)
_LETTERS: Final = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
"""Letters for hexadecimal digits: one line of the log in five would else have to be searched for a BSN more closely."""
_QUIET: Final = frozenset({"/health/live", "/health/ready", "/metrics"})
"""Routes that monitoring asks every few seconds; logged only when the answer is an error."""
_ERROR: Final = 500

log = structlog.get_logger(__name__)


class Trail:
    """Middleware that names each request and logs one line about it; never its path, which may hold anything.

    Every answer, also to an unexpected error, carries that name, and the version of the API, as the API design rules
    ask.
    """

    def __init__(self, app: ASGIApp, version: str) -> None:
        self.app = app
        self._version = version.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle the request and log one line about it.

        Re-raises an unexpected error so that the server logs it too.
        """
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begin = time.perf_counter()
        given = next((value for name, value in scope["headers"] if name == _REQUEST_ID), b"").decode("latin-1")
        name = given if _NAME.fullmatch(given) and not may_hold_bsn(given) else token_hex(16).translate(_LETTERS)
        clear_contextvars()
        bind_contextvars(request=name)
        status = 0

        async def named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [
                    *message.get("headers", ()),
                    (_REQUEST_ID, name.encode()),
                    (b"api-version", self._version),
                ]
            await send(message)

        try:
            await self.app(scope, receive, named)
        except Exception as error:
            log.error("request.crashed", route=route_of(scope), error=type(error).__name__)
            if not status:
                await unexpected()(scope, receive, named)
            raise
        finally:
            _log_answer(scope["method"], route_of(scope), status or _ERROR, time.perf_counter() - begin)


def route_of(scope: Scope) -> str:
    """Return the path of the route as it is documented; "onbekend" when no route matched."""
    return getattr(scope.get("route"), "path", "onbekend")


def _log_answer(method: str, route: str, status: int, seconds: float) -> None:
    if route in _QUIET and status < _ERROR:
        return
    log.info("request.finished", method=method, route=route, status=status, duration_ms=round(seconds * 1000, 1))
