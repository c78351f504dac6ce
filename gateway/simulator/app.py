"""The chain over HTTP: the addresses of the GGK, an adapter before it, VECOZO, and the parties that are played."""

from collections.abc import Mapping
from typing import Final

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response

from gateway.simulator.exchange import Exchange
from gateway.simulator.faults import Faults
from gateway.simulator.parties.software import Software
from gateway.simulator.vecozo.counter import Counter
from gateway.simulator.vecozo.rest import Unknown, create_routes, problem
from gateway.simulator.wire.adapter import reader_of, taken_over
from gateway.simulator.wire.responses import response_of

GGK_PATH: Final = "/ggk"
ADAPTER_PATH: Final = "/dai"
PARTY_PATH: Final = "/partijen"


def create_app(
    exchange: Exchange,
    software: Mapping[str, Software],
    counters: Mapping[str, Counter],
    faults: Faults,
    url: str,
    service: str | None = None,
) -> FastAPI:
    """Return the application.

    `counters`: of the providers that are reached through VECOZO. `service`: the one Service that the adapter takes.
    """
    read = reader_of(service)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_exception_handler(RequestValidationError, _refuse)
    app.add_exception_handler(Unknown, _forbid)

    @app.post(GGK_PATH)
    async def bring(request: Request) -> Response:
        return response_of(exchange.take(await request.body()))

    @app.post(ADAPTER_PATH)
    async def hand_over(request: Request) -> Response:
        return response_of(taken_over(exchange.take(await request.body(), read)))

    @app.post(f"{PARTY_PATH}/{{code}}")
    async def take(code: str, request: Request) -> Response:
        if code not in software:
            raise HTTPException(404, f"{code} wordt hier niet nagespeeld.")
        return response_of(software[code].take(await request.body()))

    if counters:
        app.include_router(create_routes(counters, faults, url))
    return app


async def _refuse(_request: Request, error: Exception) -> Response:
    """Say what is wrong with a request to VECOZO."""
    assert isinstance(error, RequestValidationError)
    found: dict[str, list[str]] = {}
    for each in error.errors():
        found.setdefault(".".join(map(str, each["loc"][1:])), []).append(each["msg"])
    return problem(400, found)


async def _forbid(_request: Request, _error: Exception) -> Response:
    return problem(403, {"certificaat": ["hoort bij geen aanbieder die hier bij VECOZO is aangesloten"]})
