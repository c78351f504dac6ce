"""A change of an assignment, its end, or its withdrawal: first what would be said of it, then the decision itself."""

from typing import Final

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from gateway.console.session.looks import about
from gateway.console.session.visit import DecidingMunicipality, Visit
from gateway.console.view.deciding.decision import Asking, Done, Told, decide, mark_of, new_key, refused, take_proposed
from gateway.console.view.deciding.form import CHANGE, RECORD, load_offered, only, read_change, read_record
from gateway.console.view.fields import Fields
from gateway.console.view.render import page
from gateway.exchange.assigning.changes import Change
from gateway.exchange.assigning.clients import find_client
from gateway.exchange.assigning.decide import ProviderItems
from gateway.exchange.assigning.issue import RepeatableRequest, change_assignment, find_assignment
from gateway.exchange.assigning.override import Override
from gateway.exchange.assigning.preview import preview_change
from gateway.exchange.assigning.publish import IssuedAssignment
from gateway.exchange.kernel.refusals import NotFound

router = APIRouter()

_PATH: Final = "/console/toewijzingen/{nummer}"
_MAX_NUMBER: Final = 999_999_999
_NAMES: Final = (*CHANGE, *RECORD)


@router.get(f"{_PATH}/wijzigen")
async def toon_wijzigen(visit: DecidingMunicipality, nummer: int) -> Response:
    """Return the form to change or end the assignment."""
    return await _form(visit, await found(visit, nummer), Fields({}), Told(new_key()), "wijzigen.html")


@router.post(f"{_PATH}/wijzigen")
async def wijzig(visit: DecidingMunicipality, nummer: int) -> Response:
    """Say what would be said of the change; change the assignment once that was seen."""
    fields = Fields(dict(visit.form))
    asked = read_change(fields, visit.person.naam)
    return await _decided(visit, nummer, fields, asked, "wijzigen.html", "gewijzigd")


@router.get(f"{_PATH}/intrekken")
async def toon_intrekken(visit: DecidingMunicipality, nummer: int) -> Response:
    """Return the form to withdraw the assignment."""
    return await _form(visit, await found(visit, nummer), Fields({}), Told(new_key()), "intrekken.html")


@router.post(f"{_PATH}/intrekken")
async def trek_in(visit: DecidingMunicipality, nummer: int) -> Response:
    """Say what would be said of the withdrawal; withdraw the assignment once that was seen."""
    fields = Fields(dict(visit.form))
    record = read_record(fields, visit.person.naam)
    asked = None if fields.errors else Change(remove=True, record=record)
    return await _decided(visit, nummer, fields, asked, "intrekken.html", "ingetrokken")


async def found(visit: Visit, nummer: int) -> IssuedAssignment:
    """Return the assignment of this number, and put it on record. Raises NotFound."""
    if not 0 < nummer <= _MAX_NUMBER:
        raise NotFound("toewijzing-onbekend", f"Gemeente {visit.caller.code} heeft geen toewijzing met dit nummer.")
    about(visit.request, onderwerp=f"{visit.caller.code}/{nummer}")
    issued = await find_assignment(visit.gateway, visit.caller.code, nummer)
    about(visit.request, issued.assignment.client_id, onderwerp=f"{visit.caller.code}/{nummer}")
    return issued


async def _decided(
    visit: Visit, nummer: int, fields: Fields, asked: Change | None, template: str, done: str
) -> Response:
    issued = await found(visit, nummer)
    outcome = refused(fields) if asked is None else await decide(visit, fields, _asking(visit, issued, fields, asked))
    if isinstance(outcome, Done):
        return RedirectResponse(f"/console/toewijzingen/{outcome.made}?gedaan={done}", 303)
    return await _form(visit, issued, fields, outcome, template)


def _asking(visit: Visit, issued: IssuedAssignment, fields: Fields, asked: Change) -> Asking[int]:
    gateway, gemeente, nummer = visit.gateway, visit.caller.code, issued.assignment.nummer

    async def issue(repeatable: RepeatableRequest, override: Override | None) -> int:
        return (await change_assignment(gateway, gemeente, nummer, asked, repeatable, override)).assignment.nummer

    async def take(repeatable: RepeatableRequest, decided: ProviderItems | None) -> int:
        client = await find_client(gateway, gemeente, issued.assignment.client_id)
        return await take_proposed(gateway, client, repeatable, decided)

    return Asking(
        mark=mark_of(nummer, asked.remove, only(fields, _NAMES)),
        preview=lambda: preview_change(gateway, gemeente, nummer, asked, overrule=False),
        issue=issue,
        take_proposal=None if asked.remove else take,
    )


async def _form(visit: Visit, issued: IssuedAssignment, fields: Fields, told: Told, template: str) -> Response:
    return page(
        visit,
        template,
        status=told.status,
        assignment=issued.assignment,
        now=issued.assignment.current,
        fields=fields,
        offered=await load_offered(visit),
        told=told,
    )
