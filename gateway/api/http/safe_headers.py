"""Headers on every answer that keep a browser from running, framing, sniffing or caching it."""

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_Header = tuple[bytes, bytes]
_POLICY: Final = "content-security-policy"
SAFE_HEADERS: Final[Mapping[str, str]] = {
    "cache-control": "no-store",
    _POLICY: "default-src 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
"""Headers of each answer; a page of HTML has a wider Content-Security-Policy."""
_RAW: Final = tuple((name.encode(), value.encode()) for name, value in SAFE_HEADERS.items())
_NAMES: Final = frozenset(name for name, _ in _RAW)
_HTTPS_ONLY: Final = (b"strict-transport-security", b"max-age=31536000")
"""Strict-Transport-Security for a year. Not for subdomains: the gateway doesn't know what else runs there."""
FORWARDED_PROTO: Final = "X-Forwarded-Proto"
"""The header in which a proxy says by which scheme it was called."""
_FORWARDED: Final = FORWARDED_PROTO.lower().encode()
_INLINE_SCRIPT: Final = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


def policy_of_page(html: bytes) -> str:
    """Return the policy under which a page may load its own files and run its inline scripts."""
    hashes = (b64encode(sha256(script).digest()).decode() for script in _INLINE_SCRIPT.findall(html))
    scripts = " ".join(("'self'", *(f"'sha256-{each}'" for each in hashes)))
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


class SafeHeaders:
    """Middleware that puts the safe headers on every answer, also on those of the middleware inside it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle the request. The head of a page of HTML waits for its body: the policy names the scripts in it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        waiting: list[Message] = []

        async def safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list[_Header](message.get("headers", ()))
                message["headers"] = _with_safe_headers(given, scope)
                if any(name == b"content-type" and value.startswith(b"text/html") for name, value in given):
                    waiting.append(message)
                    return
            elif waiting:
                waiting.append(message)
                if message.get("more_body", False):
                    return
                page = b"".join(each.get("body", b"") for each in waiting[1:])
                MutableHeaders(scope=waiting[0])[_POLICY] = policy_of_page(page)
                await _send_all(waiting, send)
                return
            await send(message)

        await self.app(scope, receive, safe)


async def _send_all(messages: Iterable[Message], send: Send) -> None:
    for each in messages:
        await send(each)


def _with_safe_headers(given: list[_Header], scope: Scope) -> list[_Header]:
    kept = [each for each in given if each[0] not in _NAMES]
    return [*kept, *_RAW, _HTTPS_ONLY] if _came_by_https(scope) else [*kept, *_RAW]


def _came_by_https(scope: Scope) -> bool:
    """Return True when the caller used https, by its connection or according to a trusted proxy."""
    if scope["scheme"] == "https":
        return True
    told = next((value for name, value in scope["headers"] if name == _FORWARDED), b"")
    if told.strip().lower() != b"https" or not scope.get("client"):
        return False
    doors = getattr(scope["app"].state, "doors", None) if "app" in scope else None
    return doors is not None and bool(doors.trusts(scope["client"][0]))
