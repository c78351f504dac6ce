"""A connection on which nothing comes of a request is closed: by the clock, or to make room for another."""

import asyncio
import contextlib
import json
import socket
import time
from collections.abc import AsyncIterator, Iterable
from typing import Any

import pytest
from fastapi import FastAPI, Request, Response
from fastapi.responses import StreamingResponse

from gateway.cli.server import http_connection as module
from gateway.cli.server.http_server import new_server

LIMIT = 0.2
LARGE = 16 * 1024 * 1024
"""Bytes of an answer that is more than lies in the buffers of the system."""
LINE = b"POST /%s HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n"


@pytest.fixture
async def port(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[int]:
    """The port of a server that gives a head little time, and room to five connections that wait."""
    monkeypatch.setattr(module, "HEAD_TIMEOUT_S", LIMIT)
    monkeypatch.setattr(module, "MAX_IDLE_CONNECTIONS", 5)
    app = FastAPI()

    async def slow(request: Request) -> int:
        await asyncio.sleep(2 * LIMIT)
        return len(await request.body())

    async def early(_: Request) -> str:
        return "no"

    async def large(_: Request) -> Response:
        return Response(bytes(LARGE))

    async def empty(_: Request) -> Response:
        return Response(status_code=204)

    async def in_parts(_: Request) -> StreamingResponse:
        async def parts() -> AsyncIterator[bytes]:
            yield b"HTTP/1.1 is no head here"
            await asyncio.sleep(LIMIT)
            yield b"and this comes later"

        return StreamingResponse(parts())

    async def very_large(_: Request) -> StreamingResponse:
        async def parts() -> AsyncIterator[bytes]:
            for _ in range(8 * 64):
                yield bytes(LARGE // 64)
                await asyncio.sleep(0)

        return StreamingResponse(parts())

    app.add_api_route("/empty", empty)
    app.add_api_route("/very-large", very_large)
    app.add_api_route("/parts", in_parts)
    app.add_api_route("/early", early, methods=["HEAD"])
    app.add_api_route("/large", large)
    app.add_api_route("/slow", slow, methods=["POST"])
    app.add_api_route("/early", early, methods=["POST"])
    server = new_server(app, 1)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        yield listener.getsockname()[1]
        server.should_exit = True
        await serving


class Wire(asyncio.Transport):
    """A transport that keeps what it is given to send at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[bytes] = []

    def write(self, data: Any) -> None:
        self.sent.append(data)

    def writelines(self, list_of_data: Iterable[Any]) -> None:
        self.sent.append(b"|".join(list_of_data))

    def close(self) -> None:
        self.sent.append(b"closed")


class Caller:
    """A caller with a connection to that server."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def say(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()

    async def drip(self, *pieces: bytes) -> None:
        """Send one piece after another, and the last for ever."""
        for piece in pieces:
            await self.say(piece)
        with contextlib.suppress(ConnectionError):
            while not self._reader.at_eof():
                await self.say(pieces[-1])
                await asyncio.sleep(LIMIT / 10)

    async def hears(self) -> tuple[int, bytes]:
        """Return the next answer: its status and what it says."""
        head = (await self._reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0])
        return int(head.split()[1]), await self._reader.readexactly(length)

    async def hears_until(self, end: bytes) -> bytes:
        """Return what the server says, up to these bytes."""
        return await self._reader.readuntil(end)

    async def hears_head(self) -> bytes:
        """Return the head of an answer without a body."""
        return await self.hears_until(b"\r\n\r\n")

    async def hears_all(self) -> bytes:
        """Return all that the server says before it hangs up."""
        said = b""
        with contextlib.suppress(ConnectionError):
            while piece := await self._reader.read(65536):
                said += piece
        return said

    async def is_over(self) -> bool:
        """Assert that nothing more was said, and that the server hung up."""
        with contextlib.suppress(ConnectionError):  # of what came in while it did
            return await self._reader.read() == b""
        return True

    def close(self) -> None:
        self._writer.transport.abort()


@contextlib.asynccontextmanager
async def calling(port: int) -> AsyncIterator[Caller]:
    caller = Caller(*await asyncio.open_connection("127.0.0.1", port))
    try:
        async with asyncio.timeout(10):
            yield caller
    finally:
        caller.close()


async def test_who_says_nothing_is_cut_off(port: int) -> None:
    async with calling(port) as caller:
        assert await caller.is_over()


@pytest.mark.parametrize("before", [0, 1])
async def test_a_head_that_drips_in_is_cut_off_and_told_so(port: int, before: int) -> None:
    async with calling(port) as caller:
        for _ in range(before):
            await caller.say(LINE % b"early" + b"\r\n<a/>")
            assert (await caller.hears())[0] == 200
        dripping = asyncio.create_task(caller.drip(LINE % b"slow", b"X-A: b\r\n"))
        status, said = await caller.hears()
        assert (status, json.loads(said)["type"].rpartition(":")[2]) == (408, "te-traag")
        assert "niet binnen 0.2 seconden" in json.loads(said)["detail"]
        assert await caller.is_over()
        await dripping


async def test_work_and_a_body_may_take_longer_than_a_head(port: int) -> None:
    async with calling(port) as caller:
        for _ in range(2):
            await caller.say(LINE % b"slow" + b"\r\n<")
            await asyncio.sleep(1.5 * LIMIT)
            await caller.say(b"a/>")
            assert await caller.hears() == (200, b"4")


async def test_a_body_that_nobody_reads_any_more_does_not_drip_in_for_ever(port: int) -> None:
    async with calling(port) as caller:
        head = b"POST /early HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n"
        dripping = asyncio.create_task(caller.drip(head, b"<"))
        assert (await caller.hears())[0] == 200
        assert await caller.is_over()
        await dripping


async def test_who_waits_longest_makes_room_and_who_is_at_work_never(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HEAD_TIMEOUT_S", 60)
    async with contextlib.AsyncExitStack() as stack:
        busy = await stack.enter_async_context(calling(port))
        await busy.say(LINE % b"slow" + b"\r\n<a/>")
        silent = []
        for _ in range(8):
            silent.append(await stack.enter_async_context(calling(port)))
            await asyncio.sleep(0.01)
        for each in silent[:3]:
            assert await each.is_over()
        assert await busy.hears() == (200, b"4")
        for each in silent[3:]:
            await each.say(LINE % b"early" + b"\r\n<a/>")
            assert (await each.hears())[0] == 200


async def test_who_has_one_connection_makes_no_room_for_who_has_many(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HEAD_TIMEOUT_S", 60)
    with _from("127.0.0.5", port) as one:
        many = [_from("127.0.0.6", port) for _ in range(8)]
        one.sendall(LINE % b"early" + b"\r\n<a/>")
        assert b"200 OK" in await asyncio.to_thread(one.recv, 1000)
        for each in many:
            each.close()


async def test_who_reads_is_not_cut_off_for_who_leaves_most_unread(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_UNSENT_BYTES", 3 * LARGE)
    one = _asking(port, "127.0.0.5")
    await asyncio.sleep(LIMIT)
    many = [_asking(port, "127.0.0.6") for _ in range(4)]
    await asyncio.sleep(LIMIT)
    assert await asyncio.to_thread(_stop_answer_timer, one) > LARGE
    for each in many:
        each.close()


def _from(address: str, port: int) -> socket.socket:
    """Return a connection from this address."""
    return socket.create_connection(("127.0.0.1", port), 5, source_address=(address, 0))


def _asking(port: int, address: str = "127.0.0.1") -> socket.socket:
    """Return a connection that asked for something large, and has not taken any of it."""
    caller = _from(address, port)
    caller.settimeout(None)
    caller.sendall(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
    return caller


def _stop_answer_timer(caller: socket.socket) -> int:
    """Return how many bytes came until there were no more."""
    taken = 0
    with caller, contextlib.suppress(ConnectionError, TimeoutError):
        caller.settimeout(1)
        while piece := caller.recv(1024 * 1024):
            taken += len(piece)
            if taken > LARGE:
                break
    return taken


async def test_an_answer_that_nobody_takes_is_not_kept(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ANSWER_TIMEOUT_S", LIMIT)
    caller = _asking(port)
    caller.sendall(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n" * 3)
    await asyncio.sleep(3 * LIMIT)
    assert await asyncio.to_thread(_stop_answer_timer, caller) < LARGE
    assert await asyncio.to_thread(_stop_answer_timer, _asking(port)) > LARGE


@pytest.mark.parametrize(("rate", "goes_on"), [(1024**3, False), (1024, True)])
async def test_a1_an_answer_in_parts_is_read_at_a_rate(
    port: int, monkeypatch: pytest.MonkeyPatch, rate: int, goes_on: bool
) -> None:
    """Who takes each part just in time holds the connection no longer than who takes none."""
    monkeypatch.setattr(module, "ANSWER_TIMEOUT_S", LIMIT)
    monkeypatch.setattr(module, "MIN_ANSWER_BYTES_PER_S", rate)

    def sip(caller: socket.socket) -> bool:
        with caller, contextlib.suppress(ConnectionError):
            caller.settimeout(2)
            caller.sendall(b"GET /very-large HTTP/1.1\r\nHost: x\r\n\r\n")
            for _ in range(16):
                time.sleep(LIMIT / 4)
                for _ in range(16):
                    if not caller.recv(LARGE // 64):
                        return False
            return True
        return False

    assert await asyncio.to_thread(sip, _from("127.0.0.1", port)) is goes_on


async def test_of_more_answers_than_there_is_room_for_the_oldest_is_not_kept(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_UNSENT_BYTES", 2 * LARGE)
    callers = []
    for _ in range(4):
        callers.append(_asking(port))
        await asyncio.sleep(LIMIT)
    taken = [await asyncio.to_thread(_stop_answer_timer, each) > LARGE for each in callers]
    assert taken in ([False, True, True, True], [False, False, True, True]), "some lies in the buffers of the system"


def test_the_head_of_an_answer_goes_with_the_first_part_of_its_body() -> None:
    """What the system gets at a time is seen by who writes, not by who reads."""
    wire = Wire()
    answer = module.AnswerTransport(wire)
    for each in (b"HTTP/1.1 100 Continue", b"HTTP/1.1 200 OK", b"body", b"HTTP/1.1 more body"):
        answer.write(each)
    assert wire.sent == [b"HTTP/1.1 100 Continue", b"HTTP/1.1 200 OK|body", b"HTTP/1.1 more body"]


def test_a_head_without_a_body_is_sent_before_the_connection_closes() -> None:
    wire = Wire()
    answer = module.AnswerTransport(wire)
    answer.write(b"HTTP/1.1 200 OK")
    answer.close()
    assert wire.sent == [b"HTTP/1.1 200 OK|", b"closed"]


async def test_answers_without_a_body_are_sent_at_once(port: int) -> None:
    async with calling(port) as caller:
        for _ in range(2):
            await caller.say(b"GET /empty HTTP/1.1\r\nHost: x\r\n\r\nHEAD /early HTTP/1.1\r\nHost: x\r\n\r\n")
            assert [(await caller.hears_head()).split()[1] for _ in range(2)] == [b"204", b"200"]


async def test_an_answer_in_parts_begins_with_the_first_part(port: int) -> None:
    async with calling(port) as caller:
        await caller.say(b"GET /parts HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b"200" in await caller.hears_head()
        assert await caller.hears_until(b"no head here\r\n") == b"18\r\nHTTP/1.1 is no head here\r\n"
        assert await caller.hears_until(b"0\r\n\r\n") == b"14\r\nand this comes later\r\n0\r\n\r\n"


async def test_who_asks_to_go_on_is_told_so_before_the_answer(port: int) -> None:
    async with calling(port) as caller:
        await caller.say(LINE % b"slow" + b"Expect: 100-continue\r\n\r\n")
        assert await caller.hears_head() == b"HTTP/1.1 100 Continue\r\n\r\n"
        await caller.say(b"<a/>")
        assert await caller.hears() == (200, b"4")


async def test_an_answer_that_closes_the_connection_is_sent_whole(port: int) -> None:
    async with calling(port) as caller:
        await caller.say(b"GET /empty HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert (await caller.hears_all()).startswith(b"HTTP/1.1 204 ")
