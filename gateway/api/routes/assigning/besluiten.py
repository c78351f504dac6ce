"""Decisions on several assignments of a client at once, and the end of all care; each can be asked about first."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from fastapi import APIRouter, Request

from gateway.api.caller.callers import Municipality, TheGateway
from gateway.api.http.idempotency import IdempotencyKey, repeatable_request
from gateway.api.http.problems import documented
from gateway.api.http.reads import about
from gateway.api.shapes.besluiten import (
    BeeindigingControleShape,
    BeeindigingShape,
    BeeindigingVraag,
    BesluitControleShape,
    BesluitShape,
)
from gateway.api.shapes.delen import BesluitenVraag, VoorstelShape
from gateway.api.shapes.exact import ExactRoute
from gateway.api.shapes.paths import ClientPath
from gateway.exchange.assigning.clients import find_client
from gateway.exchange.assigning.combined import decide_together, plan_of
from gateway.exchange.assigning.end_all import end_all_care, preview_end
from gateway.exchange.assigning.preview import Preview, preview_items
from gateway.exchange.kernel.refusals import Conflict, Refusal

router = APIRouter(route_class=ExactRoute, prefix="/v1/clienten", tags=["besluiten"], responses=documented(404, 409))


@asynccontextmanager
async def proposing(ask: Callable[[], Awaitable[Preview]]) -> AsyncIterator[None]:
    """Add to a Conflict in the block, as `voorstel`, what may be decided instead; `ask` previews what was refused."""
    try:
        yield
    except Conflict as refusal:
        if any(each.proposal for each in refusal.findings):
            with suppress(Refusal):
                proposed = (await ask()).proposal
                if proposed is not None:
                    shape = VoorstelShape.of(proposed)
                    refusal.text += " Zoals het in 'voorstel' staat gaat het wel door: stuur dat verzoek."
                    refusal.details["voorstel"] = shape.model_dump(mode="json", by_alias=True, exclude_unset=True)
        raise


@router.post("/{id}/besluiten", status_code=201, response_model_exclude_unset=True)
async def neem(
    request: Request,
    gateway: TheGateway,
    caller: Municipality,
    id: ClientPath,
    vraag: BesluitenVraag,
    idempotency_key: IdempotencyKey = None,
) -> BesluitShape:
    """Besluit over meer toewijzingen van een cliënt bij één aanbieder: toekennen, wijzigen, beëindigen, verwijderen.

    Alles gebeurt, of niets, en de aanbieder krijgt één WMO301. Het beleid kijkt naar hoe het na alle delen samen is:
    wie het ene traject beëindigt en op de dag erna het andere toekent, heeft geen overlap.
    """
    about(request, id)
    asked = vraag.as_items(id)

    async def ask() -> Preview:
        client = await find_client(gateway, caller.code, id)
        return await preview_items(gateway, client, asked.aanbieder, asked.items, overrule=False)

    async with proposing(ask):
        decided = await decide_together(
            gateway,
            caller.code,
            id,
            plan_of(asked),
            repeatable_request(idempotency_key, vraag, id),
            vraag.as_override(),
        )
    return BesluitShape.of(decided)


@router.post("/{id}/besluiten/controle", response_model_exclude_unset=True)
async def controleer(
    request: Request, gateway: TheGateway, caller: Municipality, id: ClientPath, vraag: BesluitenVraag
) -> BesluitControleShape:
    """Wat er van een besluit gezegd zou worden, en welke WMO301 zou volgen. Er wordt niets vastgelegd of verstuurd."""
    about(request, id)
    client = await find_client(gateway, caller.code, id)
    items = vraag.as_items(id).items
    found = await preview_items(gateway, client, vraag.aanbieder, items, overrule=vraag.overrule is not None)
    return BesluitControleShape.of(found)


@router.post("/{id}/beeindiging", status_code=201, response_model_exclude_unset=True)
async def beeindig(
    request: Request,
    gateway: TheGateway,
    caller: Municipality,
    id: ClientPath,
    vraag: BeeindigingVraag,
    idempotency_key: IdempotencyKey = None,
) -> BeeindigingShape:
    """Beëindigt alle zorg van een cliënt die overleed of verhuisde, bij elke aanbieder, met één WMO301 voor elk.

    Vervoer, verlenging en meerwerk eindigen voor hun traject. Zorg die pas na de einddatum zou beginnen en niet is
    gemeld, wordt verwijderd. Is zorg gemeld die na de einddatum begint, dan eindigt die toewijzing op die begindatum
    en zegt `nogTeDoen` wat er voor een mens overblijft; alle andere zorg eindigt gewoon. Alles gebeurt, of niets. Het
    beleid houdt het niet tegen; wat het erover zegt, staat als signaal in `bevindingen`.
    """
    about(request, id)
    decided, endings = await end_all_care(
        gateway, caller.code, id, vraag.as_end(), repeatable_request(idempotency_key, vraag, id)
    )
    return BeeindigingShape.ended(decided, endings)


@router.post("/{id}/beeindiging/controle", response_model_exclude_unset=True)
async def controleer_beeindiging(
    request: Request, gateway: TheGateway, caller: Municipality, id: ClientPath, vraag: BeeindigingVraag
) -> BeeindigingControleShape:
    """Wat er zou eindigen, per aanbieder, en welke WMO301 zou volgen. Er wordt niets vastgelegd of verstuurd."""
    about(request, id)
    return BeeindigingControleShape.of(*await preview_end(gateway, caller.code, id, vraag.as_end()))
