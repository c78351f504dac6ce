"""The list of organisations."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from gateway.api.caller.callers import Caller, TheGateway
from gateway.api.http.export import EXPORTED, TheFormat
from gateway.api.http.problems import documented
from gateway.api.shapes.exact import ExactRoute
from gateway.api.shapes.lists.lijsten import OrganisatieItem, Organisaties
from gateway.api.shapes.lists.pages import TheAsked, answer_list
from gateway.exchange.lists.organisations import list_organisations

router = APIRouter(route_class=ExactRoute, prefix="/v1/organisaties", tags=["organisaties"], responses=documented())


@router.get("", response_model=Organisaties, responses=EXPORTED)
async def toon_alle(
    request: Request,
    gateway: TheGateway,
    caller: Caller,
    asked: TheAsked,
    formaat: TheFormat,
    soort: Annotated[
        Literal["gemeente", "aanbieder", "beheerder", "intermediair"] | None, Query(description="Alleen deze soort.")
    ] = None,
) -> Organisaties | Response:
    """De gemeenten en aanbieders die zijn aangesloten; voor een beheerder alle organisaties."""
    return await answer_list(
        request,
        formaat,
        asked,
        lambda page: list_organisations(gateway, caller, soort, page),
        Organisaties,
        OrganisatieItem.model_validate,
    )
