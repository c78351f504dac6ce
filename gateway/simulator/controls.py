"""What steers the simulator while it plays: a page for a person, and JSON for a program.

There is no login: it is served on this machine alone. What a page of another site could bring a browser on this machine
to do is kept out: by the names of the host and the origin of a request, by JSON in bodies, and by a token in each form.
"""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.simulator.mishaps import Storing
from gateway.simulator.page.routes import create_page
from gateway.simulator.played import Played
from gateway.simulator.scenario import Habit, ScenarioError
from gateway.standard.toml.shape import StrictTable, fault_text

_HOSTS: Final = frozenset({"127.0.0.1", "localhost"})
_HEADERS: Final[Mapping[bytes, bytes]] = {
    b"content-security-policy": b"default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    b"frame-ancestors 'none'",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"referrer-policy": b"same-origin",
    b"x-content-type-options": b"nosniff",
    b"cache-control": b"no-store",
}


class Gedrag(StrictTable):
    """How a provider that is played is to misbehave from now on."""

    gedrag: tuple[Habit, ...]


def create_controls(played: Played) -> FastAPI:
    """Return the application."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, exception_handlers={RequestValidationError: _refuse})
    app.add_middleware(_FromHere)
    app.include_router(create_page(played))

    @app.get("/journaal")
    async def show(na: int = 0) -> dict[str, Any]:
        return {"gebeurtenissen": played.journal.after(na)}

    @app.post("/storingen", status_code=204, response_class=Response)
    async def add(storing: Storing) -> Response:
        try:
            played.add_fault(storing)
        except ScenarioError as error:
            raise HTTPException(400, str(error)) from None
        return Response(status_code=204)

    @app.delete("/storingen", status_code=204)
    async def clear() -> Response:
        played.faults.clear()
        return Response(status_code=204)

    @app.put("/partijen/{code}/gedrag", status_code=204, response_class=Response)
    async def behave(code: str, asked: Gedrag) -> Response:
        if code not in played.software:
            raise HTTPException(404, f"{code} wordt hier niet nagespeeld.")
        played.software[code].habits = frozenset(asked.gedrag)
        return Response(status_code=204)

    return app


async def _refuse(_request: Request, error: Exception) -> Response:
    """Say what is wrong with a fault that is asked for, as with one in a file."""
    assert isinstance(error, RequestValidationError)
    wrong = "\n".join(f"{'.'.join(map(str, each['loc'][1:]))} {fault_text(each)}".strip() for each in error.errors())
    return JSONResponse({"detail": wrong}, 400)


class _FromHere:
    """Middleware that refuses what comes by another name, or from a page of another site."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle the request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS.items()]
            await send(message)

        headers = dict(scope["headers"])
        host, origin = headers.get(b"host", b"").decode("latin-1"), headers.get(b"origin")
        elsewhere = origin is not None and origin.decode("latin-1") != f"{scope['scheme']}://{host}"
        if urlsplit(f"//{host}").hostname not in _HOSTS or elsewhere:
            refusal = JSONResponse({"detail": "Dit is alleen te bedienen vanaf deze machine."}, 403)
            await refusal(scope, receive, safe)
            return
        await self.app(scope, receive, safe)
