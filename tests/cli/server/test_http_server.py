"""The HTTP server leaves signals alone, and its answers name neither it nor a caller that a header made up."""

import asyncio
import signal
import socket

import httpx
from fastapi import FastAPI, Request

from gateway.cli.server.http_server import new_server


async def test_it_says_nothing_of_itself_and_believes_no_header() -> None:
    app = FastAPI()

    async def caller(request: Request) -> str:
        return request.client.host if request.client else ""

    app.add_api_route("/", caller)
    handlers = [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)]
    server = new_server(app, 1)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        async with httpx.AsyncClient(trust_env=False) as http:
            url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
            response = await http.get(url, headers={"x-forwarded-for": "198.51.100.1"})
        assert [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)] == handlers
        server.should_exit = True
        await serving
    assert response.json() == "127.0.0.1"
    assert "server" not in response.headers
