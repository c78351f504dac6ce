"""A preview: the findings on an assignment or a change before it is made."""

from collections.abc import Iterable
from datetime import date

from fastapi import APIRouter, Request
from pydantic import Field

from gateway.api.caller.callers import Municipality, TheGateway
from gateway.api.http.problems import documented
from gateway.api.http.reads import about
from gateway.api.routes.assigning.toewijzingen import check_own_municipality
from gateway.api.shapes.base import Bevinding, Shape
from gateway.api.shapes.delen import VOORSTEL, VoorstelShape
from gateway.api.shapes.exact import ExactRoute
from gateway.api.shapes.paths import GemeentePath, NummerPath
from gateway.api.shapes.toewijzingen import ToewijzingVraag, ToewijzingWijziging
from gateway.api.shapes.values import Aanbieder, Centen, Productcode, Segmentcode, Tot, Vanaf, given
from gateway.exchange.assigning import preview
from gateway.exchange.assigning.preview import Preview
from gateway.exchange.kernel.findings_json import to_json
from gateway.policy.alternatives import Alternatives
from gateway.policy.care.ceilings import CeilingUse
from gateway.standard.findings import Finding

router = APIRouter(
    route_class=ExactRoute, prefix="/v1/toewijzingen", tags=["toewijzingen"], responses=documented(404, 409)
)


class Mogelijk(Shape):
    """A product that may be assigned on the same days."""

    code: Productcode
    naam: str = Field(description="Naam van het product.")
    grond_nodig: bool = Field(description="Meerwerk: alleen op een van de gronden van het beleid ('grond').")
    signalen: list[Bevinding] = Field(description="Wat er dan nog te bekijken is.")


class AndereAanbieder(Shape):
    """A provider that may deliver too."""

    aanbieder: Aanbieder
    naam: str | None = Field(description="null: nog niet aangesloten op deze gateway.")


class PlafondShape(Shape):
    """A ceiling in a contract, and what this decision leaves of it. Amounts in euro cents."""

    segment: Segmentcode
    product: Productcode | None = Field(description="null: het contract is voor heel het segment.")
    vanaf: Vanaf
    tot: Tot | None
    plafond: Centen = Field(description="Wat alle zorg onder het contract hoogstens mag kosten, in eurocenten.")
    toegezegd: int = given("Door alle zorg van de gemeente bij deze aanbieder, zonder dit besluit.", minimum=0)
    dit_besluit: int = Field(description="Wat dit besluit toevoegt; onder nul: wat het vrijmaakt.")
    over: int = Field(description="Wat er na dit besluit over is; onder nul: zoveel komt het boven het plafond.")
    zonder_bedrag: int = given(
        "Toewijzingen waarvan voor een deel geen tarief bekend is; dat deel telt niet mee in 'toegezegd'.", minimum=0
    )

    @classmethod
    def of(cls, use: CeilingUse) -> "PlafondShape":
        """Return the ceiling as the municipality sees it."""
        return cls(
            segment=use.contract.segment,
            product=use.contract.product,
            vanaf=use.contract.vanaf,
            tot=use.contract.tot,
            plafond=use.ceiling,
            toegezegd=use.committed,
            dit_besluit=use.added,
            over=use.left,
            zonder_bedrag=use.unpriced,
        )


class RuimteShape(Shape):
    """What policy would allow instead; each part on its own."""

    producten: list[Mogelijk] = Field(description="Wat op de gevraagde dagen mag, naast wat er al is.")
    uiterste_einddatum: date | None = Field(
        description="Laatste dag die van het gevraagde product hoogstens mag; null: geen enkele, of onbegrensd."
    )
    onbegrensd: bool = Field(description="Elke latere laatste dag mag.")
    open_einde: bool = Field(description="Het mag ook tot nader order.")
    maanden_over: int | None = given(
        "Van verlenging of meerwerk: hoeveel hele maanden er nog bij kunnen; null: geldt hier niet.", minimum=0
    )
    andere_aanbieders: list[AndereAanbieder] | None = Field(
        description="Wie deze dagen volgens het register van contracten ook mag leveren, aangesloten aanbieders eerst; "
        "null: niet beoordeeld, zie toelichting."
    )
    verwacht_volume: int | None = given(
        "Hoeveel eenheden het naar verwachting zijn over alle dagen; null: niet te zeggen.", minimum=0
    )
    verwacht_bedrag: int | None = given(
        "Wat de toewijzing zo naar verwachting kost, in eurocenten; null: niet te zeggen, zie toelichting.", minimum=0
    )
    plafonds: list[PlafondShape] = Field(
        description="De plafonds die voor deze zorg gelden, en wat er onder elk over is; leeg: er geldt er geen."
    )
    toelichting: list[str] = Field(description="Wat niet kon worden gezegd of beoordeeld, en waarom.")


