"""The tariffs of the municipality that calls."""

import hashlib
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from pydantic import Field

from gateway.api.caller.callers import Municipality, TheGateway, gateway_used_by
from gateway.api.http.bodies import CSV_BODY, CSV_UTF8, csv_body, download
from gateway.api.http.problems import documented
from gateway.api.shapes.base import Shape
from gateway.api.shapes.exact import ExactRoute
from gateway.exchange.assigning.registers import tariffs
from gateway.exchange.assigning.registers.comparison import RegisterChanges
from gateway.exchange.assigning.registers.register_csv import RegisterFile
from gateway.exchange.assigning.registers.tariff_file import TariffLine, read_tariffs, write_tariffs
from gateway.exchange.kernel.gateway import off_loop
from gateway.policy.tariffs import Tariff

router = APIRouter(route_class=ExactRoute, prefix="/v1/tarieven", tags=["tarieven"], responses=documented(404))

Csv = Annotated[bytes, Depends(csv_body)]


class Tarief(Shape):
    """The tariff of a product."""

    categorie: str
    code: str
    aanbieder: str | None = Field(description="AGB-code; null is elke aanbieder zonder eigen tarief.")
    eenheid: str
    bedrag: int = Field(description="Per eenheid, in eurocenten.")
    vanaf: date
    tot: date | None = Field(description="Laatste dag; null is zonder einde.")


class Wijziging(Shape):
    """A tariff that changes."""

    was: Tarief
    wordt: Tarief


class Tarieven(Shape):
    """All tariffs of a municipality."""

    tarieven: list[Tarief]


class Tariefwijzigingen(Shape):
    """How a file differs from the tariffs that stood, and how it was read."""

    nieuw: list[Tarief]
    gewijzigd: list[Wijziging]
    eindigend: list[Wijziging] = Field(description="Hetzelfde bedrag, met een eerdere laatste dag.")
    vervallen: list[Tarief]
    ongewijzigd: int
    tekenset: str
    scheiding: str


@router.get("")
async def toon(gateway: TheGateway, caller: Municipality) -> Tarieven:
    """De tarieven van de gemeente. Zijn er geen, dan wordt er niets mee berekend."""
    found = await tariffs.list_tariffs(gateway, caller.code)
    return Tarieven(tarieven=[Tarief.model_validate(each) for each in found])


@router.get("/csv", response_class=Response)
async def als_csv(gateway: TheGateway, caller: Municipality) -> Response:
    """De tarieven als CSV, zoals PUT ze leest."""
    text = write_tariffs(await tariffs.list_tariffs(gateway, caller.code))
    return download(text.encode(), CSV_UTF8, "tarieven.csv")


@router.post("/csv/controle", openapi_extra=CSV_BODY)
async def controleer(gateway: TheGateway, caller: Municipality, data: Csv) -> Tariefwijzigingen:
    """Wat er door dit bestand zou veranderen. Er wordt niets vastgelegd."""
    file, new = await _read(data)
    return _shape(await tariffs.preview_tariffs(gateway, caller.code, new), file)


@router.put("/csv", openapi_extra=CSV_BODY)
async def vervang(request: Request, gateway: TheGateway, caller: Municipality, data: Csv) -> Tariefwijzigingen:
    """Vervangt alle tarieven; klopt er iets niet, dan blijven ze zoals ze waren en staat alles wat mis is erbij.

    Wie ze wanneer laadde wordt vastgelegd, met de SHA-256 van het bestand.
    """
    file, new = await _read(data)
    acting = gateway_used_by(request, gateway, caller.code)
    return _shape(await tariffs.replace_tariffs(acting, caller.code, new, hashlib.sha256(data).hexdigest()), file)


async def _read(data: bytes) -> tuple[RegisterFile[TariffLine], list[Tariff]]:
    file = await off_loop(len(data), read_tariffs, data)
    return file, [each.tariff for each in file.lines]


def _shape(changes: RegisterChanges[Tariff], file: RegisterFile[TariffLine]) -> Tariefwijzigingen:
    def pairs(found: tuple[tuple[Tariff, Tariff], ...]) -> list[Wijziging]:
        return [Wijziging(was=Tarief.model_validate(was), wordt=Tarief.model_validate(now)) for was, now in found]

    return Tariefwijzigingen(
        nieuw=[Tarief.model_validate(each) for each in changes.nieuw],
        gewijzigd=pairs(changes.gewijzigd),
        eindigend=pairs(changes.eindigend),
        vervallen=[Tarief.model_validate(each) for each in changes.vervallen],
        ongewijzigd=changes.ongewijzigd,
        tekenset=file.tekenset,
        scheiding=file.scheiding,
    )
