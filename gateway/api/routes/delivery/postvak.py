"""The mailbox of a municipality or provider."""

from typing import Annotated, Final

from fastapi import APIRouter, Request, Response
from pydantic import ConfigDict, Field

from gateway.api.caller.callers import Party, TheGateway
from gateway.api.http.export import EXPORTED, TheFormat
from gateway.api.http.problems import documented
from gateway.api.shapes.base import BodyShape, Kenmerk, Shape
from gateway.api.shapes.exact import ExactRoute, Id
from gateway.api.shapes.lists.pages import PageShape, TheAsked, answer_list
from gateway.api.shapes.paths import BerichtPath
from gateway.api.shapes.values import BerichtId, Berichtsoort, Vastgelegd, Verzender, Volgnummer
from gateway.exchange.delivery import mailbox

router = APIRouter(route_class=ExactRoute, prefix="/v1/postvak", tags=["postvak"], responses=documented())

_SOME_ID: Final = "0198c1f2-6b7e-7a31-9f52-c4d1e8a7b603"
_OTHER_ID: Final = "0198c1f2-6b7e-7a31-9f52-c4d1e8a7b604"


class PostvakItem(Shape):
    """A message that waits for the caller."""

    volgnummer: Volgnummer
    bericht_id: BerichtId
    soort: Berichtsoort
    verzender: Verzender
    identificatie: Kenmerk
    vastgelegd_op: Vastgelegd


class Postvak(PageShape):
    """A page of the mailbox."""

    berichten: list[PostvakItem] = Field(description="De berichten van deze bladzijde.")
    bevroren: bool = Field(
        False, description="De beheerder houdt de bezorging aan u vast: wat op u wacht, ziet u na vrijgave weer."
    )


class Ontvangst(BodyShape):
    """Messages that were stored safely."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"berichtIds": [_SOME_ID, _OTHER_ID]}]})

    bericht_ids: Annotated[
        list[Id], Field(min_length=1, max_length=100, description="De id's van 1 tot 100 berichten uit het postvak.")
    ]


class Ontvangstuitkomst(Shape):
    """The outcome for one message."""

    bericht_id: BerichtId
    ontvangen: bool = Field(description="true: het wacht niet langer, vanaf nu of al eerder.")
    melding: str | None = Field(description="Waarom niet; null: het is gemeld.")


class Ontvangstuitkomsten(Shape):
    """The outcome for each message, in the order of the request."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "uitkomsten": [
                        {"berichtId": _SOME_ID, "ontvangen": True, "melding": None},
                        {
                            "berichtId": _OTHER_ID,
                            "ontvangen": False,
                            "melding": f"Er wacht of wachtte geen bericht {_OTHER_ID} op 01234567.",
                        },
                    ]
                }
            ]
        }
    )

    uitkomsten: list[Ontvangstuitkomst] = Field(description="De uitkomst voor elk bericht, in de gevraagde volgorde.")


@router.get("", response_model=Postvak, responses=EXPORTED)
async def toon(
    request: Request, gateway: TheGateway, caller: Party, asked: TheAsked, formaat: TheFormat
) -> Postvak | Response:
    """De berichten die op de vrager wachten, oudste eerst. Haal de inhoud op bij /v1/berichten/{id}/xml."""
    return await answer_list(
        request,
        formaat,
        asked,
        lambda page: mailbox.page_waiting(gateway, caller, page),
        Postvak,
        PostvakItem.model_validate,
        also={"bevroren": caller.bevroren_op is not None},
    )


@router.post("/ontvangen")
async def alle_ontvangen(gateway: TheGateway, caller: Party, ontvangst: Ontvangst) -> Ontvangstuitkomsten:
    """Meldt van veel berichten dat zij veilig zijn opgeslagen, met per bericht de uitkomst.

    Een id dat niet klopt houdt de andere niet tegen: ook dan is het antwoord 200. Nog eens melden kan geen kwaad.
    """
    found = await mailbox.mark_many_collected(gateway, caller, ontvangst.bericht_ids)
    return Ontvangstuitkomsten(uitkomsten=[Ontvangstuitkomst.model_validate(each) for each in found])


@router.post("/{id}/ontvangen", status_code=204, responses=documented(404))
async def ontvangen(gateway: TheGateway, caller: Party, id: BerichtPath) -> Response:
    """Meldt dat het bericht veilig is opgeslagen: het wacht niet langer. Nog eens melden kan geen kwaad."""
    await mailbox.mark_collected(gateway, caller, id)
    return Response(status_code=204)
