"""A trial of a message: XML in, report out, nothing stored."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from gateway.api.caller.callers import Caller, TheGateway
from gateway.api.http.bodies import REQUEST_BODY, xml_body
from gateway.api.http.problems import documented
from gateway.api.http.reads import about
from gateway.api.shapes.base import Bevinding
from gateway.api.shapes.berichten import DeclaratieProef, Proefrapport, TweedeOordeel, Verschil
from gateway.api.shapes.exact import ExactRoute, YesOrNo
from gateway.exchange.receiving.dry_run import try_message

router = APIRouter(route_class=ExactRoute, prefix="/v1/validaties", tags=["validaties"], responses=documented(413, 415))


@router.post("", openapi_extra=REQUEST_BODY, response_model=Proefrapport, response_model_exclude_unset=True)
async def valideer(
    request: Request,
    gateway: TheGateway,
    caller: Caller,
    tegen_administratie: Annotated[
        YesOrNo, Query(alias="tegenAdministratie", description="Ook niveau 3 en 4, tegen de stand van nu.")
    ] = False,
    tweede_oordeel: Annotated[
        YesOrNo,
        Query(
            alias="tweedeOordeel",
            description="Niveau 1 ook laten toetsen door een andere schemaprocessor (xmlschema); traag.",
        ),
    ] = False,
) -> Proefrapport:
    """Toetst een bericht aan schema en regels (niveau 1 en 2); er wordt niets opgeslagen of verstuurd.

    Met tegenAdministratie ook aan wat eerder is uitgewisseld: het oordeel dat het bericht nu zou krijgen. Zijn precies
    deze bytes al ontvangen, dan zegt de bevinding HERHALING dat, en wat wie ze nog eens aanbiedt krijgt. Een WMO323 die
    telt is goedgekeurd, ook als er prestaties worden afgewezen: hoeveel, en wat er overblijft, staat onder declaratie.

    Met tweedeOordeel toetst naast libxml2 ook xmlschema het bericht aan het schema, en staat in het rapport of zij het
    eens zijn en zo niet, wie wat waar afkeurt. Het oordeel blijft dat van libxml2. Berichten boven 2 MB krijgen geen
    tweede oordeel.
    """
    data = await xml_body(request)
    found = await try_message(gateway, caller, data, books=tegen_administratie, second=tweede_oordeel)
    if found.over is not None:
        gemeente, client = found.over
        about(request, client, gemeente=gemeente)
    rapport = Proefrapport(
        soort=found.soort,
        schema_geldig=found.schema_geldig,
        oordeel=found.oordeel.value,
        bevindingen=[Bevinding.model_validate(each) for each in found.bevindingen],
    )
    if found.tweede_oordeel is not None:
        rapport.tweede_oordeel = _second_opinion(found.tweede_oordeel)
    if found.declaratie is not None:
        rapport.declaratie = DeclaratieProef(**asdict(found.declaratie))
    return rapport


def _second_opinion(opinion: Mapping[str, Any]) -> TweedeOordeel:
    """Return the second opinion of a report as JSON spells it."""
    return TweedeOordeel(
        processor=opinion["processor"],
        schema_geldig=opinion["valid"],
        eens=opinion["agrees"],
        text=opinion["text"],
        verschillen=[Verschil.model_validate(each) for each in opinion["differences"]],
    )
