"""The simulator over HTTP: the address of the GGK, those of the parties that are played, and its controls."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from gateway.simulator.exchange import LOST, Exchange
from gateway.simulator.faults import Faults
from gateway.simulator.journal import Journal
from gateway.simulator.parties.software import Software
from gateway.simulator.scenario import Scenario, ScenarioError, Storing, check_scenario
from gateway.standard.stuf.answers import SoapAnswer
from gateway.standard.stuf.write import CONTENT_TYPE
from gateway.standard.toml.shape import fault_text

GGK_PATH: Final = "/ggk"
PARTY_PATH: Final = "/partijen"


class _Broken(Response):
    """An answer that breaks off: the server closes the connection when less comes than was promised."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Promise a body, and send none."""
        headers = [(b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})


def create_app(exchange: Exchange, software: Mapping[str, Software], faults: Faults, journal: Journal) -> FastAPI:
    """Return the application. Its controls are for anybody who can reach it: serve it on this machine only."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, exception_handlers={RequestValidationError: _refuse})

    @app.post(GGK_PATH)
    async def bring(request: Request) -> Response:
        return _response(exchange.take(await request.body()))

    @app.post(f"{PARTY_PATH}/{{code}}")
    async def take(code: str, request: Request) -> Response:
        if code not in software:
            raise HTTPException(404, f"{code} wordt hier niet nagespeeld.")
        return _response(software[code].take(await request.body()))

    @app.get("/journaal")
    async def show(na: int = 0) -> dict[str, Any]:
        return {"gebeurtenissen": journal.after(na)}

    @app.post("/storingen", status_code=204, response_class=Response)
    async def add(storing: Storing) -> Response:
        try:
            check_scenario(Scenario(partijen={}, storingen=(storing,)))
        except ScenarioError as error:
            raise HTTPException(400, str(error)) from None
        faults.add([storing])
        return Response(status_code=204)

    @app.delete("/storingen", status_code=204)
    async def clear() -> Response:
        faults.clear()
        return Response(status_code=204)

    return app


async def _refuse(_request: Request, error: Exception) -> Response:
    """Say what is wrong with a fault that is asked for, as with one in a file."""
    assert isinstance(error, RequestValidationError)
    wrong = "\n".join(f"{'.'.join(map(str, each['loc'][1:]))} {fault_text(each)}".strip() for each in error.errors())
    return JSONResponse({"detail": wrong}, 400)


def _response(answer: SoapAnswer) -> Response:
    if answer is LOST:
        return _Broken()
    headers = {} if answer.retry_after is None else {"retry-after": str(max(1, round(answer.retry_after)))}
    return Response(answer.data, answer.status, headers=headers, media_type=CONTENT_TYPE)