class ControleShape(Shape):
    """The verdict and the findings that an assignment or change would get."""

    toegestaan: bool = Field(description="Het zou zo doorgaan, met de overrule die er eventueel bij staat.")
    overrulebaar: bool = Field(description="Alleen beleid houdt het tegen, en een consulent kan dat doorlaten.")
    bevindingen: list[Bevinding] = Field(description="Van het beleid, en van de regels die de WMO301 zou breken.")
    ruimte: RuimteShape | None = Field(description="Wat wel mag volgens het beleid; null: de gemeente koos er geen.")
    voorstel: VoorstelShape | None = VOORSTEL


@router.post("/controle", response_model_exclude_unset=True)
async def controleer(
    request: Request, gateway: TheGateway, caller: Municipality, vraag: ToewijzingVraag
) -> ControleShape:
    """Wat er van een toewijzing gezegd zou worden. Er wordt niets vastgelegd en niets verstuurd.

    De inhoud is die van POST /v1/toewijzingen. Het antwoord geldt voor dit moment: wat er intussen bij komt telt bij
    het toewijzen mee.
    """
    about(request, vraag.client_id)
    check_own_municipality(caller.code, vraag.gemeente or caller.code)
    return _shape(
        await preview.preview_assignment(
            gateway, caller.code, vraag.as_new_assignment(), overrule=vraag.overrule is not None
        )
    )


@router.post("/{gemeente}/{nummer}/controle", response_model_exclude_unset=True)
async def controleer_wijziging(
    gateway: TheGateway,
    caller: Municipality,
    gemeente: GemeentePath,
    nummer: NummerPath,
    vraag: ToewijzingWijziging,
) -> ControleShape:
    """Wat er van een wijziging gezegd zou worden. Er wordt niets vastgelegd en niets verstuurd.

    De inhoud is die van PATCH op de toewijzing.
    """
    check_own_municipality(caller.code, gemeente)
    return _shape(
        await preview.preview_change(gateway, gemeente, nummer, vraag.as_change(), overrule=vraag.overrule is not None)
    )


def _shape(gevonden: Preview) -> ControleShape:
    return ControleShape(
        toegestaan=gevonden.allowed,
        overrulebaar=gevonden.overridable,
        bevindingen=_findings(gevonden.findings),
        ruimte=None if gevonden.alternatives is None else _room(gevonden, gevonden.alternatives),
        voorstel=None if gevonden.proposal is None else VoorstelShape.of(gevonden.proposal),
    )


def _room(preview: Preview, found: Alternatives) -> RuimteShape:
    onbegrensd = found.einddatum == date.max
    return RuimteShape(
        producten=[
            Mogelijk(code=each.code, naam=each.naam, grond_nodig=each.needs_ground, signalen=_findings(each.signals))
            for each in found.producten
        ],
        uiterste_einddatum=None if onbegrensd else found.einddatum,
        onbegrensd=onbegrensd,
        open_einde=found.open_ended,
        maanden_over=found.months,
        andere_aanbieders=None
        if found.providers is None
        else [AndereAanbieder(aanbieder=each.code, naam=each.naam) for each in found.providers],
        verwacht_volume=preview.expected.volume,
        verwacht_bedrag=preview.expected.cents,
        plafonds=[PlafondShape.of(each) for each in found.ceilings],
        toelichting=list(preview.not_judged),
    )


def _findings(bevindingen: Iterable[Finding]) -> list[Bevinding]:
    return [Bevinding.model_validate(to_json(each)) for each in bevindingen]
