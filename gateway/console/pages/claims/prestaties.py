"""Prestaties in all claims, chosen by filters: the state of each, and what may follow."""

from typing import Final, get_args

from fastapi import APIRouter
from fastapi.responses import Response

from gateway.console.session.looks import about
from gateway.console.session.visit import Anybody
from gateway.console.view.fields import Fields
from gateway.console.view.lists import list_page
from gateway.exchange.claims.follow_up import what_may_follow
from gateway.exchange.kernel.pages import AskedPage
from gateway.exchange.lists.claims import list_claim_lines
from gateway.store.claims.line_list import LineFilter, LineState

router = APIRouter()

_PATH: Final = "/console/prestaties"
_FILTERS: Final = (
    *("staat", "toewijzing", "product", "aanbieder", "gemeente", "vanaf", "tot", "declaratie", "client", "volgorde"),
)
_MAX_NUMBER: Final = 999_999_999


@router.get(_PATH)
async def toon_alle(visit: Anybody) -> Response:
    """Return a page of the Prestaties of or for the visitor, the newest in front."""
    fields = Fields(dict(visit.request.query_params))
    filters = LineFilter(
        gemeente=fields.municipality("gemeente"),
        aanbieder=fields.provider("aanbieder"),
        declaratie=fields.id("declaratie"),
        client=fields.id("client"),
        toewijzing=fields.number("toewijzing", 1, _MAX_NUMBER),
        code=fields.product("product"),
        staat=fields.choice("staat", get_args(LineState)),
        vanaf=fields.day("vanaf"),
        tot=fields.day("tot"),
    )
    asked = AskedPage(after=fields.place(), newest_first=fields["volgorde"] != "oudste")
    found = None if fields.errors else await list_claim_lines(visit.gateway, visit.caller, filters, asked)
    if found is not None:
        about(visit.request, filters.client, *(each.client_id for each in found.items))
    states = [(each, each) for each in get_args(LineState)]
    return list_page(
        visit,
        "prestaties.html",
        _PATH,
        _FILTERS,
        fields,
        found,
        follow=what_may_follow,
        states=states,
    )
