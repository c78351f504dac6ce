"""Read records: who read personal data of a client, for the client's municipality."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import Field

from gateway.api.caller.callers import Municipality, TheGateway
from gateway.api.http.problems import documented
from gateway.api.http.reads import about
from gateway.api.shapes.base import Shape
from gateway.api.shapes.exact import ExactRoute, Id, PageSize, Place
from gateway.api.shapes.values import Volgnummer, given
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


class Inzages(Shape):
    """A page of read records, oldest first."""

    inzages: list[InzageShape] = Field(description="De inzages van deze bladzijde.")
    volgende: int | None = given("Geef mee als 'na' voor de volgende bladzijde; null: er is niet meer.", minimum=0)


@router.get("")
async def toon_alle(
    request: Request,
    gateway: TheGateway,
    caller: Municipality,
    client_id: Annotated[Id, Query(alias="clientId", description="Wiens gegevens zijn ingezien.")],
    na: Annotated[Place, Query(description="'volgende' van de vorige bladzijde.")] = 0,
    aantal: PageSize = 50,
) -> Inzages:
    """Wie wanneer en waarvoor de gegevens van een cliënt van de eigen gemeente inzag, oudste eerst.

    Ook wie dat zonder succes probeerde staat erbij, en wie deze lijst opvroeg.
    """
    about(request, client_id)
    items = await inzages.list_reads(gateway, caller.code, client_id, na, aantal)
    return Inzages(
        inzages=[InzageShape.model_validate(each) for each in items],
        volgende=items[-1].volgnummer if len(items) == aantal else None,
    )
