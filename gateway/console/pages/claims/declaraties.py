"""Claims that count, chosen by filters, and one with its Prestaties: the state of each, and what may follow."""

from datetime import date
from typing import Final
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response

from gateway.console.session.looks import about
from gateway.console.session.visit import Anybody
from gateway.console.view.fields import Fields
from gateway.console.view.lists import list_page
from gateway.console.view.render import page
from gateway.exchange.claims.follow_up import what_may_follow
from gateway.exchange.kernel.pages import AskedPage
from gateway.exchange.lists.claims import find_claim, list_claims
from gateway.store.claims.claim_list import ClaimFilter

router = APIRouter()

_PATH: Final = "/console/declaraties"
_FILTERS: Final = ("aanbieder", "gemeente", "vanaf", "tot", "metAfwijzing", "volgorde")
_YES_OR_NO: Final = {"ja": True, "nee": False}
_MAX_LINES_SHOWN: Final = 500
"""Prestaties on the page of one claim; the list of Prestaties has them all, a page at a time."""


@router.get(_PATH)
async def toon_alle(visit: Anybody) -> Response:
    """Return a page of the claims of or for the visitor, the newest in front."""
    fields = Fields(dict(visit.request.query_params))
    filters = ClaimFilter(
        gemeente=fields.municipality("gemeente"),
        aanbieder=fields.provider("aanbieder"),
        vanaf=fields.day("vanaf"),
        tot=fields.day("tot"),
        met_afwijzing=_YES_OR_NO.get(fields.choice("metAfwijzing", tuple(_YES_OR_NO)) or ""),
    )
    asked = AskedPage(after=fields.place(), newest_first=fields["volgorde"] != "oudste")
    found = None if fields.errors else await list_claims(visit.gateway, visit.caller, filters, asked)
    return list_page(visit, "declaraties.html", _PATH, _FILTERS, fields, found)


@router.get(f"{_PATH}/{{id}}")
async def toon(visit: Anybody, id: UUID) -> Response:
    """Return the claim with its Prestaties."""
    found = await find_claim(visit.gateway, visit.caller, id)
    about(visit.request, *(each.client_id for each in found.lines), gemeente=found.item.gemeente)
    return page(
        visit,
        "declaratie.html",
        item=found.item,
        lines=found.lines[:_MAX_LINES_SHOWN],
        more=len(found.lines) > _MAX_LINES_SHOWN,
        follow=what_may_follow,
    )


def month_before(day: date) -> date:
    """Return the first day of the month before that of this day."""
    return date(day.year - 1, 12, 1) if day.month == 1 else date(day.year, day.month - 1, 1)
