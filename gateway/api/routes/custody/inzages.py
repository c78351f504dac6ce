"""Read records: who read personal data of a client, for the client's municipality."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import Field

from gateway.api.caller.callers import Municipality, TheGateway
from gateway.api.http.export import EXPORTED, TheFormat
from gateway.api.http.problems import documented
from gateway.api.shapes.base import Shape
from gateway.api.shapes.exact import ExactRoute, Id
from gateway.api.shapes.lists.pages import PageShape, TheAsked, answer_list
from gateway.api.shapes.values import Volgnummer
from gateway.exchange.custody import reads as inzages

router = APIRouter(route_class=ExactRoute, prefix="/v1/inzages", tags=["inzages"], responses=documented())


class InzageShape(Shape):
    """One read record."""

    volgnummer: Volgnummer
    op: datetime = Field(description="Wanneer.")
    organisatie: str = Field(description="Wie het zag, of namens wie.")
    via: str | None = Field(description="De intermediair die het voor haar deed.")
    ingang: str = Field(
        description="De sleutel, het token of het certificaat waarmee; bij de beheerder aan de machine, zijn gebruiker."
    )
    actie: str = Field(description="Methode en route, of opdracht.", examples=["GET /v1/clienten/{id}"])
    soort: str = Field(description="Waarvan iets is getoond.", examples=["client"])
    onderwerp: str | None = Field(description="Id daarvan; leeg bij een lijst.")
    doel: str = Field(description="Waarvoor, zoals de header Doel het zei, of het gewone doel van deze route.")
    uitkomst: Literal["toegestaan", "geweigerd"] = Field(description="geweigerd: er is niets getoond.")
    aanvraag: str = Field(description="X-Request-ID van de aanvraag.")


class Inzages(PageShape):
    """A page of read records."""

    inzages: list[InzageShape] = Field(description="De inzages van deze bladzijde.")


@router.get("", response_model=Inzages, responses=EXPORTED)
async def toon_alle(
    request: Request,
    gateway: TheGateway,
    caller: Municipality,
    asked: TheAsked,
    formaat: TheFormat,
    client_id: Annotated[Id, Query(alias="clientId", description="Wiens gegevens zijn ingezien.")],
) -> Inzages | Response:
    """Wie wanneer en waarvoor de gegevens van een cliënt van de eigen gemeente inzag, oudste eerst.

    Ook wie dat zonder succes probeerde staat erbij, en wie deze lijst opvroeg.
    """
    return await answer_list(
        request,
        formaat,
        asked,
        lambda page: inzages.page_reads(gateway, caller.code, client_id, page),
        Inzages,
        InzageShape.model_validate,
        client=client_id,
    )
