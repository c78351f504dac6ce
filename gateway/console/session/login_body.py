"""The bodies that are read of a stranger: the form to log in, and what a provider sends; short, and at once."""

import asyncio
from collections import Counter
from typing import Final

from fastapi import Request
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
MAX_PER_ADDRESS: Final = 10
"""Of those, forms from one address."""
_STATE: Final = "login_body"


class LoginBody:
    """Middleware that reads those forms before the gate, which takes the body of a stranger for empty."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._under_way: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle the request. A form that is too long or too slow is taken for an empty one."""
        if scope["type"] == "http" and scope["method"] == "POST" and scope["path"] in _MAX_BYTES:
            state = scope.setdefault("state", {})
            state[_STATE] = await self._read(_address_of(scope), receive, _MAX_BYTES[scope["path"]])
        await self.app(scope, receive, send)

    async def _read(self, address: str, receive: Receive, room: int) -> bytes:
        if self._under_way.total() >= MAX_AT_A_TIME or self._under_way[address] >= MAX_PER_ADDRESS:
            return b""
        self._under_way[address] += 1
        try:
            async with asyncio.timeout(MAX_SECONDS):
                return await _body(receive, room)
        except TimeoutError:
            return b""
        finally:
            self._under_way[address] -= 1
            if not self._under_way[address]:
                del self._under_way[address]


def _address_of(scope: Scope) -> str:
    """Return the address of the caller, or of the caller that trusted proxies name; "" when there is none."""
    request = Request(scope)
    address: str = request.app.state.doors.address(request)
    return address


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
