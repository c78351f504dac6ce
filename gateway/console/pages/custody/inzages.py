"""The read records of a client: who looked, when, and why."""

from typing import Final

from fastapi import APIRouter
from fastapi.responses import Response

from gateway.console.session.looks import about
from gateway.console.session.visit import Municipality
from gateway.console.view.fields import Fields
from gateway.console.view.render import page, with_query
from gateway.exchange.custody.reads import list_reads

router = APIRouter()

_PATH: Final = "/console/inzages"
_PAGE_SIZE: Final = 50
_MAX_PLACE: Final = 10**15 - 1


@router.get(_PATH)
async def toon(visit: Municipality) -> Response:
    """Return a page of the read records of a client of the municipality, oldest first."""
    fields = Fields(dict(visit.request.query_params))
    client, place = fields.id("client"), fields.number("na", 0, _MAX_PLACE) or 0
    about(visit.request, client)
    found = None
    if client is not None and not fields.errors:
        found = await list_reads(visit.gateway, visit.caller.code, client, place, _PAGE_SIZE)
    last = found[-1] if found and len(found) == _PAGE_SIZE else None
    given = {"client": fields["client"]}
    return page(
        visit,
        "inzages.html",
        status=422 if fields.errors else 200,
        fields=fields,
        found=found,
        first=with_query(_PATH, given) if place else None,
        onward=None if last is None else with_query(_PATH, given, na=str(last.volgnummer)),
    )
