"""The list of assignments of the own municipality, and that of overrides of policy."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from gateway.api.caller.callers import Municipality, TheGateway
from gateway.api.http.export import EXPORTED, TheFormat
from gateway.api.http.problems import documented
from gateway.api.shapes.base import AgbCode
from gateway.api.shapes.exact import AssignmentNumber, Day, ExactRoute, Id, YesOrNo
from gateway.api.shapes.lists.lijsten import OverruleItem, Overrules, Toewijzingen, ToewijzingItem
from gateway.api.shapes.lists.pages import TheAsked, answer_list
from gateway.exchange.lists.assignments import list_assignments, list_overrides
from gateway.store.lists.assignments import AssignmentFilter, OverrideFilter

router = APIRouter(route_class=ExactRoute, prefix="/v1", tags=["toewijzingen"], responses=documented())


@router.get("/toewijzingen", response_model=Toewijzingen, responses=EXPORTED)
async def toon_alle(
    request: Request,
    gateway: TheGateway,
    caller: Municipality,
    asked: TheAsked,
    formaat: TheFormat,
    client_id: Annotated[Id | None, Query(alias="clientId", description="Van deze cliënt.")] = None,
    aanbieder: Annotated[AgbCode | None, Query(description="Aan deze aanbieder.")] = None,
    categorie: Annotated[
        str | None, Query(pattern=r"^(0[1-9]|1[0-8])$", description="Met een product in deze categorie.")
    ] = None,
    product: Annotated[str | None, Query(pattern="^[0-9A-Za-z]{1,5}$", description="Met deze productcode.")] = None,
    loopt_op: Annotated[Day | None, Query(alias="looptOp", description="Deze dag valt erin.")] = None,
    eindigt_voor: Annotated[
        Day | None, Query(alias="eindigtVoor", description="De laatste dag ligt voor deze dag.")
    ] = None,
    begonnen: Annotated[
        YesOrNo | None, Query(description="Of de aanbieder een start meldde en die niet introk.")
    ] = None,
    overruled: Annotated[
        YesOrNo | None, Query(description="Of bij een versie iets is doorgelaten wat het beleid verbiedt.")
    ] = None,
) -> Toewijzingen | Response:
    """De toewijzingen van de eigen gemeente, elk in de versie die geldt, op volgorde van nummer.

    Filters gelden samen. looptOp, eindigtVoor en begonnen=false laten weg wat verwijderd is. Wat van een andere
    gemeente is wordt niet gevonden.
    """
    filters = AssignmentFilter(
        gemeente=caller.code,
        client=client_id,
        aanbieder=aanbieder,
        categorie=categorie,
        code=product,
        loopt_op=loopt_op,
        eindigt_voor=eindigt_voor,
        begonnen=begonnen,
        overruled=overruled,
    )
    return await answer_list(
        request,
        formaat,
        asked,
        lambda page: list_assignments(gateway, filters, page),
        Toewijzingen,
        ToewijzingItem.of,
        client=client_id,
        clients_of=lambda each: (each.client_id,),
    )


@router.get("/overrules", response_model=Overrules, responses=EXPORTED)
async def toon_overrules(
    request: Request,
    gateway: TheGateway,
    caller: Municipality,
    asked: TheAsked,
    formaat: TheFormat,
    client_id: Annotated[Id | None, Query(alias="clientId", description="Van deze cliënt.")] = None,
    aanbieder: Annotated[AgbCode | None, Query(description="Aan deze aanbieder.")] = None,
    toewijzing_nummer: Annotated[
        AssignmentNumber | None, Query(alias="toewijzingNummer", description="Van deze toewijzing.")
    ] = None,
    vanaf: Annotated[Day | None, Query(description="Besloten op deze dag of later.")] = None,
    tot: Annotated[Day | None, Query(description="Besloten op deze dag of eerder.")] = None,
) -> Overrules | Response:
    """Wat consulenten van de eigen gemeente doorlieten terwijl het beleid het verbood, op volgorde van nummer."""
    filters = OverrideFilter(
        gemeente=caller.code, client=client_id, aanbieder=aanbieder, nummer=toewijzing_nummer, vanaf=vanaf, tot=tot
    )
    return await answer_list(
        request,
        formaat,
        asked,
        lambda page: list_overrides(gateway, filters, page),
        Overrules,
        OverruleItem.of,
        client=client_id,
        clients_of=lambda each: (each.client_id,),
    )
