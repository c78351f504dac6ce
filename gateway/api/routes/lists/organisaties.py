"""The list of organisations."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from gateway.api.caller.callers import Caller, TheGateway
from gateway.api.http.problems import documented
from gateway.api.shapes.exact import ExactRoute
from gateway.api.shapes.lijsten import OrganisatieItem, Organisaties
from gateway.api.shapes.pages import TheAsked
from gateway.exchange.lists.organisations import list_organisations

router = APIRouter(route_class=ExactRoute, prefix="/v1/organisaties", tags=["organisaties"], responses=documented())


@router.get("")
async def toon_alle(
    gateway: TheGateway,
    caller: Caller,
    asked: TheAsked,
    soort: Annotated[
        Literal["gemeente", "aanbieder", "beheerder", "intermediair"] | None, Query(description="Alleen deze soort.")
    ] = None,
) -> Organisaties:
    """De gemeenten en aanbieders die zijn aangesloten; voor een beheerder alle organisaties."""
    page = await list_organisations(gateway, caller, soort, asked)
    return Organisaties(
        organisaties=[OrganisatieItem.model_validate(each) for each in page.items], **Organisaties.fields_of(page)
    )
