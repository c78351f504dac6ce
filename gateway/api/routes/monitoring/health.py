"""Health of the process: whether it lives, and whether it can do its work."""

import asyncio
from typing import Final, Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field

from gateway.api.caller.callers import TheGateway
from gateway.api.http.problems import documented, problem
from gateway.api.shapes.base import Shape
from gateway.api.shapes.values import given
from gateway.exchange.kernel.readiness import AWAY, BUSY, Readiness, check_readiness

DATABASE_TIMEOUT_S: Final = 3
"""Seconds after which a database that doesn't answer counts as away."""

router = APIRouter(prefix="/health", include_in_schema=False)


class Levend(Shape):
    """A process that lives."""

    status: Literal["ok"] = Field(description="Het proces leeft.")


class Gereedheid(Shape):
    """A process that can do its work."""

    status: Literal["ok", "zonder-worker"] = Field(description="zonder-worker: er is niemand die berichten toestuurt.")
    workers: int = given("Hoeveel workers er leven.", minimum=0)
    tijdstempel: Literal["ok", "achter"] | None = Field(
        None, description="achter: de zegels kregen te lang geen tijdstempel; ontbreekt: er wordt er geen gevraagd."
    )


@router.get("/live")
async def live() -> Levend:
    """Het proces leeft."""
    return Levend(status="ok")


@router.get("/ready", response_model=Gereedheid, responses={503: documented()[503]})
async def ready(request: Request, gateway: TheGateway) -> Response:
    """Het proces kan berichten verwerken.

    De database antwoordt en heeft het schema van deze versie, en de sleutelring heeft alle sleutels waarmee zij is
    beschreven. `workers`: hoeveel er leven. Zonder (`status`: zonder-worker) worden berichten wel aangenomen en
    opgehaald, maar niet toegestuurd, in een map gezet of verzegeld. `tijdstempel`, waar die wordt gevraagd: `ok`, of
    `achter` als de zegels er te lang geen kregen; dat houdt verder niets op.
    """
    # One check at a time, which goes on after the timeout: a query to a database that hangs can't be broken off, and
    # each would keep a connection.
    looking: asyncio.Task[Readiness] | None = getattr(request.app.state, "looking", None)
    if looking is None or looking.done():
        looking = request.app.state.looking = asyncio.create_task(check_readiness(gateway))
    await asyncio.wait([looking], timeout=DATABASE_TIMEOUT_S)
    readiness = looking.result() if looking.done() else BUSY if gateway.db.is_full() else AWAY
    if readiness.problem is not None:
        return problem(503, readiness.problem, readiness.text)
    state: dict[str, str | int] = {
        "status": "ok" if readiness.workers else "zonder-worker",
        "workers": readiness.workers,
    }
    if readiness.anchor_overdue is not None:
        state["tijdstempel"] = "achter" if readiness.anchor_overdue else "ok"
    return JSONResponse(state)
