"""Headers of each page: no script, no frame, nothing from elsewhere, and nothing kept by the browser."""

from collections.abc import Mapping
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS: Final[Mapping[str, str]] = {
    "content-security-policy": _POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
KEPT: Final = b"cache-control"
_NO_STORE: Final = (KEPT, b"no-store")
_RAW: Final = tuple((name.encode(), value.encode()) for name, value in HEADERS.items())
_NAMES: Final = frozenset(name for name, _ in _RAW)
_HTTPS_ONLY: Final = (b"strict-transport-security", b"max-age=31536000")
_FORWARDED: Final = b"x-forwarded-proto"


class ConsoleHeaders:
    """Middleware that puts the headers on every answer. Only what says itself that it may be kept, is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle the request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = [each for each in message.get("headers", ()) if each[0] not in _NAMES]
                kept = [] if any(name == KEPT for name, _ in given) else [_NO_STORE]
                https = [_HTTPS_ONLY] if _came_by_https(scope) else []
                message["headers"] = [*given, *_RAW, *kept, *https]
            await send(message)

        await self.app(scope, receive, safe)


def _came_by_https(scope: Scope) -> bool:
    """Return True when the browser used https, by its connection or according to a trusted proxy."""
    if scope["scheme"] == "https":
        return True
    told = next((value for name, value in scope["headers"] if name == _FORWARDED), b"")
    if told.strip().lower() != b"https" or not scope.get("client"):
        return False
    return bool(scope["app"].state.doors.trusts(scope["client"][0]))
