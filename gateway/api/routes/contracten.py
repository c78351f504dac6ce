"""The register of contracts of the municipality that calls."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from gateway.api.caller.callers import Municipality, TheGateway
from gateway.api.http.problems import documented
from gateway.api.shapes.base import XML_TEXT, AgbCode, Shape
from gateway.api.shapes.exact import Day, ExactRoute
from gateway.exchange.assigning import contracts as contracten
from gateway.exchange.assigning.contracts import ContractLine
from gateway.policy.care_file import Contract

router = APIRouter(route_class=ExactRoute, prefix="/v1/contracten", tags=["contracten"], responses=documented(404, 409))

Naam = Annotated[str, Field(min_length=1, max_length=100), XML_TEXT]


class ContractShape(Shape):
    """A contract: what a provider may deliver in a municipality."""

    aanbieder: AgbCode
    segment: Naam = Field(examples=["1A1"])
    soort: Naam | None = Field(None, description="Soort aanbieder; leeg waar het beleid die niet kent.")
    vanaf: Day
    tot: Day | None = Field(None, description="Laatste dag; leeg is zonder einde.")


class Contracten(Shape):
    """The whole register of contracts of a municipality."""

    contracten: Annotated[list[ContractShape], Field(max_length=10_000)]


@router.get("")
async def toon(gateway: TheGateway, caller: Municipality) -> Contracten:
    """Het register van contracten van de gemeente. Is het leeg, dan wordt er niet op getoetst."""
    return _shape(await contracten.list_contracts(gateway, caller.code))


@router.put("")
async def vervang(gateway: TheGateway, caller: Municipality, register: Contracten) -> Contracten:
    """Vervangt het hele register; klopt er iets niet, dan blijft het zoals het was en staat alles wat mis is erbij.

    Een gemeente die geen beleid koos krijgt een 409: het beleid zegt welke segmenten en soorten er zijn.
    """
    regels = [
        ContractLine(f"contracten.{nummer}", Contract(**each.model_dump()))
        for nummer, each in enumerate(register.contracten)
    ]
    return _shape(await contracten.replace_contracts(gateway, caller.code, regels))


def _shape(gevonden: list[Contract]) -> Contracten:
    return Contracten(contracten=[ContractShape.model_validate(each) for each in gevonden])
