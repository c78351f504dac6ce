"""Deliveries, for the operator: how they stand, and once more by hand."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request

from gateway.api.callers import Beheerder, TheGateway
from gateway.api.problems import documented
from gateway.api.reads import Reader
from gateway.api.shapes import Levering, Leveringen
from gateway.exchange import deliveries
from gateway.store.handelingen import Wie
from gateway.store.leveringen import Staat

LAATSTE = 2**63 - 1
"""The highest number a delivery can have."""

router = APIRouter(prefix="/v1/leveringen", tags=["leveringen"], responses=documented())


@router.get("")
async def toon(
    gateway: TheGateway,
    _caller: Beheerder,
    staat: Annotated[Staat | None, Query(description="Alleen in deze staat.")] = None,
    ontvanger: Annotated[
        str | None, Query(max_length=40, pattern=r"^[0-9A-Za-z-]+$", description="Alleen voor deze organisatie.")
    ] = None,
    na: Annotated[int, Query(ge=0, le=LAATSTE, description="'volgende' van de vorige bladzijde.")] = 0,
    aantal: Annotated[int, Query(ge=1, le=100)] = 50,
) -> Leveringen:
    """De bezorgingen van alle organisaties, oudste eerst. 'opgegeven' wacht in het postvak van de ontvanger."""
    items = await deliveries.page(gateway, staat, ontvanger, na, aantal)
    return Leveringen(
        leveringen=[Levering.model_validate(each) for each in items],
        volgende=items[-1].volgnummer if len(items) == aantal else None,
    )


@router.post("/{id}/opnieuw", responses=documented(404, 410))
async def opnieuw(request: Request, gateway: TheGateway, caller: Beheerder, id: UUID) -> Levering:
    """Biedt het bericht opnieuw aan zijn ontvanger aan, met dezelfde bytes en dezelfde Identificatie."""
    lezer: Reader = request.state.reader
    return Levering.model_validate(await deliveries.again(replace(gateway, door=Wie(caller.code, lezer.ingang)), id))
