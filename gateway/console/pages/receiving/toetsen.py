"""A trial of a message: pasted or uploaded, judged, and kept nowhere."""

from typing import Final

from fastapi import APIRouter
from fastapi.responses import Response

from gateway.console.session.form import file_in, text_in
from gateway.console.session.looks import about
from gateway.console.session.visit import Anybody
from gateway.console.view.fields import Fields
from gateway.console.view.render import page
from gateway.exchange.kernel.refusals import Forbidden
from gateway.exchange.kernel.turns import LargeTurns
from gateway.exchange.receiving.dry_run import dry_run
from gateway.exchange.receiving.validate import report
from gateway.standard.files.formats import format_of

router = APIRouter()

_PATH: Final = "/console/toetsen"


@router.get(_PATH)
async def toon(visit: Anybody) -> Response:
    """Return the form to try a message by."""
    return page(visit, "toetsen.html", fields=Fields({}), report=None)


@router.post(_PATH)
async def toets(visit: Anybody) -> Response:
    """Return what the gateway has to say about the message. Nothing of it is kept or sent."""
    given = text_in(visit.form, "xml")
    fields = Fields({"xml": given, "tegen": text_in(visit.form, "tegen")})
    data = await file_in(visit.form, "bestand") or given.encode("utf-8", "replace")
    if not data:
        fields.fail("xml", "Plak een bericht, of kies een bestand.")
    elif (kind := format_of(data)) is not None:
        fields.fail("xml", f"De inhoud is {kind}. Kies een bericht in XML.")
    if fields.errors:
        return page(visit, "toetsen.html", status=422, fields=fields, report=None)
    try:
        async with visit.gateway.queues.of(LargeTurns).turn(len(data)):
            if fields["tegen"]:
                found = await dry_run(visit.gateway, visit.caller, data)
            else:
                found = await report(visit.gateway.schemas, data)
    except Forbidden as refused:
        fields.fail("tegen", refused.text)
        return page(visit, "toetsen.html", status=403, fields=fields, report=None)
    if found.over is not None:
        gemeente, client = found.over
        about(visit.request, client, gemeente=gemeente)
    return page(visit, "toetsen.html", fields=fields, report=found)
