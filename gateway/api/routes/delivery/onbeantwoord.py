"""What went out and has no return message, for the operator: to look after, and to close before a release."""

from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import Field

from gateway.api.caller.callers import Operator, TheGateway
from gateway.api.http.export import EXPORTED, TheFormat
from gateway.api.http.problems import documented
from gateway.api.shapes.base import Kenmerk, Shape
from gateway.api.shapes.exact import Day, ExactRoute, HourNumber
from gateway.api.shapes.lists.pages import PageShape, TheAsked, answer_list
from gateway.api.shapes.values import BerichtId, Berichtsoort, Gemeente, Ontvanger, Verzender
from gateway.exchange.delivery.open_pairs import list_open_pairs
from gateway.standard.channels import ChannelName

router = APIRouter(route_class=ExactRoute, prefix="/v1/onbeantwoord", tags=["leveringen"], responses=documented())

_CODE: Final = r"^[0-9A-Za-z-]+$"


class OnbeantwoordItem(Shape):
    """A message without its return message."""

    bericht_id: BerichtId
    gemeente: Gemeente
    soort: Berichtsoort
    identificatie: Kenmerk
    verzender: Verzender
    ontvanger: Ontvanger
    kanaal: ChannelName = Field(description="Hoe de ontvanger zijn berichten krijgt.")
    vastgelegd_op: datetime = Field(description="Wanneer het is vastgelegd.")
    bezorgd_op: datetime | None = Field(description="Wanneer de ontvanger of de keten het aannam; null: nog niet.")


class Onbeantwoord(PageShape):
    """A page of what was never answered."""

    onbeantwoord: list[OnbeantwoordItem] = Field(description="De berichten van deze bladzijde.")


@router.get("", response_model=Onbeantwoord, responses=EXPORTED)
async def toon_onbeantwoord(
    request: Request,
    gateway: TheGateway,
    _caller: Operator,
    asked: TheAsked,
    formaat: TheFormat,
    sinds: Annotated[Day, Query(description="Vastgelegd op deze dag of later.")],
    uren: Annotated[HourNumber, Query(description="Al zoveel uur zonder retourbericht.")] = 24,
    kanaal: Annotated[ChannelName | None, Query(description="Alleen langs dit kanaal.")] = None,
    ontvanger: Annotated[
        str | None, Query(max_length=40, pattern=_CODE, description="Alleen voor deze organisatie.")
    ] = None,
) -> Onbeantwoord | Response:
    """De berichten die uitgingen, en nog geen retourbericht hebben."""
    return await answer_list(
        request,
        formaat,
        asked,
        lambda page: list_open_pairs(gateway, sinds, uren, page, kanaal, ontvanger),
        Onbeantwoord,
        OnbeantwoordItem.model_validate,
    )
