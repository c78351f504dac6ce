"""A trail through the log: each request has a name, given by its caller or made up, and its lines carry it."""

import re
import time
from typing import Final
from uuid import uuid4

import structlog
from opentelemetry.propagate import extract
from opentelemetry.trace import SpanKind
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bind_contextvars, clear_contextvars

from gateway.exchange.tracing import tracer

HEADER: Final = "X-Request-ID"
_NAME: Final = re.compile(r"[0-9A-Za-z_-]{8,64}", re.ASCII)
_QUIET: Final = frozenset({"/health/live", "/health/ready", "/metrics"})
"""Asked every few seconds by who watches; told only when the answer is an error."""
_ERROR: Final = 500

log = structlog.get_logger(__name__)


class Trail:
    """Middleware that names each request and tells of it in one line; never its address, which may hold anything."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The request was answered, and its line is in the log."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begin = time.perf_counter()
        headers = Headers(scope=scope)
        given = headers.get(HEADER, "")
        name = given if _NAME.fullmatch(given) else uuid4().hex
        clear_contextvars()
        bind_contextvars(request=name)
        status = _ERROR

        async def named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = name
            await send(message)

        with tracer.start_as_current_span("request", extract(headers), SpanKind.SERVER) as span:
            try:
                await self.app(scope, receive, named)
            finally:
                route = getattr(scope.get("route"), "path", "onbekend")
                span.update_name(f"{scope['method']} {route}")
                span.set_attributes({"http.route": route, "http.response.status_code": status, "gateway.request": name})
                _tell(scope["method"], route, status, time.perf_counter() - begin)


def _tell(method: str, route: str, status: int, seconds: float) -> None:
    if route in _QUIET and status < _ERROR:
        return
    log.info("request", method=method, route=route, status=status, duur_ms=round(seconds * 1000, 1))
