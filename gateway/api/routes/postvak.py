"""The mailbox of a municipality or provider."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import Field

from gateway.api.caller.callers import Party, TheGateway
from gateway.api.http.problems import documented
from gateway.api.shapes.base import Kenmerk, Shape
from gateway.api.shapes.exact import ExactRoute, Id, PageSize, Place
from gateway.exchange.delivery import mailbox

router = APIRouter(route_class=ExactRoute, prefix="/v1/postvak", tags=["postvak"], responses=documented())


class PostvakItem(Shape):
    """A message that waits for the caller."""

    volgnummer: int
    bericht_id: UUID
    soort: str
    verzender: str
    identificatie: Kenmerk
    vastgelegd_op: datetime


class Postvak(Shape):
    """A page of the mailbox, oldest first."""

    berichten: list[PostvakItem]
    volgende: int | None = Field(description="Geef mee als 'na' voor de volgende bladzijde; null: er is niet meer.")
    bevroren: bool = Field(
        False, description="De beheerder houdt de bezorging aan u vast: wat op u wacht, ziet u na vrijgave weer."
    )


@router.get("")
async def toon(
    gateway: TheGateway,
    caller: Party,
    na: Annotated[Place, Query(description="'volgende' van de vorige bladzijde.")] = 0,
    aantal: PageSize = 50,
) -> Postvak:
    """De berichten die op de vrager wachten, oudste eerst. Haal de inhoud op bij /v1/berichten/{id}/xml."""
    items = await mailbox.list_waiting(gateway, caller, na, aantal)
    berichten = [PostvakItem.model_validate(each) for each in items]
    return Postvak(
        berichten=berichten,
        volgende=items[-1].volgnummer if len(items) == aantal else None,
        bevroren=caller.bevroren_op is not None,
    )


@router.post("/{id}/ontvangen", status_code=204, responses=documented(404))
async def ontvangen(gateway: TheGateway, caller: Party, id: Id) -> Response:
    """Meldt dat het bericht veilig is opgeslagen: het wacht niet langer. Nog eens melden kan geen kwaad."""
    await mailbox.mark_collected(gateway, caller, id)
    return Response(status_code=204)
