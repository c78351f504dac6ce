"""Clients of a municipality. A BSN is in bodies only, never in a path or query."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Request

from gateway.api.caller.callers import Municipality, TheGateway
from gateway.api.http.problems import Problem, documented
from gateway.api.http.reads import about
from gateway.api.shapes.clienten import ClientShape
from gateway.api.shapes.exact import ExactRoute
from gateway.api.shapes.json_schema import client_schema
from gateway.api.shapes.lists.dossier import DossierShape
from gateway.api.shapes.lists.lijsten import Gevonden, Zoekvraag
from gateway.api.shapes.paths import ClientPath
from gateway.exchange.assigning import clients
from gateway.exchange.lists.clients import search_by_name, search_clients
from gateway.exchange.lists.dossier import load_dossier

router = APIRouter(route_class=ExactRoute, prefix="/v1/clienten", tags=["clienten"], responses=documented())


def _client_body(*, with_bsn: bool) -> dict[str, Any]:
    return {
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": client_schema(with_bsn=with_bsn)}},
        }
    }


@router.post("", status_code=201, responses=documented(409), openapi_extra=_client_body(with_bsn=True))
async def schrijf_in(
    request: Request, gateway: TheGateway, caller: Municipality, gegevens: Annotated[dict[str, Any], Body()]
) -> ClientShape:
    """Schrijft een cliënt in, met alles wat een WMO301 over een cliënt vertelt."""
    bsn = gegevens.pop("bsn", None)
    if not isinstance(bsn, str):
        raise Problem(
            400,
            "bsn-ontbreekt",
            "bsn ontbreekt of is geen tekst: geef negen cijfers tussen aanhalingstekens.",
        )
    client = await clients.register_client(gateway, caller.code, bsn, gegevens)
    about(request, onderwerp=client.id)
    return ClientShape.of(client)


@router.post("/zoek", responses=documented())
async def zoek(request: Request, gateway: TheGateway, caller: Municipality, vraag: Zoekvraag) -> Gevonden:
    """Zoekt cliënten van de eigen gemeente, op BSN of op geslachtsnaam en geboortedatum. Niemand is een lege lijst.

    Op naam wordt niet gevonden van wie de geboortedatum niet op de dag bekend is (datumGebruik).
    """
    if vraag.geslachtsnaam is not None and vraag.geboortedatum is not None:
        found = await search_by_name(gateway, caller.code, vraag.geslachtsnaam, vraag.geboortedatum)
    else:
        found = await search_clients(gateway, caller.code, vraag.bsn or "")
    about(request, *(each.id for each in found))
    return Gevonden(clienten=[ClientShape.of(each) for each in found])


@router.get("/{id}", responses=documented(404))
async def toon(gateway: TheGateway, caller: Municipality, id: ClientPath) -> ClientShape:
    """Een cliënt van de eigen gemeente."""
    return ClientShape.of(await clients.find_client(gateway, caller.code, id))


@router.get("/{id}/dossier", responses=documented(404))
async def toon_dossier(gateway: TheGateway, caller: Municipality, id: ClientPath) -> DossierShape:
    """Alles van een cliënt van de eigen gemeente op een tijdlijn, oudste eerst.

    Toewijzingen en hun wijzigingen, wat is overruled, berichten, starts en stops (ook die zijn ingetrokken) en
    signalen. op is het moment waarop het hier werd vastgelegd.
    """
    return DossierShape.of(await load_dossier(gateway, caller, id))


@router.put("/{id}", responses=documented(404), openapi_extra=_client_body(with_bsn=False))
async def vervang(
    gateway: TheGateway, caller: Municipality, id: ClientPath, gegevens: Annotated[dict[str, Any], Body()]
) -> ClientShape:
    """Vervangt de gegevens van een cliënt, bijvoorbeeld na een verhuizing; het BSN blijft."""
    if "bsn" in gegevens:
        raise Problem(400, "bsn-vast", "Het BSN van een cliënt wijzigt niet; laat bsn weg.")
    return ClientShape.of(await clients.replace_client(gateway, caller.code, id, gegevens))
