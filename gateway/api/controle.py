"""Ask first: what would be said of an assignment or a change."""

from fastapi import APIRouter
from pydantic import Field

from gateway.api.callers import Gemeente, TheGateway
from gateway.api.problems import documented
from gateway.api.shapes import Bevinding, Shape
from gateway.api.toewijzing_shapes import ToewijzingVraag, ToewijzingWijziging
from gateway.api.toewijzingen import Gemeentecode, Nummer, aanvraag, own, wijziging
from gateway.exchange import controle
from gateway.exchange.controle import Controle
from gateway.exchange.reports import to_json

router = APIRouter(prefix="/v1/toewijzingen", tags=["toewijzingen"], responses=documented(404, 409))


class ControleShape(Shape):
    """What would be said of it."""

    toegestaan: bool = Field(description="Het zou zo doorgaan, met de overrule die er eventueel bij staat.")
    overrulebaar: bool = Field(description="Alleen beleid houdt het tegen, en een consulent kan dat doorlaten.")
    bevindingen: list[Bevinding] = Field(description="Van het beleid, en van de regels die de WMO301 zou breken.")


@router.post("/controle", response_model_exclude_unset=True)
async def controleer(gateway: TheGateway, caller: Gemeente, vraag: ToewijzingVraag) -> ControleShape:
    """Wat er van een toewijzing gezegd zou worden. Er wordt niets vastgelegd en niets verstuurd.

    De inhoud is die van POST /v1/toewijzingen. Het antwoord geldt voor dit moment: wat er intussen bij komt telt bij
    het toewijzen mee.
    """
    own(caller.code, vraag.gemeente or caller.code)
    return _shape(await controle.ask_assign(gateway, caller.code, aanvraag(vraag), overrule=vraag.overrule is not None))


@router.post("/{gemeente}/{nummer}/controle", response_model_exclude_unset=True)
async def controleer_wijziging(
    gateway: TheGateway, caller: Gemeente, gemeente: Gemeentecode, nummer: Nummer, vraag: ToewijzingWijziging
) -> ControleShape:
    """Wat er van een wijziging gezegd zou worden. Er wordt niets vastgelegd en niets verstuurd.

    De inhoud is die van PATCH op de toewijzing.
    """
    own(caller.code, gemeente)
    return _shape(
        await controle.ask_change(gateway, gemeente, nummer, wijziging(vraag), overrule=vraag.overrule is not None)
    )


def _shape(gevonden: Controle) -> ControleShape:
    return ControleShape(
        toegestaan=gevonden.toegestaan,
        overrulebaar=gevonden.overrulebaar,
        bevindingen=[Bevinding.model_validate(to_json(each)) for each in gevonden.bevindingen],
    )
