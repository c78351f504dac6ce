"""Assignments of a municipality: chosen by filters, and one with all its versions."""

from typing import Final

from fastapi import APIRouter
from fastapi.responses import Response

from gateway.console.pages.assigning.wijzigen import found as assignment_of
from gateway.console.session.looks import about
from gateway.console.session.visit import WHO_DECIDE, Municipality
from gateway.console.view.fields import Fields
from gateway.console.view.lists import list_page
from gateway.console.view.render import page
from gateway.exchange.kernel.pages import AskedPage
from gateway.exchange.lists.assignments import list_assignments
from gateway.store.lists.assignments import AssignmentFilter

router = APIRouter()

_PATH: Final = "/console/toewijzingen"
_FILTERS: Final = ("aanbieder", "product", "looptOp", "eindigtVoor", "begonnen", "overruled", "client")
_YES_OR_NO: Final = {"ja": True, "nee": False}
_DONE: Final = {
    "toegewezen": "De zorg is toegewezen. De WMO301 staat klaar voor de aanbieder.",
    "gewijzigd": "De toewijzing is gewijzigd. De WMO301 staat klaar voor de aanbieder.",
    "vervangen": "De zorg is vervangen: dit is wat er nu is toegewezen. Eén WMO301 met beide delen staat klaar voor de "
    "aanbieder.",
    "ingetrokken": "De toewijzing is ingetrokken. De WMO301 staat klaar voor de aanbieder.",
}
"""What was done just before, by how the page was asked for."""


@router.get(_PATH)
async def toon_alle(visit: Municipality) -> Response:
    """Return a page of the assignments that were chosen, the newest in front."""
    fields = Fields(dict(visit.request.query_params))
    filters = AssignmentFilter(
        gemeente=visit.caller.code,
        client=fields.id("client"),
        aanbieder=fields.provider("aanbieder"),
        code=fields.product("product"),
        loopt_op=fields.day("looptOp"),
        eindigt_voor=fields.day("eindigtVoor"),
        begonnen=_YES_OR_NO.get(fields.choice("begonnen", tuple(_YES_OR_NO)) or ""),
        overruled=_YES_OR_NO.get(fields.choice("overruled", tuple(_YES_OR_NO)) or ""),
    )
    asked = AskedPage(after=fields.place(), newest_first=True)
    found = None if fields.errors else await list_assignments(visit.gateway, filters, asked)
    if found is not None:
        about(visit.request, filters.client, *(each.client_id for each in found.items))
    return list_page(visit, "toewijzingen.html", _PATH, _FILTERS, fields, found)


@router.get(f"{_PATH}/{{nummer}}")
async def toon(visit: Municipality, nummer: int) -> Response:
    """Return the assignment with its versions, the last of which holds."""
    issued = await assignment_of(visit, nummer)
    return page(
        visit,
        "toewijzing.html",
        issued=issued,
        assignment=issued.assignment,
        may_decide=visit.may(WHO_DECIDE) and not issued.assignment.current.verwijderd,
        done=_DONE.get(visit.request.query_params.get("gedaan", "")),
    )
