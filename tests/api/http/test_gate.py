"""A gateway that is busy says so at once, keeps nothing in memory that it has no room for, and lets nobody dawdle."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request

from gateway.api.http import gate as module
from gateway.api.http.gate import Gate
from gateway.api.http.problems import install
from tests.support.api.parties import problem

PIECE = 1000


@pytest.fixture
def app() -> FastAPI:
    """An application that reads what it is sent, and then waits until it is let go."""
    app = FastAPI()
    app.state.go = asyncio.Event()
    app.state.read = 0

    async def take(request: Request) -> dict[str, int]:
        size = len(await request.body())
        app.state.read += 1
        await app.state.go.wait()
        return {"size": size}

    for path in ("/v1/berichten", "/health/live", "/metrics"):
        app.add_api_route(path, take, methods=["POST"])
    install(app)
    app.add_middleware(Gate, max_requests=2)
    return app


@pytest.fixture
def http(app: FastAPI) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://gateway.test")


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not true():  # noqa: ASYNC110 - what it waits for has no event
            await asyncio.sleep(0.005)


def busy(response: httpx.Response) -> None:
    assert response.headers["retry-after"] == "1"
    assert "over een seconde" in problem(response, 503, "te-druk")["detail"]


async def test_more_than_there_is_room_for_is_told_to_come_back(app: FastAPI, http: httpx.AsyncClient) -> None:
    inside = [asyncio.create_task(http.post("/v1/berichten", content=b"x")) for _ in range(2)]
    await until(lambda: app.state.read == 2)
    busy(await http.post("/v1/berichten", content=b"x"))
    app.state.go.set()
    assert [each.status_code for each in await asyncio.gather(*inside)] == [200, 200]
    assert (await http.post("/v1/berichten", content=b"x")).status_code == 200


async def test_who_watches_gets_in_whatever_the_crowd(app: FastAPI, http: httpx.AsyncClient) -> None:
    inside = [asyncio.create_task(http.post("/v1/berichten", content=b"x")) for _ in range(2)]
    await until(lambda: app.state.read == 2)
    watching = [asyncio.create_task(http.post(path)) for path in ("/health/live", "/metrics")]
    await until(lambda: app.state.read == 4)
    app.state.go.set()
    assert {each.status_code for each in await asyncio.gather(*inside, *watching)} == {200}


async def test_bodies_together_take_no_more_memory_than_there_is_for_them(
    app: FastAPI, http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_BODY_BYTES_HELD", 3 * PIECE)
    first = asyncio.create_task(http.post("/v1/berichten", content=b"x" * 2 * PIECE))
    await until(lambda: app.state.read == 1)
    busy(await http.post("/v1/berichten", content=b"x" * 2 * PIECE))
    app.state.go.set()
    assert (await first).status_code == 200
    assert (await http.post("/v1/berichten", content=b"x" * 3 * PIECE)).status_code == 200


async def test_a_body_that_dawdles_is_given_up(
    app: FastAPI, http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_BODY_S", 0.05)

    async def slow() -> Any:
        yield b"x"
        await asyncio.sleep(30)

    problem(await http.post("/v1/berichten", content=slow()), 408, "te-traag")
    app.state.go.set()
    assert (await http.post("/v1/berichten", content=b"x")).status_code == 200


async def test_work_may_take_longer_than_its_body(
    app: FastAPI, http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_BODY_S", 0.05)
    working = asyncio.create_task(http.post("/v1/berichten", content=b"x"))
    await asyncio.sleep(0.2)
    app.state.go.set()
    assert (await working).status_code == 200
