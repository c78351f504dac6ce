"""Clients of a municipality. A BSN is in bodies only, never in a path or query."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Request
from pydantic import ConfigDict
from pydantic.alias_generators import to_camel

from gateway.api.caller.callers import Municipality, TheGateway
from gateway.api.http.problems import Problem, documented
from gateway.api.http.reads import about
from gateway.api.shapes.base import Shape
from gateway.api.shapes.exact import ExactRoute, Id
from gateway.api.shapes.json_schema import client_schema
from gateway.exchange.assigning import clients
from gateway.store.care.clienten import Client

router = APIRouter(route_class=ExactRoute, prefix="/v1/clienten", tags=["clienten"], responses=documented())


class ClientShape(Shape):
    """A client: the details of a WMO301, and the fields that the gateway adds."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="allow")

    id: UUID
    gemeente: str
    bsn: str
    aangemaakt_op: datetime
    gewijzigd_op: datetime


def _client_body(*, with_bsn: bool) -> dict[str, Any]:
    return {
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": client_schema(with_bsn=with_bsn)}},
        }
    }


def _shape(client: Client) -> ClientShape:
    return ClientShape(
        **{
            **client.gegevens,
            "id": client.id,
            "gemeente": client.gemeente,
            "bsn": client.bsn,
            "aangemaaktOp": client.aangemaakt_op,
            "gewijzigdOp": client.gewijzigd_op,
        }
    )


@router.post("", status_code=201, responses=documented(409), openapi_extra=_client_body(with_bsn=True))
async def schrijf_in(
    request: Request, gateway: TheGateway, caller: Municipality, gegevens: Annotated[dict[str, Any], Body()]
) -> ClientShape:
    """Schrijft een cliënt in, met alles wat een WMO301 over een cliënt vertelt."""
    bsn = gegevens.pop("bsn", None)
    if not isinstance(bsn, str):
        raise Problem(
            422,
            "bsn-ontbreekt",
            "bsn ontbreekt of is geen tekst: geef negen cijfers tussen aanhalingstekens.",
        )
    client = await clients.register_client(gateway, caller.code, bsn, gegevens)
    about(request, onderwerp=client.id)
    return _shape(client)


@router.get("/{id}", responses=documented(404))
async def toon(gateway: TheGateway, caller: Municipality, id: Id) -> ClientShape:
    """Een cliënt van de eigen gemeente."""
    return _shape(await clients.find_client(gateway, caller.code, id))


@router.put("/{id}", responses=documented(404), openapi_extra=_client_body(with_bsn=False))
async def vervang(
    gateway: TheGateway, caller: Municipality, id: Id, gegevens: Annotated[dict[str, Any], Body()]
) -> ClientShape:
    """Vervangt de gegevens van een cliënt, bijvoorbeeld na een verhuizing; het BSN blijft."""
    if "bsn" in gegevens:
        raise Problem(422, "bsn-vast", "Het BSN van een cliënt wijzigt niet; laat bsn weg.")
    return _shape(await clients.replace_client(gateway, caller.code, id, gegevens))
