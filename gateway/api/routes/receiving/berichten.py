"""Messages: submit one, look one up, and have a parked one judged again."""

import json
from typing import Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response

from gateway.api.caller.callers import Judge, Reader, TheGateway, gateway_of, sending_party
from gateway.api.http.bodies import ZIP_OR_XML, xml_or_zip_body
from gateway.api.http.problems import Problem, documented, refused
from gateway.api.http.straight import StraightRoute
from gateway.api.shapes.base import Bevinding, Gebeurtenis
from gateway.api.shapes.berichten import Batch, BerichtShape, Ontvangstbewijs, Rapport
from gateway.api.shapes.exact import ExactRoute
from gateway.api.shapes.paths import BerichtPath
from gateway.exchange.delivery.freezes import check_intake
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Refusal
from gateway.exchange.receiving import lookup, parked
from gateway.exchange.receiving.batch import receive_all
from gateway.exchange.receiving.receipt import Receipt
from gateway.exchange.receiving.receive import receive
from gateway.standard.exact import write_instant
from gateway.store.parties.organisaties import Organisatie

_RECEIPT: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
"""Made once: to make one takes longer than to write a receipt."""

router = APIRouter(route_class=ExactRoute, prefix="/v1/berichten", tags=["berichten"], responses=documented(404))


async def bied_aan(request: Request) -> Response:
    """Biedt een bericht aan: een aanbieder een WMO302, WMO305 of WMO307.

    Een gemeente die een andere gateway gebruikt biedt hier een WMO301, WMO306 of WMO308 aan, voor een aanbieder die
    deze gebruikt. Wat zij elkaar sturen wordt getoetst (niveau 1, 2 en wat verder zonder administratie kan) en
    doorgegeven; wat niet deugt krijgt een gemeente terug met een WMO302, een aanbieder met een 400 die alle
    bevindingen noemt. Bij een retourbericht hoort een heenbericht dat hier langskwam.

    Het antwoord komt pas als het bericht vastligt. Dezelfde bytes nog eens aanbieden geeft hetzelfde
    ontvangstbewijs, met het oordeel zoals het nu is, en doet verder niets. Alleen een afgekeurd bericht telt als niet
    verstuurd: dezelfde bytes worden dan opnieuw beoordeeld, en zijn ze nu wel goed, dan volgt een nieuw
    ontvangstbewijs met een eigen retourbericht. Voldoet het bericht niet aan het schema, dan volgt een 400 met alle
    bevindingen en komt er geen retourbericht.

    Meer berichten tegelijk gaan in een zip (Content-Type application/zip): hoogstens 1000 berichten van samen 250 MB,
    zonder mappen en zonder wachtwoord. Het antwoord is dan een 200 met per bestand de status en het ontvangstbewijs
    of het probleem dat het apart ook had gekregen; een geweigerd of beschadigd bericht houdt de andere niet tegen. Een
    zip waarvan de inhoudsopgave niet deugt geeft een 400, en dan is er niets aangenomen.
    """
    caller = await sending_party(request)
    await check_intake(gateway_of(request))
    data, is_zip = await xml_or_zip_body(request)
    if is_zip:
        return await _batch(gateway_of(request), caller, data)
    return _receipt(await receive(gateway_of(request), caller, data), 202)


async def _batch(gateway: Gateway, caller: Organisatie, data: bytes) -> Response:
    """Return the outcome of each message in a zip file, with the status that it would have had alone."""
    items = []
    async for each in receive_all(gateway, caller, data):
        response = refused(each.outcome) if isinstance(each.outcome, Refusal) else _receipt(each.outcome, 202)
        content = json.loads(bytes(response.body))
        key = "ontvangstbewijs" if response.status_code == 202 else "probleem"
        items.append({"bestand": each.file, "status": response.status_code, key: content})
    return JSONResponse({"berichten": items})


