"""The purpose for which a person looks at personal data, which goes into every read record."""

from typing import Final

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from gateway.console.session.form import text_in
from gateway.console.session.visit import Anybody
from gateway.console.view.fields import Fields
from gateway.console.view.render import page
from gateway.exchange.custody.reads import purpose_fault
from gateway.exchange.parties.login import set_purpose

router = APIRouter()

USUAL: Final = (
    "uitvoering Wmo",
    "bewaking van termijnen",
    "vraag van cliënt",
    "vraag van aanbieder",
    "bezwaar of klacht",
    "kwaliteitscontrole",
)
"""Purposes that people often have."""


@router.get("/console/doel")
async def toon(visit: Anybody) -> Response:
    """Return the choice of a purpose."""
    return page(visit, "doel.html", fields=Fields({"doel": visit.session.doel or ""}), usual=USUAL)


@router.post("/console/doel")
async def kies(visit: Anybody) -> Response:
    """Set the purpose for the rest of the session."""
    chosen = text_in(visit.form, "doel")
    fields = Fields({"doel": chosen})
    if chosen and (wrong := purpose_fault(chosen)) is not None:
        fields.fail("doel", f"Het doel {wrong}.")
        return page(visit, "doel.html", status=422, fields=fields, usual=USUAL)
    await set_purpose(visit.gateway, visit.token, chosen)
    return RedirectResponse("/console", 303)
