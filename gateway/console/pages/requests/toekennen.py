"""A request is granted, as asked or in another way: first what would be said of it, then the decision itself."""

from typing import Final
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from gateway.console.session.looks import about
from gateway.console.session.visit import DecidingMunicipality, Visit
from gateway.console.view.deciding.asked import asked_lines
from gateway.console.view.deciding.decision import Asking, Done, Told, decide, mark_of, new_key, refused
from gateway.console.view.deciding.form import RECORD, TERMS, Offered, load_offered, only, read_record, read_terms
from gateway.console.view.fields import Fields
from gateway.console.view.render import page
from gateway.console.view.words import typed_day
from gateway.exchange.assigning.issue import RepeatableRequest
from gateway.exchange.assigning.override import Override
from gateway.exchange.requests.grant import grant_request, preview_grant
from gateway.exchange.requests.lookup import FoundRequest, find_request
from gateway.exchange.requests.plan import Grant
from gateway.messages.kinds.verzoek import AangevraagdProduct, Wmo317
from gateway.standard.lexical import as_date

router = APIRouter()

_PATH: Final = "/console/verzoeken/{id}/toekennen"
_NAMES: Final = ("hoe", "vanaf", *TERMS, *RECORD)
_ELSE: Final = "anders"


@router.get(_PATH)
async def toon(visit: DecidingMunicipality, id: UUID) -> Response:
    """Return the form, with what is asked as it would be granted."""
    found = await find_request(visit.gateway, visit.caller.code, id)
    return _form(visit, found, Fields(_as_asked(found)), await load_offered(visit), Told(new_key()))


@router.post(_PATH)
async def besluit(visit: DecidingMunicipality, id: UUID) -> Response:
    """Say what would be said of the grant; grant the request once that was seen."""
    found = await find_request(visit.gateway, visit.caller.code, id)
    fields, offered = Fields(dict(visit.form)), await load_offered(visit)
    grant = _asked(visit, found, fields, offered)
    outcome = refused(fields) if grant is None else await decide(visit, fields, _asking(visit, id, fields, grant))
    if isinstance(outcome, Done):
        about(visit.request, found.request.client_id, onderwerp=id)
        return RedirectResponse(f"/console/verzoeken/{id}?gedaan=toegekend", 303)
    return _form(visit, found, fields, offered, outcome)


def _asked(visit: Visit, found: FoundRequest, fields: Fields, offered: Offered) -> Grant | None:
    how = fields.choice("hoe", ("gevraagd", _ELSE))
    terms = read_terms(fields, offered.policy) if how == _ELSE else None
    begins = fields.day("vanaf") if found.request.soort == Wmo317.soort.name else None
    record = read_record(fields, visit.person.naam)
    return None if fields.errors else Grant(instead=terms, begins=begins, record=record)


def _asking(visit: Visit, id: UUID, fields: Fields, grant: Grant) -> Asking[None]:
    gateway, gemeente = visit.gateway, visit.caller.code

    async def issue(repeatable: RepeatableRequest, override: Override | None) -> None:
        await grant_request(gateway, gemeente, id, grant, repeatable, override)

    return Asking(
        mark=mark_of(id, only(fields, _NAMES)),
        preview=lambda: preview_grant(gateway, gemeente, id, grant, overrule=False),
        issue=issue,
    )


def _as_asked(found: FoundRequest) -> dict[str, str]:
    """Return the fields with what a WMO315 asks, to change for another grant."""
    asked = found.asked
    if not isinstance(asked, AangevraagdProduct):
        return {}
    product, omvang = asked.product, asked.omvang
    return {
        "categorie": "" if product is None else product.categorie,
        "code": "" if product is None else product.code or "",
        "ingangsdatum": typed_day(as_date(asked.toewijzing_ingangsdatum)),
        "einddatum": "" if asked.toewijzing_einddatum is None else typed_day(as_date(asked.toewijzing_einddatum)),
        "volume": "" if omvang is None else omvang.volume,
        "eenheid": "" if omvang is None else omvang.eenheid,
        "frequentie": "" if omvang is None else omvang.frequentie,
    }


def _form(visit: Visit, found: FoundRequest, fields: Fields, offered: Offered, told: Told) -> Response:
    about(visit.request, found.request.client_id, onderwerp=found.request.id)
    return page(
        visit,
        "toekennen.html",
        status=told.status,
        item=found.request,
        lines=[] if found.asked is None else asked_lines(found.asked),
        untold=found.untold,
        fields=fields,
        offered=offered,
        told=told,
    )