router.add_api_route(
    "",
    bied_aan,
    methods=["POST"],
    status_code=202,
    response_model=Ontvangstbewijs,
    responses={**documented(408, 409, 413, 415), 200: {"model": Batch, "description": "Van een zip, per bestand."}},
    dependencies=[Depends(sending_party)],
    openapi_extra=ZIP_OR_XML,
    route_class_override=StraightRoute,
)


@router.post("/{id}/beoordelen", response_model=Ontvangstbewijs, responses=documented(409))
async def beoordeel(gateway: TheGateway, caller: Judge, id: BerichtPath) -> Response:
    """Laat een geparkeerd bericht opnieuw beoordelen, met de regels en de administratie van nu.

    Wordt het nu goed- of afgekeurd, dan gebeurt alles wat bij aankomst zou zijn gebeurd: het retourbericht staat klaar
    voor de afzender en een goedgekeurd bericht voor de gemeente. Loopt een regel weer vast, dan is het antwoord ook
    een 200, met oordeel 'geparkeerd'; het rapport zegt welke regel. Een bericht dat niet (meer) geparkeerd is geeft
    een 409.
    """
    return _receipt(await parked.judge_again(gateway, caller, id), 200)


def _receipt(receipt: Receipt, status: int) -> Response:
    content = {
        "berichtId": str(receipt.id),
        "soort": receipt.soort,
        "identificatie": receipt.identificatie,
        "ontvangenOp": write_instant(receipt.ontvangen_op),
        "oordeel": receipt.oordeel.value,
        "retourberichtId": str(receipt.retourbericht_id) if receipt.retourbericht_id else None,
    }
    return Response(_RECEIPT.encode(content), status, media_type="application/json")


@router.get("/{id}")
async def toon(gateway: TheGateway, caller: Reader, id: BerichtPath) -> BerichtShape:
    """Een bericht dat de vrager verzond, ontving of beheert; zonder inhoud."""
    found = await lookup.find_message(gateway, caller, id)
    entry = found.entry
    return BerichtShape(
        bericht_id=entry.id,
        gemeente=entry.gemeente,
        soort=entry.soort,
        richting=entry.richting,
        release=entry.release,
        verzender=entry.verzender,
        ontvanger=entry.ontvanger,
        identificatie=entry.identificatie,
        vastgelegd_op=entry.vastgelegd_op,
        oordeel=entry.oordeel.value,
        uitkomst=found.outcome,
        bezorging=found.bezorging,
        heenbericht_id=entry.heenbericht_id,
        retourbericht_id=found.answer.id if found.answer else None,
        gebeurtenissen=[Gebeurtenis(**each) for each in found.events],
    )


@router.get(
    "/{id}/xml",
    response_class=Response,
    responses={**documented(410), 200: {"content": {"application/xml": {"schema": {"type": "string"}}}}},
)
async def toon_xml(gateway: TheGateway, caller: Reader, id: BerichtPath) -> Response:
    """De bytes van het bericht, precies zoals ze kwamen of gingen. Niet voor een beheerder."""
    if caller.soort == "beheerder":
        raise Problem(403, None, "Een beheerder ziet geen inhoud van berichten.")
    found = await lookup.find_message(gateway, caller, id)
    lookup.check_content_kept(found)
    return Response(found.entry.inhoud, media_type="application/xml")


@router.get("/{id}/rapport", response_model_exclude_unset=True, responses=documented(410))
async def toon_rapport(gateway: TheGateway, caller: Reader, id: BerichtPath) -> Rapport:
    """Wat er in het bericht gevonden is, met uitleg.

    Wat het beleid van de gemeente ervan zegt (NL-…) ziet alleen de gemeente, behalve wat alleen over de eigen
    toewijzing van de aanbieder gaat (voorAanbieder).
    """
    found = await lookup.find_message(gateway, caller, id)
    lookup.check_content_kept(found)
    return Rapport(
        soort=found.entry.soort,
        schema_geldig=True,
        oordeel=found.entry.oordeel.value,
        bevindingen=[Bevinding.model_validate(each) for each in found.entry.bevindingen],
    )
