"""What was claimed and granted, added up by month of claim, provider and product."""

from typing import Final

from fastapi import APIRouter
from fastapi.responses import Response

from gateway.console.session.visit import Anybody
from gateway.console.view.fields import Fields
from gateway.console.view.lists import list_page
from gateway.exchange.kernel.pages import AskedPage
from gateway.exchange.lists.claims import list_claim_totals
from gateway.store.claims.totals import TotalsFilter

router = APIRouter()

_PATH: Final = "/console/declaraties/totalen"
_FILTERS: Final = ("aanbieder", "gemeente", "product", "vanaf", "tot", "volgorde")


@router.get(_PATH)
async def toon_totalen(visit: Anybody) -> Response:
    """Return a page of the totals of claims of or for the visitor, the newest month in front."""
    fields = Fields(dict(visit.request.query_params))
    filters = TotalsFilter(
        gemeente=fields.municipality("gemeente"),
        aanbieder=fields.provider("aanbieder"),
        code=fields.product("product"),
        vanaf=fields.day("vanaf"),
        tot=fields.day("tot"),
    )
    asked = AskedPage(after=fields.place(), newest_first=fields["volgorde"] != "oudste")
    found = None if fields.errors else await list_claim_totals(visit.gateway, visit.caller, filters, asked)
    return list_page(visit, "totalen.html", _PATH, _FILTERS, fields, found)
