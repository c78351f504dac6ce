"""Deliveries, for the operator: their state, and another attempt by hand."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field

from gateway.api.caller.callers import Operator, TheGateway
from gateway.api.http.problems import documented
from gateway.api.http.reads import Reader
from gateway.api.shapes.base import Kenmerk, Shape
from gateway.api.shapes.exact import ExactRoute, Id, PageSize, Place
from gateway.exchange.delivery import deliveries
from gateway.standard.channels import ChannelName
from gateway.store.delivery.leveringen import DeliveryState
from gateway.store.parties.operator_log import Actor

router = APIRouter(route_class=ExactRoute, prefix="/v1/leveringen", tags=["leveringen"], responses=documented())


class Levering(Shape):
    """The state of the delivery of one message."""

    volgnummer: int
    bericht_id: UUID
    gemeente: str
    soort: str
    identificatie: Kenmerk
    ontvanger: str
    kanaal: ChannelName
    staat: Literal["wachtend", "onderweg", "opgegeven", "geleverd"]
    pogingen: int
    sinds: datetime
    volgende_poging: datetime | None


class Leveringen(Shape):
    """A page of deliveries, oldest first."""

    leveringen: list[Levering]
    volgende: int | None = Field(description="Geef mee als 'na' voor de volgende bladzijde; null: er is niet meer.")


@router.get("")
async def toon(
    gateway: TheGateway,
    _caller: Operator,
    staat: Annotated[DeliveryState | None, Query(description="Alleen in deze staat.")] = None,
    ontvanger: Annotated[
        str | None, Query(max_length=40, pattern=r"^[0-9A-Za-z-]+$", description="Alleen voor deze organisatie.")
    ] = None,
    na: Annotated[Place, Query(description="'volgende' van de vorige bladzijde.")] = 0,
    aantal: PageSize = 50,
) -> Leveringen:
    """De bezorgingen van alle organisaties, oudste eerst. 'opgegeven' wacht in het postvak van de ontvanger."""
    items = await deliveries.list_deliveries(gateway, staat, ontvanger, na, aantal)
    return Leveringen(
        leveringen=[Levering.model_validate(each) for each in items],
        volgende=items[-1].volgnummer if len(items) == aantal else None,
    )


@router.post("/{id}/opnieuw", responses=documented(404, 410))
async def opnieuw(request: Request, gateway: TheGateway, caller: Operator, id: Id) -> Levering:
    """Biedt het bericht opnieuw aan zijn ontvanger aan, met dezelfde bytes en dezelfde Identificatie."""
    lezer: Reader = request.state.reader
    return Levering.model_validate(
        await deliveries.retry_delivery(replace(gateway, actor=Actor(caller.code, lezer.ingang)), id)
    )
