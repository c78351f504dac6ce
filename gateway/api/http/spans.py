"""A span for each request, when the operator asked for traces."""

from typing import Final

from opentelemetry.propagate import extract
from opentelemetry.trace import SpanKind, StatusCode
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import get_contextvars

from gateway.api.http.trail import route_of
from gateway.exchange.kernel.tracing import spanning
from gateway.standard.identifiers import may_hold_bsn

_ERROR: Final = 500
_PARENT: Final = "traceparent"


def _parent_header(scope: Scope) -> dict[str, str]:
    """Return the header that names the caller's span; not the free text of tracestate and baggage."""
    parent = Headers(scope=scope).get(_PARENT, "")
    made_up = any(part.isdecimal() and may_hold_bsn(part) for part in parent.split("-"))
    return {} if made_up else {_PARENT: parent}


class Spans:
    """Middleware that makes a span of each request, under that of its caller; inside `Trail`, which names it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle the request within a span."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status = _ERROR

        async def seen(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        with spanning("request", SpanKind.SERVER, extract(_parent_header(scope))) as span:
            try:
                await self.app(scope, receive, seen)
            finally:
                route, name = route_of(scope), get_contextvars().get("request", "")
                span.update_name(f"{scope['method']} {route}")
                span.set_attributes({"http.route": route, "http.response.status_code": status, "gateway.request": name})
                if status >= _ERROR:
                    span.set_status(StatusCode.ERROR)
