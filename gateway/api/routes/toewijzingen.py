"""Assignments: the municipality asks; the gateway numbers the assignment and composes and queues the WMO301."""

import hashlib
from typing import Annotated

from fastapi import APIRouter, Header, Path, Request

from gateway.api.caller.callers import Municipality, TheGateway
from gateway.api.http.problems import Problem, documented
from gateway.api.http.reads import about
from gateway.api.shapes.base import Bevinding, Shape
from gateway.api.shapes.exact import AssignmentNumber, ExactRoute
from gateway.api.shapes.toewijzingen import (
    OverruleVraag,
    ToewijzingShape,
    ToewijzingVraag,
    ToewijzingWijziging,
    VersieShape,
)
from gateway.exchange.assigning import issue
from gateway.exchange.assigning.issue import RepeatableRequest
from gateway.exchange.assigning.policy import Override
from gateway.exchange.assigning.publish import IssuedAssignment

router = APIRouter(
    route_class=ExactRoute, prefix="/v1/toewijzingen", tags=["toewijzingen"], responses=documented(404, 409)
)

Gemeentecode = Annotated[str, Path(pattern=r"^[0-9]{4}$")]


IdempotencyKey = Annotated[
    str | None,
    Header(min_length=1, max_length=200, description="Zelfde sleutel, zelfde inhoud: het gebeurt één keer."),
]


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
    (`overrule-niet-nodig`). Signalen houden niets tegen en staan in `bevindingen`.
    """
    about(request, vraag.client)
    check_own_municipality(caller.code, vraag.gemeente or caller.code)
    herhaalbaar = _repeatable(idempotency_key, vraag)
    gevonden = await issue.assign_care(
        gateway, caller.code, vraag.as_new_assignment(), herhaalbaar, _overrule(vraag.overrule)
    )
    about(request, vraag.client, onderwerp=f"{caller.code}/{gevonden.toewijzing.nummer}")
    return _shape(gevonden)


@router.get("/{gemeente}/{nummer}", response_model_exclude_unset=True)
async def toon(
    gateway: TheGateway, caller: Municipality, gemeente: Gemeentecode, nummer: AssignmentNumber
) -> ToewijzingShape:
    """Een toewijzing met al haar versies."""
    check_own_municipality(caller.code, gemeente)
    return _shape(await issue.find_assignment(gateway, gemeente, nummer))


@router.patch("/{gemeente}/{nummer}", response_model_exclude_unset=True)
async def wijzig(
    gateway: TheGateway,
    caller: Municipality,
    gemeente: Gemeentecode,
    nummer: AssignmentNumber,
    vraag: ToewijzingWijziging,
    idempotency_key: IdempotencyKey = None,
) -> ToewijzingShape:
    """Verkort, verlengt of verwijdert een toewijzing, of wijzigt volume (bij Frequentie 6) of Budget.

    Aan het beleid wordt getoetst zoals bij een nieuwe toewijzing; wat al zo was en niet erger wordt houdt niets tegen.
    """
    check_own_municipality(caller.code, gemeente)
    herhaalbaar = _repeatable(idempotency_key, vraag)
    return _shape(
        await issue.change_assignment(
            gateway, gemeente, nummer, vraag.as_change(), herhaalbaar, _overrule(vraag.overrule)
        )
    )


def _repeatable(key: str | None, vraag: Shape) -> RepeatableRequest | None:
    """Return the Idempotency-Key with a hash of the request, in which an absent key differs from null."""
    if key is None:
        return None
    return RepeatableRequest(key, hashlib.sha256(vraag.model_dump_json(exclude_unset=True).encode()).digest())


def check_own_municipality(code: str, gemeente: str) -> None:
    """Raise Problem 403 unless the municipality in the path or body is that of the caller (`code`)."""
    if gemeente != code:
        raise Problem(403, "andere-gemeente", f"Gemeente {gemeente} is niet die van deze API-sleutel ({code}).")


def _overrule(vraag: OverruleVraag | None) -> Override | None:
    return None if vraag is None else Override(vraag.consulent, vraag.reden)


def _shape(uitgifte: IssuedAssignment) -> ToewijzingShape:
    toewijzing = uitgifte.toewijzing
    versies = [VersieShape.of(each) for each in toewijzing.versions]
    return ToewijzingShape(
        gemeente=toewijzing.gemeente,
        toewijzing_nummer=toewijzing.nummer,
        client=toewijzing.client_id,
        aanbieder=toewijzing.aanbieder,
        actueel=versies[-1],
        versies=versies,
        bericht=uitgifte.bericht_id,
        bevindingen=[Bevinding.model_validate(each) for each in uitgifte.bevindingen],
        verzonden=uitgifte.verzonden,
    )
