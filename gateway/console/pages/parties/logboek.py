"""The log of acts: who did what to which organisation, of all of them, the newest in front."""

from typing import Final

from fastapi import APIRouter
from fastapi.responses import Response

from gateway.console.session.visit import Operator
from gateway.console.view.fields import CODE, Fields
from gateway.console.view.lists import list_page
from gateway.exchange.kernel.pages import AskedPage
from gateway.exchange.lists.acts import list_acts

router = APIRouter()

_PATH: Final = "/console/logboek"
_FILTERS: Final = ("organisatie", "inlognaam")


@router.get(_PATH)
async def toon(visit: Operator) -> Response:
    """Return a page of what operators did."""
    fields = Fields(dict(visit.request.query_params))
    organisatie = fields.text("organisatie", *CODE)
    inlognaam = fields.text("inlognaam", "[a-z0-9.-]{1,40}", "een inlognaam, zoals jo.jansen")
    asked = AskedPage(after=fields.place(), newest_first=True)
    found = None if fields.errors else await list_acts(visit.gateway, organisatie, inlognaam, asked)
    return list_page(visit, "logboek.html", _PATH, _FILTERS, fields, found)
