"""Assignments: the municipality asks; the gateway numbers the assignment and composes and queues the WMO301."""

from fastapi import APIRouter, Request

from gateway.api.caller.callers import Municipality, TheGateway
from gateway.api.http.idempotency import IdempotencyKey, repeatable_request
from gateway.api.http.problems import Problem, documented
from gateway.api.http.reads import about
from gateway.api.routes.assigning.besluiten import proposing
from gateway.api.shapes.exact import ExactRoute
from gateway.api.shapes.paths import GemeentePath, NummerPath
from gateway.api.shapes.toewijzingen import ToewijzingShape, ToewijzingVraag, ToewijzingWijziging
from gateway.exchange.assigning import issue, preview

router = APIRouter(
    route_class=ExactRoute, prefix="/v1/toewijzingen", tags=["toewijzingen"], responses=documented(404, 409)
)


@router.post("", status_code=201, response_model_exclude_unset=True)
async def ken_toe(
    request: Request,
    gateway: TheGateway,
    caller: Municipality,
    vraag: ToewijzingVraag,
    idempotency_key: IdempotencyKey = None,
) -> ToewijzingShape:
    """Kent zorg toe. De WMO301 met alle actuele toewijzingen van deze cliënt bij deze aanbieder staat klaar.

    Koos de gemeente een beleid, dan wordt de toewijzing daaraan getoetst. Wat het verbiedt geeft een 409
    (`beleid-blokkade`) met alle bevindingen; er is dan niets vastgelegd. Een consulent kan doorlaten wat
    `overrulebaar` is, met `overrule`: naam en reden worden bewaard. Is er niets door te laten, dan is dat ook een 409
    (`overrule-niet-nodig`). Signalen houden niets tegen en staan in `bevindingen`. Weten de bevindingen wat er in
    plaats daarvan kan, dan staat dat in `voorstel` als een verzoek dat zo te sturen is.
    """
    about(request, vraag.client_id)
    check_own_municipality(caller.code, vraag.gemeente or caller.code)
    herhaalbaar, asked = repeatable_request(idempotency_key, vraag), vraag.as_new_assignment()
    async with proposing(lambda: preview.preview_assignment(gateway, caller.code, asked, overrule=False)):
        gevonden = await issue.assign_care(gateway, caller.code, asked, herhaalbaar, vraag.as_override())
    about(request, vraag.client_id, onderwerp=f"{caller.code}/{gevonden.assignment.nummer}")
    return ToewijzingShape.of(gevonden)


@router.get("/{gemeente}/{nummer}", response_model_exclude_unset=True)
async def toon(
    gateway: TheGateway, caller: Municipality, gemeente: GemeentePath, nummer: NummerPath
) -> ToewijzingShape:
    """Een toewijzing met al haar versies."""
    check_own_municipality(caller.code, gemeente)
    return ToewijzingShape.of(await issue.find_assignment(gateway, gemeente, nummer))


@router.patch("/{gemeente}/{nummer}", response_model_exclude_unset=True)
async def wijzig(
    gateway: TheGateway,
    caller: Municipality,
    gemeente: GemeentePath,
    nummer: NummerPath,
    vraag: ToewijzingWijziging,
    idempotency_key: IdempotencyKey = None,
) -> ToewijzingShape:
    """Verkort, verlengt of verwijdert een toewijzing, of wijzigt volume (bij Frequentie 6) of Budget.

    Aan het beleid wordt getoetst zoals bij een nieuwe toewijzing; wat al zo was en niet erger wordt houdt niets tegen.
    """
    check_own_municipality(caller.code, gemeente)
    herhaalbaar, asked = repeatable_request(idempotency_key, vraag), vraag.as_change()
    async with proposing(lambda: preview.preview_change(gateway, gemeente, nummer, asked, overrule=False)):
        changed = await issue.change_assignment(gateway, gemeente, nummer, asked, herhaalbaar, vraag.as_override())
    return ToewijzingShape.of(changed)


def check_own_municipality(code: str, gemeente: str) -> None:
    """Raise Problem 403 unless the municipality in the path or body is that of the caller (`code`)."""
    if gemeente != code:
        raise Problem(403, "andere-gemeente", f"Gemeente {gemeente} is niet die van deze API-sleutel ({code}).")
