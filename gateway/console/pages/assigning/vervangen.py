"""Two parts in one decision: an assignment changes, ends or is withdrawn, and other care follows at its provider."""

from typing import Final

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from gateway.console.pages.assigning.wijzigen import found
from gateway.console.session.visit import DecidingMunicipality, Visit
from gateway.console.view.deciding.decision import Asking, Done, Told, decide, mark_of, new_key, refused, take_proposed
from gateway.console.view.deciding.form import (
    CHANGE,
    RECORD,
    TERMS,
    Offered,
    load_offered,
    only,
    read_change_in,
    read_record,
    read_terms,
)
from gateway.console.view.fields import Fields
from gateway.console.view.render import page
from gateway.exchange.assigning.clients import find_client
from gateway.exchange.assigning.combined import decide_together, plan_of
from gateway.exchange.assigning.decide import ChangeOf, ProviderItems
from gateway.exchange.assigning.issue import RepeatableRequest
from gateway.exchange.assigning.override import Override
from gateway.exchange.assigning.preview import preview_items
from gateway.exchange.assigning.publish import IssuedAssignment
from gateway.exchange.assigning.versions import NewAssignment
from gateway.store.care.clienten import Client
from gateway.store.care.toewijzingen import DecisionRecord

router = APIRouter()

_PATH: Final = "/console/toewijzingen/{nummer}/vervangen"
_FORMER: Final = "was_"
"""What the names of the fields of the assignment that there is begin with."""
_NAMES: Final = (*(f"{_FORMER}{name}" for name in (*CHANGE, "intrekken")), *TERMS, *RECORD)


@router.get(_PATH)
async def toon(visit: DecidingMunicipality, nummer: int) -> Response:
    """Return the form, empty."""
    issued = await found(visit, nummer)
    offered = await load_offered(visit)
    return _form(visit, issued, Fields({}), offered, Told(new_key()))


@router.post(_PATH)
async def vervang(visit: DecidingMunicipality, nummer: int) -> Response:
    """Say what would be said of both parts together; decide both once that was seen."""
    issued = await found(visit, nummer)
    client = await find_client(visit.gateway, visit.caller.code, issued.assignment.client_id)
    fields, offered = Fields(dict(visit.form)), await load_offered(visit)
    asked = _asked(visit, fields, issued, offered)
    outcome = refused(fields) if asked is None else await decide(visit, fields, _asking(visit, fields, client, asked))
    if isinstance(outcome, Done):
        return RedirectResponse(f"/console/toewijzingen/{outcome.made}?gedaan=vervangen", 303)
    return _form(visit, issued, fields, offered, outcome)


def _asked(visit: Visit, fields: Fields, issued: IssuedAssignment, offered: Offered) -> ProviderItems | None:
    assignment = issued.assignment
    record = read_record(fields, visit.person.naam)
    former = DecisionRecord(beslist_door=visit.person.naam, aangevraagd_op=record.aangevraagd_op)
    change = read_change_in(fields, _FORMER, former)
    terms = read_terms(fields, offered.policy)
    if change is None or terms is None:
        return None
    new = NewAssignment(client=assignment.client_id, aanbieder=assignment.aanbieder, terms=terms, record=record)
    return ProviderItems(assignment.aanbieder, [ChangeOf(assignment.nummer, change), new])


def _asking(visit: Visit, fields: Fields, client: Client, asked: ProviderItems) -> Asking[int]:
    gateway, change = visit.gateway, asked.items[0]
    assert isinstance(change, ChangeOf)

    async def issue(repeatable: RepeatableRequest, override: Override | None) -> int:
        made = await decide_together(gateway, client.gemeente, client.id, plan_of(asked), repeatable, override)
        return made.issued[-1].assignment.nummer

    async def take(repeatable: RepeatableRequest, decided: ProviderItems | None) -> int:
        return await take_proposed(gateway, client, repeatable, decided)

    return Asking(
        mark=mark_of(client.id, asked.aanbieder, only(fields, _NAMES)),
        preview=lambda: preview_items(gateway, client, asked.aanbieder, asked.items, overrule=False),
        issue=issue,
        take_proposal=take,
        parts={change.nummer: _FORMER, None: ""},
    )


def _form(visit: Visit, issued: IssuedAssignment, fields: Fields, offered: Offered, told: Told) -> Response:
    return page(
        visit,
        "vervangen.html",
        status=told.status,
        assignment=issued.assignment,
        now=issued.assignment.current,
        fields=fields,
        offered=offered,
        told=told,
    )
