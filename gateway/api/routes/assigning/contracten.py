"""The register of contracts of the municipality that calls."""

import hashlib
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from pydantic import Field

from gateway.api.caller.callers import Municipality, TheGateway, gateway_used_by
from gateway.api.http.bodies import CSV_BODY, csv_body
from gateway.api.http.export import CSV_FILE, EXPORTED, TheFormat
from gateway.api.http.problems import documented
from gateway.api.shapes.base import XML_TEXT, AgbCode, Shape
from gateway.api.shapes.exact import Day, ExactRoute
from gateway.api.shapes.registers import Registerwijzigingen, register_file
from gateway.exchange.assigning.registers import contracts as contracten
from gateway.exchange.assigning.registers.contract_file import (
    MAX_CEILING,
    ContractLine,
    contract_table,
    read_contracts,
)
from gateway.exchange.kernel.gateway import off_loop
from gateway.policy.care_file import Contract

router = APIRouter(route_class=ExactRoute, prefix="/v1/contracten", tags=["contracten"], responses=documented(404, 409))

Naam = Annotated[str, Field(min_length=1, max_length=100), XML_TEXT]
Plafond = Annotated[int, Field(ge=0, le=MAX_CEILING, strict=True)]
Csv = Annotated[bytes, Depends(csv_body)]


class ContractShape(Shape):
    """A contract: what a provider may deliver in a municipality."""

    aanbieder: AgbCode
    segment: Naam = Field(description="Segment van de contracten.", examples=["1A1"])
    product: Naam | None = Field(
        None, description="Productcode, als het contract voor één product van het segment is; leeg is heel het segment."
    )
    soort: Naam | None = Field(None, description="Soort aanbieder; leeg waar het beleid die niet kent.")
    plafond: Plafond | None = Field(
        None,
        description="Wat de zorg onder dit contract over de hele looptijd hoogstens mag kosten, in eurocenten; leeg is "
        "zonder plafond. Een contract met een plafond heeft een laatste dag.",
    )
    vanaf: Day = Field(description="Eerste dag.")
    tot: Day | None = Field(None, description="Laatste dag; leeg is zonder einde.")


class Contracten(Shape):
    """The whole register of contracts of a municipality."""

    contracten: Annotated[list[ContractShape], Field(max_length=10_000, description="Alle contracten.")]


class Contractwijzigingen(Registerwijzigingen[ContractShape]):
    """How a file differs from the register that stood, and how it was read."""


@router.get("", response_model=Contracten, responses=EXPORTED)
async def toon(gateway: TheGateway, caller: Municipality, formaat: TheFormat) -> Contracten | Response:
    """Het register van contracten van de gemeente. Is het leeg, dan wordt er niet op getoetst.

    Als bestand heeft het de kolommen die PUT leest, met het plafond in euro's.
    """
    found = await contracten.list_contracts(gateway, caller.code)
    return _register(found) if formaat == "json" else register_file(formaat, "contracten", contract_table(found))


@router.put("")
async def vervang(request: Request, gateway: TheGateway, caller: Municipality, register: Contracten) -> Contracten:
    """Vervangt het hele register; klopt er iets niet, dan blijft het zoals het was en staat alles wat mis is erbij.

    Een gemeente die geen beleid koos krijgt een 409: het beleid zegt welke segmenten, producten en soorten er zijn. Wie
    het wanneer laadde wordt vastgelegd.
    """
    regels = [
        ContractLine(f"contracten.{nummer}", Contract(**each.model_dump()))
        for nummer, each in enumerate(register.contracten)
    ]
    await contracten.replace_contracts(gateway_used_by(request, gateway, caller.code), caller.code, regels)
    return _register(await contracten.list_contracts(gateway, caller.code))


@router.get("/csv", response_class=Response, responses=CSV_FILE)
async def als_csv(gateway: TheGateway, caller: Municipality) -> Response:
    """Het register als CSV, zoals PUT het leest."""
    return register_file("csv", "contracten", contract_table(await contracten.list_contracts(gateway, caller.code)))


@router.post("/csv/controle", openapi_extra=CSV_BODY)
async def controleer_csv(gateway: TheGateway, caller: Municipality, data: Csv) -> Contractwijzigingen:
    """Wat er door dit bestand zou veranderen. Er wordt niets vastgelegd."""
    file = await off_loop(len(data), read_contracts, data)
    return Contractwijzigingen.of(await contracten.preview_contracts(gateway, caller.code, file.lines), file)


@router.put("/csv", openapi_extra=CSV_BODY)
async def vervang_csv(request: Request, gateway: TheGateway, caller: Municipality, data: Csv) -> Contractwijzigingen:
    """Vervangt het hele register door dat in een bestand; klopt er iets niet, dan blijft het zoals het was.

    Wie het wanneer laadde wordt vastgelegd, met de SHA-256 van het bestand.
    """
    file = await off_loop(len(data), read_contracts, data)
    sha256 = hashlib.sha256(data).hexdigest()
    acting = gateway_used_by(request, gateway, caller.code)
    return Contractwijzigingen.of(await contracten.replace_contracts(acting, caller.code, file.lines, sha256), file)


def _register(gevonden: list[Contract]) -> Contracten:
    return Contracten(contracten=[ContractShape.model_validate(each) for each in gevonden])
