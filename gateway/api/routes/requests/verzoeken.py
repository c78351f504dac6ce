"""Requests of providers: chosen by filters, one with its history, and the decision on it."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from gateway.api.caller.callers import AtHome, Municipality, TheGateway
from gateway.api.http.export import EXPORTED, TheFormat
from gateway.api.http.idempotency import IdempotencyKey, repeatable_request
from gateway.api.http.problems import documented
from gateway.api.http.reads import about
from gateway.api.shapes.base import AgbCode, Gemeentecode
from gateway.api.shapes.besluiten import BesluitControleShape
from gateway.api.shapes.exact import Day, ExactRoute, Id
from gateway.api.shapes.lists.pages import TheAsked, answer_list
from gateway.api.shapes.paths import VerzoekPath
from gateway.api.shapes.verzoeken import (
    AfwijzingVraag,
    OnderzoekVraag,
    Soort,
    ToegekendShape,
    ToekenningVraag,
    Verzoeken,
    VerzoekItem,
    VerzoekShape,
)
from gateway.exchange.requests.answer import answer_request
from gateway.exchange.requests.grant import grant_request, preview_grant
from gateway.exchange.requests.listing import list_requests_of
from gateway.exchange.requests.lookup import find_client_of, find_request, find_request_of
from gateway.standard.calendar import end_of, first_instant
from gateway.store.lists.requests import RequestFilter, RequestState

router = APIRouter(route_class=ExactRoute, prefix="/v1/verzoeken", tags=["verzoeken"], responses=documented(404, 409))


@router.get("", response_model=Verzoeken, responses=EXPORTED)
async def toon_alle(
    request: Request,
    gateway: TheGateway,
    caller: AtHome,
    asked: TheAsked,
    formaat: TheFormat,
    status: Annotated[RequestState | None, Query(description="Hoe het ermee staat.")] = None,
    soort: Annotated[Soort | None, Query(description="Om een toewijzing (WMO315) of een wijziging (WMO317).")] = None,
    client_id: Annotated[Id | None, Query(alias="clientId", description="Voor deze cliënt.")] = None,
    gemeente: Annotated[Gemeentecode | None, Query(description="Aan deze gemeente.")] = None,
    aanbieder: Annotated[AgbCode | None, Query(description="Van deze aanbieder.")] = None,
    product: Annotated[
        str | None, Query(pattern="^[0-9A-Za-z]{1,5}$", description="Een WMO315 om deze productcode.")
    ] = None,
    vanaf: Annotated[Day | None, Query(description="Ontvangen op deze dag of later.")] = None,
    tot: Annotated[Day | None, Query(description="Ontvangen op deze dag of eerder.")] = None,
    uiterlijk: Annotated[
        Day | None, Query(description="Nog zonder besluit, en het antwoord moet er op deze dag of eerder zijn.")
    ] = None,
) -> Verzoeken | Response:
    """De verzoeken aan de eigen gemeente, of die van de eigen aanbieder; op volgorde van binnenkomst.

    Elk product van een WMO315 is een verzoek met een eigen referentie; een WMO317 is er één. Filters gelden samen. Een
    verzoek dat technisch is afgekeurd (WMO316 of WMO318 met retourcodes) staat er niet bij: het geldt als niet
    gestuurd, en staat bij de berichten.
    """
    filters = RequestFilter(
        gemeente=gemeente,
        status=status,
        soort=soort,
        client=client_id,
        aanbieder=aanbieder,
        code=product,
        vanaf=first_instant(vanaf),
        tot=end_of(tot),
    )
    return await answer_list(
        request,
        formaat,
        asked,
        lambda page: list_requests_of(gateway, caller, filters, page, due=uiterlijk),
        Verzoeken,
        lambda each: VerzoekItem.of(each, caller.code),
        client=client_id,
        clients_of=lambda each: (each.client_id,) if each.gemeente == caller.code else (),
    )


@router.get("/{id}")
async def toon(request: Request, gateway: TheGateway, caller: AtHome, id: VerzoekPath) -> VerzoekShape:
    """Een verzoek met alles wat het vraagt, en wat erop is geantwoord: voor de gemeente en voor de aanbieder ervan.

    Wie besloot ziet alleen de gemeente.
    """
    found = await find_request_of(gateway, caller, id)
    about(request, found.request.client_id, onderwerp=id, gemeente=found.request.gemeente)
    return VerzoekShape.found(found, caller.code)


@router.post("/{id}/toekennen", status_code=201, response_model_exclude_unset=True)
async def ken_toe(
    request: Request,
    gateway: TheGateway,
    caller: Municipality,
    id: VerzoekPath,
    vraag: ToekenningVraag,
    idempotency_key: IdempotencyKey = None,
) -> ToegekendShape:
    """Kent een verzoek toe. De WMO301 met de ReferentieAanbieder van het verzoek staat klaar voor de aanbieder.

    Een WMO315 leidt tot een nieuwe toewijzing, zoals gevraagd of zoals in `anders` staat. Een WMO317 wordt in zijn
    geheel toegekend: wat eindigt, wijzigt en begint staat in één WMO301, en elke regel heeft de referentie. Het beleid
    kijkt ernaar als naar elk ander besluit, en `overrule` werkt zo ook. Keurde de aanbieder de WMO301 van een eerdere
    toekenning af, dan gaat dezelfde toewijzing opnieuw naar hem toe, met de referentie en zonder `anders` of `vanaf`.
    Wie die toewijzing wijzigt, kent het verzoek daarmee ook toe.
    """
    about(request, await find_client_of(gateway, caller.code, id), onderwerp=id)
    repeatable = repeatable_request(idempotency_key, vraag, id)
    decided = await grant_request(gateway, caller.code, id, vraag.as_grant(), repeatable, vraag.as_override())
    return ToegekendShape.granted(decided, await find_request(gateway, caller.code, id))


@router.post("/{id}/toekennen/controle", response_model_exclude_unset=True)
async def controleer_toekenning(
    request: Request, gateway: TheGateway, caller: Municipality, id: VerzoekPath, vraag: ToekenningVraag
) -> BesluitControleShape:
    """Wat er van een toekenning gezegd zou worden, en welke WMO301 zou volgen. Er wordt niets vastgelegd."""
    about(request, await find_client_of(gateway, caller.code, id), onderwerp=id)
    overrule = vraag.overrule is not None
    return BesluitControleShape.of(await preview_grant(gateway, caller.code, id, vraag.as_grant(), overrule=overrule))


@router.post("/{id}/afwijzen", status_code=201)
async def wijs_af(
    request: Request, gateway: TheGateway, caller: Municipality, id: VerzoekPath, vraag: AfwijzingVraag
) -> VerzoekShape:
    """Wijst een verzoek af. De WMO319 (VerzoekAntwoord 1) met de reden staat klaar voor de aanbieder.

    Trok de aanbieder het verzoek in, dan gaat dat ook zo: een bericht daarvoor bestaat niet.
    """
    about(request, await find_client_of(gateway, caller.code, id), onderwerp=id)
    return VerzoekShape.found(await answer_request(gateway, caller.code, id, vraag.as_answer()))


@router.post("/{id}/onderzoeken", status_code=201)
async def onderzoek(
    request: Request, gateway: TheGateway, caller: Municipality, id: VerzoekPath, vraag: OnderzoekVraag
) -> VerzoekShape:
    """Neemt een verzoek in onderzoek. De WMO319 (VerzoekAntwoord 2) staat klaar voor de aanbieder.

    Dat kan één keer, als eerste antwoord. Acht weken na de Dagtekening van het verzoek hoort er een besluit te zijn.
    """
    about(request, await find_client_of(gateway, caller.code, id), onderwerp=id)
    return VerzoekShape.found(await answer_request(gateway, caller.code, id, vraag.as_answer()))
