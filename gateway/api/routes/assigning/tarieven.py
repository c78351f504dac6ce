"""The tariffs of the municipality that calls."""

import hashlib
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from pydantic import Field

from gateway.api.caller.callers import Municipality, TheGateway, gateway_used_by
from gateway.api.http.bodies import CSV_BODY, csv_body
from gateway.api.http.export import CSV_FILE, EXPORTED, TheFormat
from gateway.api.http.problems import documented
from gateway.api.shapes.base import Shape
from gateway.api.shapes.exact import ExactRoute
from gateway.api.shapes.registers import Registerwijzigingen, register_file
from gateway.api.shapes.values import Aanbieder, Categorie, Centen, Eenheid, Productcode, Tot, Vanaf
from gateway.exchange.assigning.registers import tariffs
from gateway.exchange.assigning.registers.tariff_file import read_tariffs, tariff_table
from gateway.exchange.kernel.gateway import off_loop

router = APIRouter(route_class=ExactRoute, prefix="/v1/tarieven", tags=["tarieven"], responses=documented(404))

Csv = Annotated[bytes, Depends(csv_body)]


class Tarief(Shape):
    """The tariff of a product."""

    categorie: Categorie
    code: Productcode
    aanbieder: Aanbieder | None = Field(description="AGB-code; null is elke aanbieder zonder eigen tarief.")
    eenheid: Eenheid
    bedrag: Centen = Field(description="Per eenheid, in eurocenten.")
    vanaf: Vanaf
    tot: Tot | None


class Tarieven(Shape):
    """All tariffs of a municipality."""

    tarieven: list[Tarief] = Field(description="Alle tarieven.")


class Tariefwijzigingen(Registerwijzigingen[Tarief]):
    """How a file differs from the tariffs that stood, and how it was read."""


@router.get("", response_model=Tarieven, responses=EXPORTED)
async def toon(gateway: TheGateway, caller: Municipality, formaat: TheFormat) -> Tarieven | Response:
    """De tarieven van de gemeente. Zijn er geen, dan wordt er niets mee berekend.

    Als bestand hebben zij de kolommen die PUT leest, met het tarief in euro's.
    """
    found = await tariffs.list_tariffs(gateway, caller.code)
    if formaat != "json":
        return register_file(formaat, "tarieven", tariff_table(found))
    return Tarieven(tarieven=[Tarief.model_validate(each) for each in found])


@router.get("/csv", response_class=Response, responses=CSV_FILE)
async def als_csv(gateway: TheGateway, caller: Municipality) -> Response:
    """De tarieven als CSV, zoals PUT ze leest."""
    return register_file("csv", "tarieven", tariff_table(await tariffs.list_tariffs(gateway, caller.code)))


@router.post("/csv/controle", openapi_extra=CSV_BODY)
async def controleer(gateway: TheGateway, caller: Municipality, data: Csv) -> Tariefwijzigingen:
    """Wat er door dit bestand zou veranderen. Er wordt niets vastgelegd."""
    file = await off_loop(len(data), read_tariffs, data)
    return Tariefwijzigingen.of(await tariffs.preview_tariffs(gateway, caller.code, file.lines), file)


@router.put("/csv", openapi_extra=CSV_BODY)
async def vervang(request: Request, gateway: TheGateway, caller: Municipality, data: Csv) -> Tariefwijzigingen:
    """Vervangt alle tarieven; klopt er iets niet, dan blijven ze zoals ze waren en staat alles wat mis is erbij.

    Wie ze wanneer laadde wordt vastgelegd, met de SHA-256 van het bestand.
    """
    file = await off_loop(len(data), read_tariffs, data)
    sha256 = hashlib.sha256(data).hexdigest()
    acting = gateway_used_by(request, gateway, caller.code)
    return Tariefwijzigingen.of(await tariffs.replace_tariffs(acting, caller.code, file.lines, sha256), file)
