"""The mailbox of a municipality or provider."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from gateway.api.callers import Partij, TheGateway
from gateway.api.problems import documented
from gateway.api.shapes import Postvak, PostvakItem
from gateway.exchange import mailbox

LAATSTE = 2**63 - 1
"""The highest place a mailbox can number."""

router = APIRouter(prefix="/v1/postvak", tags=["postvak"], responses=documented())


@router.get("")
async def toon(
    gateway: TheGateway,
    caller: Partij,
    na: Annotated[int, Query(ge=0, le=LAATSTE, description="'volgende' van de vorige bladzijde.")] = 0,
    aantal: Annotated[int, Query(ge=1, le=100)] = 50,
) -> Postvak:
    """De berichten die op de vrager wachten, oudste eerst. Haal de inhoud op bij /v1/berichten/{id}/xml."""
    items = await mailbox.waiting(gateway, caller, na, aantal)
    berichten = [PostvakItem.model_validate(each) for each in items]
    return Postvak(
        berichten=berichten,
        volgende=items[-1].volgnummer if len(items) == aantal else None,
        bevroren=caller.bevroren_op is not None,
    )


@router.post("/{id}/ontvangen", status_code=204, responses=documented(404))
async def ontvangen(gateway: TheGateway, caller: Partij, id: UUID) -> Response:
    """Meldt dat het bericht veilig is opgeslagen: het wacht niet langer. Nog eens melden kan geen kwaad."""
    await mailbox.collected(gateway, caller, id)
    return Response(status_code=204)
