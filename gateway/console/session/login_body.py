"""The bodies that are read of a stranger: the form to log in, and what a provider sends; short, and at once."""

import asyncio
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOGIN_PATH: Final = "/console/inloggen"
OIDC_PATH: Final = "/console/oidc"
PROVIDER_LOGOUT_PATH: Final = f"{OIDC_PATH}/uitloggen"
MAX_LOGIN_BYTES: Final = 4096
MAX_LOGOUT_BYTES: Final = 16 * 1024
_MAX_BYTES: Final = {LOGIN_PATH: MAX_LOGIN_BYTES, PROVIDER_LOGOUT_PATH: MAX_LOGOUT_BYTES}
MAX_SECONDS: Final = 5.0
"""Seconds that the form may take to come in."""
MAX_AT_A_TIME: Final = 50
"""Forms of strangers that come in at the same time; what is more is taken for empty."""
_STATE: Final = "login_body"


class LoginBody:
    """Middleware that reads those forms before the gate, which takes the body of a stranger for empty."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle the request. A form that is too long or too slow is taken for an empty one."""
        if scope["type"] == "http" and scope["method"] == "POST" and scope["path"] in _MAX_BYTES:
            state = scope.setdefault("state", {})
            room = _MAX_BYTES[scope["path"]] if self._under_way < MAX_AT_A_TIME else 0
            state[_STATE] = await self._read(receive, room) if room else b""
        await self.app(scope, receive, send)

    async def _read(self, receive: Receive, room: int) -> bytes:
        self._under_way += 1
        try:
            async with asyncio.timeout(MAX_SECONDS):
                return await _body(receive, room)
        except TimeoutError:
            return b""
        finally:
            self._under_way -= 1


async def _body(receive: Receive, room: int) -> bytes:
    data, more = b"", True
    while more:
        message: Message = await receive()
        data += message.get("body", b"")
        more = message["type"] == "http.request" and message.get("more_body", False)
        if len(data) > room:
            return b""
    return data


def login_body(scope: Scope) -> bytes:
    """Return the form of a stranger, as it was sent; b"" when it was not read."""
    found: bytes = scope.get("state", {}).get(_STATE, b"")
    return found
