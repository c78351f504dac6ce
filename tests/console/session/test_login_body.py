"""Of a stranger the login form is read, when it is short and comes in time, and nothing else."""

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

from gateway.console.session import login_body
from gateway.console.session.login_body import LOGIN_PATH, LoginBody
from gateway.console.session.login_body import login_body as body_of


async def read(*chunks: bytes, path: str = LOGIN_PATH, method: str = "POST", hang: bool = False) -> bytes:
    """Return what the application finds of this body."""
    waiting = list(chunks)
    found: list[bytes] = []

    async def receive() -> Message:
        if hang and not waiting:
            await asyncio.sleep(60)
        return {"type": "http.request", "body": waiting.pop(0), "more_body": bool(waiting) or hang}

    async def application(scope: Scope, _receive: Receive, _send: Send) -> None:
        found.append(body_of(scope))

    async def send(_: Message) -> None: ...

    await LoginBody(application)({"type": "http", "method": method, "path": path}, receive, send)
    return found[0]


async def test_the_form_is_read() -> None:
    assert await read(b"inlog", b"naam=jo") == b"inlognaam=jo"


@pytest.mark.parametrize(("path", "method"), [("/console", "POST"), (LOGIN_PATH, "GET"), (f"{LOGIN_PATH}/", "POST")])
async def test_nothing_else_is(path: str, method: str) -> None:
    assert await read(b"inlognaam=jo", path=path, method=method) == b""


async def test_a_long_one_and_a_slow_one_are_taken_for_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    assert await read(b"x" * 4000, b"x" * 97) == b""
    monkeypatch.setattr(login_body, "MAX_SECONDS", 0.05)
    assert await read(b"inlognaam=", hang=True) == b""


async def test_one_whose_sender_left_ends() -> None:
    async def gone() -> Message:
        return {"type": "http.disconnect"}

    async def application(scope: Scope, _receive: Receive, _send: Send) -> None:
        assert body_of(scope) == b""

    async def send(_: Message) -> None: ...

    await LoginBody(application)({"type": "http", "method": "POST", "path": LOGIN_PATH}, gone, send)
