"""Messages: hand one in, and look one up."""

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from gateway.api.bodies import REQUEST_BODY, xml_body
from gateway.api.callers import Aanbieder, Caller, TheGateway, gateway_of
from gateway.api.problems import Problem, documented
from gateway.api.shapes import BerichtShape, Bevinding, Gebeurtenis, Ontvangstbewijs, Rapport
from gateway.exchange import lookup
from gateway.exchange.receive import receive

router = APIRouter(prefix="/v1/berichten", tags=["berichten"], responses=documented(404))


@router.post(
    "", status_code=202, response_model=Ontvangstbewijs, responses=documented(409, 413, 415), openapi_extra=REQUEST_BODY
)
async def bied_aan(request: Request, caller: Aanbieder) -> Response:
    """Biedt een WMO302, WMO305 of WMO307 aan.

    Het antwoord komt pas als het bericht vastligt. Dezelfde bytes nog eens aanbieden geeft hetzelfde
    ontvangstbewijs en doet verder niets. Voldoet het bericht niet aan het schema, dan volgt een 422 met alle
    bevindingen en komt er geen retourbericht.
    """
    receipt = await receive(gateway_of(request), caller, await xml_body(request))
    return JSONResponse(
        {
            "id": str(receipt.id),
            "soort": receipt.soort,
            "identificatie": receipt.identificatie,
            "ontvangenOp": receipt.ontvangen_op.isoformat(),
            "oordeel": receipt.oordeel.value,
            "retourberichtId": str(receipt.retourbericht_id) if receipt.retourbericht_id else None,
        },
        202,
    )


@router.get("/{id}")
async def toon(gateway: TheGateway, caller: Caller, id: UUID) -> BerichtShape:
    """Een bericht dat de vrager verzond, ontving of beheert; zonder inhoud."""
    found = await lookup.message(gateway, caller, id)
    entry = found.bericht
    return BerichtShape(
        id=entry.id,
        gemeente=entry.gemeente,
        soort=entry.soort,
        richting=entry.richting,
        release=entry.release,
        verzender=entry.verzender,
        ontvanger=entry.ontvanger,
        identificatie=entry.identificatie,
        vastgelegd_op=entry.vastgelegd_op,
        oordeel=entry.oordeel.value,
        uitkomst=entry.uitkomst,
        heenbericht=entry.heenbericht_id,
        retourbericht=found.retourbericht_id,
        gebeurtenissen=[Gebeurtenis(**each) for each in found.gebeurtenissen],
    )


@router.get("/{id}/xml", response_class=Response, responses={200: {"content": {"application/xml": {}}}})
async def xml(gateway: TheGateway, caller: Caller, id: UUID) -> Response:
    """De bytes van het bericht, precies zoals ze kwamen of gingen. Niet voor een beheerder."""
    if caller.soort == "beheerder":
        raise Problem(403, None, "Een beheerder ziet geen inhoud van berichten.")
    found = await lookup.message(gateway, caller, id)
    return Response(found.bericht.inhoud, media_type="application/xml")


@router.get("/{id}/rapport", response_model_exclude_unset=True)
async def rapport(gateway: TheGateway, caller: Caller, id: UUID) -> Rapport:
    """Wat er in het bericht gevonden is, met uitleg."""
    found = await lookup.message(gateway, caller, id)
    return Rapport(
        soort=found.bericht.soort,
        schema_geldig=True,
        oordeel=found.bericht.oordeel.value,
        bevindingen=[Bevinding.model_validate(each) for each in found.bericht.bevindingen],
    )
