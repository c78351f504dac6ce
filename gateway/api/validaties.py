"""Trying out a message: XML in, report out, nothing stored."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from gateway.api.bodies import REQUEST_BODY, xml_body
from gateway.api.callers import Caller, TheGateway
from gateway.api.exact import ExactRoute, YesOrNo
from gateway.api.problems import documented
from gateway.api.reads import about
from gateway.api.shapes import Bevinding, Rapport
from gateway.exchange.dry_run import dry_run
from gateway.exchange.validate import report

router = APIRouter(route_class=ExactRoute, prefix="/v1/validaties", tags=["validaties"], responses=documented(413, 415))


@router.post("", openapi_extra=REQUEST_BODY, response_model=Rapport, response_model_exclude_unset=True)
async def valideer(
    request: Request,
    gateway: TheGateway,
    caller: Caller,
    tegen_administratie: Annotated[
        YesOrNo, Query(alias="tegenAdministratie", description="Ook niveau 3 en 4, tegen de stand van nu.")
    ] = False,
) -> Rapport:
    """Toetst een bericht aan schema en regels (niveau 1 en 2); er wordt niets opgeslagen of verstuurd.

    Met tegenAdministratie ook aan wat eerder is uitgewisseld: het oordeel dat het bericht nu zou krijgen.
    """
    data = await xml_body(request)
    found = await (dry_run(gateway, caller, data) if tegen_administratie else report(gateway.schemas, data))
    if found.over is not None:
        gemeente, client = found.over
        about(request, client, gemeente=gemeente)
    return Rapport(
        soort=found.soort,
        schema_geldig=found.schema_geldig,
        oordeel=found.oordeel.value,
        bevindingen=[Bevinding.model_validate(each) for each in found.bevindingen],
    )
