"""Claims that count, and their Prestaties with what was decided on each."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from gateway.api.caller.callers import Reader, TheGateway
from gateway.api.http.export import EXPORTED, TheFormat
from gateway.api.http.problems import documented
from gateway.api.http.reads import about
from gateway.api.shapes.base import AgbCode, Gemeentecode
from gateway.api.shapes.exact import AssignmentNumber, Day, ExactRoute, Id, YesOrNo
from gateway.api.shapes.lists.declaraties import (
    DeclaratieItem,
    Declaraties,
    DeclaratieShape,
    PrestatieItem,
    Prestaties,
    TotaalItem,
    Totalen,
)
from gateway.api.shapes.lists.pages import TheAsked, answer_list
from gateway.exchange.lists.claims import find_claim, list_claim_lines, list_claim_totals, list_claims
from gateway.store.claims.claim_list import ClaimFilter
from gateway.store.claims.line_list import LineFilter, LineState
from gateway.store.claims.totals import TotalsFilter

router = APIRouter(route_class=ExactRoute, prefix="/v1", tags=["declaraties"])

ClaimId = Annotated[Id, Path(description="Id van de WMO323.")]
Municipality = Annotated[Gemeentecode | None, Query(description="Aan deze gemeente.")]
ProductCode = Annotated[str | None, Query(pattern="^[0-9A-Za-z]{1,5}$", description="Met deze productcode.")]
Provider = Annotated[AgbCode | None, Query(description="Van deze aanbieder.")]


@router.get("/declaraties", response_model=Declaraties, responses={**documented(), **EXPORTED})
async def toon_alle(
    request: Request,
    gateway: TheGateway,
    caller: Reader,
    asked: TheAsked,
    formaat: TheFormat,
    gemeente: Municipality = None,
    aanbieder: Provider = None,
    vanaf: Annotated[Day | None, Query(description="Van de maand van deze dag of later.")] = None,
    tot: Annotated[Day | None, Query(description="Van de maand van deze dag of eerder.")] = None,
    met_afwijzing: Annotated[
        YesOrNo | None, Query(alias="metAfwijzing", description="Of er een prestatie is afgewezen.")
    ] = None,
) -> Declaraties | Response:
    """De declaraties van of aan de vrager die tellen, op volgorde van binnenkomst; voor een beheerder die van iedereen.

    Een declaratie die als geheel is afgewezen geldt als niet verzonden en staat er niet bij: zie GET /v1/berichten.
    """
    filters = ClaimFilter(gemeente=gemeente, aanbieder=aanbieder, vanaf=vanaf, tot=tot, met_afwijzing=met_afwijzing)
    return await answer_list(
        request,
        formaat,
        asked,
        lambda page: list_claims(gateway, caller, filters, page),
        Declaraties,
        DeclaratieItem.of,
    )


@router.get("/declaraties/totalen", response_model=Totalen, responses={**documented(), **EXPORTED})
async def toon_totalen(
    request: Request,
    gateway: TheGateway,
    caller: Reader,
    asked: TheAsked,
    formaat: TheFormat,
    gemeente: Municipality = None,
    aanbieder: Provider = None,
    product: ProductCode = None,
    vanaf: Annotated[Day | None, Query(description="Declaraties van de maand van deze dag of later.")] = None,
    tot: Annotated[Day | None, Query(description="Declaraties van de maand van deze dag of eerder.")] = None,
) -> Totalen | Response:
    """Wat er is gedeclareerd en toegekend, per maand, aanbieder en product; op volgorde van gemeente en maand.

    De maand is die van de declaratie: een prestatie die later is ingediend telt daar mee. Bedragen zijn eurocenten.
    Wat een aanbieder in totaal toegekend kreeg is de som van 'toegekend' over alle maanden, en ook die van 'teltMee'.
    """
    filters = TotalsFilter(gemeente=gemeente, aanbieder=aanbieder, code=product, vanaf=vanaf, tot=tot)
    return await answer_list(
        request,
        formaat,
        asked,
        lambda page: list_claim_totals(gateway, caller, filters, page),
        Totalen,
        TotaalItem.of,
    )


@router.get("/declaraties/{id}", responses=documented(404))
async def toon(request: Request, gateway: TheGateway, caller: Reader, id: ClaimId) -> DeclaratieShape:
    """Een declaratie met al haar prestaties: de staat van elk, en wat er nog kan of moet."""
    found = await find_claim(gateway, caller, id)
    about(request, *dict.fromkeys(each.client_id for each in found.lines), gemeente=found.item.gemeente)
    return DeclaratieShape.of(found)


@router.get("/prestaties", response_model=Prestaties, responses={**documented(), **EXPORTED})
async def toon_prestaties(
    request: Request,
    gateway: TheGateway,
    caller: Reader,
    asked: TheAsked,
    formaat: TheFormat,
    gemeente: Municipality = None,
    aanbieder: Provider = None,
    bericht_id: Annotated[
        Id | None, Query(alias="berichtId", description="In deze declaratie: de id van de WMO323.")
    ] = None,
    client_id: Annotated[
        Id | None, Query(alias="clientId", description="Van deze cliënt; alleen voor diens gemeente.")
    ] = None,
    toewijzing_nummer: Annotated[
        AssignmentNumber | None, Query(alias="toewijzingNummer", description="Op deze toewijzing.")
    ] = None,
    product: ProductCode = None,
    staat: Annotated[LineState | None, Query(description="In deze staat.")] = None,
    vanaf: Annotated[Day | None, Query(description="De periode begint op deze dag of later.")] = None,
    tot: Annotated[Day | None, Query(description="De periode begint op deze dag of eerder.")] = None,
) -> Prestaties | Response:
    """De prestaties in die declaraties, elk met haar staat en wat er nog kan of moet. Filters gelden samen."""
    filters = LineFilter(
        gemeente=gemeente,
        aanbieder=aanbieder,
        declaratie=bericht_id,
        client=client_id,
        toewijzing=toewijzing_nummer,
        code=product,
        staat=staat,
        vanaf=vanaf,
        tot=tot,
    )
    return await answer_list(
        request,
        formaat,
        asked,
        lambda page: list_claim_lines(gateway, caller, filters, page),
        Prestaties,
        PrestatieItem.of,
        client=client_id,
        clients_of=lambda each: (each.client_id,),
    )
