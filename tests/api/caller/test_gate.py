"""The head decides who calls; nobody fills the gateway alone, or its memory, and nobody dawdles."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request

from gateway.api.caller import gate as module
from gateway.api.caller.gate import Gate, Memory
from gateway.api.caller.identity import Doors, Identified
from gateway.api.http.problems import Problem, install
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.parties import problem

PIECE = 1000


async def by_name(request: Request) -> Identified | Exception:
    """Return the caller that the header names; None without one."""
    name = request.headers.get("who")
    return Problem(401) if name is None else (Organisatie(name, "aanbieder", name), f"sleutel {name}")


@pytest.fixture
def app() -> FastAPI:
    """An application that reads what it is sent, and then waits until it is let go. It has room for four callers."""
    return application(Memory())


def application(memory: Memory) -> FastAPI:
    app = FastAPI()
    app.state.doors = Doors()
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
    app.add_middleware(Gate, max_requests=4, memory=memory, recognise=by_name)
    return app


def client(app: FastAPI, who: str | None, address: str = "192.0.2.1") -> httpx.AsyncClient:
    """Return a client of this caller, or of nobody."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(address, 1))
    headers = {} if who is None else {"who": who}
    return httpx.AsyncClient(transport=transport, base_url="http://gateway.test", headers=headers)


@pytest.fixture
def http(app: FastAPI) -> httpx.AsyncClient:
    return client(app, "een")


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not true():  # noqa: ASYNC110 - what it waits for has no event
            await asyncio.sleep(0.005)


def busy(response: httpx.Response) -> None:
    assert response.headers["retry-after"] == "1"
    assert "over een seconde" in problem(response, 503, "te-druk")["detail"]


def too_much(response: httpx.Response, said: str) -> None:
    assert response.headers["retry-after"] == "1"
    assert said in problem(response, 503, "te-veel-tegelijk")["detail"]


async def test_more_than_there_is_room_for_is_told_to_come_back(app: FastAPI) -> None:
    one, two, three = (client(app, who) for who in ("een", "twee", "drie"))
    inside = [asyncio.create_task(each.post("/v1/berichten", content=b"x")) for each in (one, one, two, two)]
    await until(lambda: app.state.read == 4)
    busy(await three.post("/v1/berichten", content=b"x"))
    app.state.go.set()
    assert [each.status_code for each in await asyncio.gather(*inside)] == [200] * 4
    assert (await three.post("/v1/berichten", content=b"x")).status_code == 200


async def test_one_caller_leaves_room_for_others(app: FastAPI, http: httpx.AsyncClient) -> None:
    inside = [asyncio.create_task(http.post("/v1/berichten", content=b"x")) for _ in range(2)]
    await until(lambda: app.state.read == 2)
    too_much(await http.post("/v1/berichten", content=b"x"), "al 2 aanvragen")
    app.state.go.set()
    assert (await client(app, "twee").post("/v1/berichten", content=b"x")).status_code == 200
    assert [each.status_code for each in await asyncio.gather(*inside)] == [200, 200]


async def test_a_stranger_takes_no_place_of_a_caller_and_none_of_its_bytes_is_read(
    app: FastAPI, http: httpx.AsyncClient
) -> None:
    read = 0

    async def endless() -> Any:
        nonlocal read
        while True:
            read += 1
            yield b"x"
            await asyncio.sleep(0)

    stranger = asyncio.create_task(client(app, None).post("/v1/berichten", content=endless()))
    await until(lambda: app.state.read == 1)
    busy(await client(app, None, "192.0.2.2").post("/v1/berichten", content=b"x"))
    app.state.go.set()
    assert (await http.post("/v1/berichten", content=b"x")).json() == {"size": 1}
    assert (await stranger).json() == {"size": 0}
    assert read == 0


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


async def test_a_body_has_to_come_in_at_a_rate(
    app: FastAPI, http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BODY_GRACE_S", 0.1)
    monkeypatch.setattr(module, "MIN_BODY_BYTES_PER_S", 10 * PIECE)
    app.state.go.set()

    async def pieces(pause: float) -> Any:
        for _ in range(5):
            yield b"x" * PIECE
            await asyncio.sleep(pause)

    assert (await http.post("/v1/berichten", content=pieces(0.06))).json() == {"size": 5 * PIECE}
    said = problem(await http.post("/v1/berichten", content=pieces(0.3)), 408, "te-traag")
    assert "per seconde" in said["detail"]


async def test_what_one_caller_sends_at_once_has_a_bound_of_its_own(
    app: FastAPI, http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_BODY_BYTES_PER_CALLER", 3 * PIECE)
    first = asyncio.create_task(http.post("/v1/berichten", content=b"x" * 2 * PIECE))
    await until(lambda: app.state.read == 1)
    too_much(await http.post("/v1/berichten", content=b"x" * 2 * PIECE), "na elkaar")
    other = asyncio.create_task(client(app, "twee").post("/v1/berichten", content=b"x" * 2 * PIECE))
    await until(lambda: app.state.read == 2)
    app.state.go.set()
    assert [(await each).status_code for each in (first, other)] == [200, 200]
    assert (await http.post("/v1/berichten", content=b"x" * 3 * PIECE)).status_code == 200


async def test_a12_what_it_sends_to_the_console_and_to_the_api_counts_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_BODY_BYTES_PER_CALLER", 3 * PIECE)
    memory = Memory()
    api, console = application(memory), application(memory)
    first = asyncio.create_task(client(api, "een").post("/v1/berichten", content=b"x" * 2 * PIECE))
    await until(lambda: api.state.read == 1)
    too_much(await client(console, "een").post("/v1/berichten", content=b"x" * 2 * PIECE), "na elkaar")
    api.state.go.set()
    assert (await first).status_code == 200


async def test_what_a_head_announces_is_counted_before_it_comes(
    app: FastAPI, http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_BODY_BYTES_PER_CALLER", 3 * PIECE)
    reached, go = asyncio.Event(), asyncio.Event()

    async def slow() -> Any:
        reached.set()
        yield b"x" * PIECE
        await go.wait()
        yield b"x" * PIECE

    length = {"content-length": str(2 * PIECE)}
    first = asyncio.create_task(http.post("/v1/berichten", content=slow(), headers=length))
    await reached.wait()
    too_much(await http.post("/v1/berichten", content=b"x" * 2 * PIECE), "na elkaar")
    go.set()
    app.state.go.set()
    assert (await first).json() == {"size": 2 * PIECE}


async def test_work_may_take_longer_than_its_body(
    app: FastAPI, http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_BODY_S", 0.05)
    working = asyncio.create_task(http.post("/v1/berichten", content=b"x"))
    await asyncio.sleep(0.2)
    app.state.go.set()
    assert (await working).status_code == 200
