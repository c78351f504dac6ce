"""Of a stranger the login form is read, when it is short and comes in time, and nothing else."""

import asyncio
from typing import Final

import pytest
from fastapi import FastAPI
from starlette.types import Message, Receive, Scope, Send

from gateway.api.caller.identity import Doors
from gateway.console.session import login_body
from gateway.console.session.login_body import LOGIN_PATH, MAX_AT_A_TIME, MAX_PER_ADDRESS, LoginBody
from gateway.console.session.login_body import login_body as body_of

APP: Final = FastAPI()
APP.state.doors = Doors()


def post(address: str = "192.0.2.1", path: str = LOGIN_PATH, method: str = "POST") -> Scope:
    return {"type": "http", "method": method, "path": path, "headers": [], "client": (address, 1), "app": APP}


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

    await LoginBody(application)(post(path=path, method=method), receive, send)
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

    await LoginBody(application)(post(), gone, send)


async def test_a1_who_sends_half_forms_keeps_nobody_at_another_address_out() -> None:
    found: dict[str, list[bytes]] = {}
    never = asyncio.Event()

    async def application(scope: Scope, _receive: Receive, _send: Send) -> None:
        found.setdefault(scope["client"][0], []).append(body_of(scope))

    async def half() -> Message:
        await never.wait()
        return {"type": "http.disconnect"}

    async def whole() -> Message:
        return {"type": "http.request", "body": b"inlognaam=jo", "more_body": False}

    async def send(_: Message) -> None: ...

    reader = LoginBody(application)
    halves = [asyncio.create_task(reader(post("192.0.2.1"), half, send)) for _ in range(MAX_AT_A_TIME)]
    await asyncio.sleep(0)
    assert len(found["192.0.2.1"]) == MAX_AT_A_TIME - MAX_PER_ADDRESS, "taken for empty at once"
    for address in ("192.0.2.1", "192.0.2.2"):
        await reader(post(address), whole, send)
    assert found["192.0.2.1"][-1] == b""
    assert found["192.0.2.2"] == [b"inlognaam=jo"]
    never.set()
    await asyncio.gather(*halves)
    await reader(post("192.0.2.1"), whole, send)
    assert found["192.0.2.1"][-1] == b"inlognaam=jo"
