"""A new assignment: what would be said of it, what may be instead, and then the decision itself."""

from typing import Final
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from gateway.console.pages.assigning.clienten import decision_on
from gateway.console.session.looks import about
from gateway.console.session.visit import DecidingMunicipality, Visit
from gateway.console.view.deciding.decision import Asking, Done, Told, decide, mark_of, new_key, refused, take_proposed
from gateway.console.view.deciding.form import RECORD, TERMS, Offered, load_offered, only, read_record, read_terms
from gateway.console.view.fields import Fields
from gateway.exchange.assigning.clients import find_client
from gateway.exchange.assigning.decide import ProviderItems
from gateway.exchange.assigning.issue import RepeatableRequest, assign_care
from gateway.exchange.assigning.override import Override
from gateway.exchange.assigning.preview import preview_assignment
from gateway.exchange.assigning.versions import NewAssignment
from gateway.store.care.clienten import Client

router = APIRouter()

_PATH: Final = "/console/clienten/{id}/toewijzen"
_NAMES: Final = ("aanbieder", *TERMS, *RECORD)


@router.get(_PATH)
async def toon(visit: DecidingMunicipality, id: UUID) -> Response:
    """Return the form, empty."""
    client = await find_client(visit.gateway, visit.caller.code, id)
    return _form(visit, client, Fields({}), await load_offered(visit), Told(new_key()))


@router.post(_PATH)
async def besluit(visit: DecidingMunicipality, id: UUID) -> Response:
    """Say what would be said of the assignment; assign it once that was seen."""
    about(visit.request, id)
    client = await find_client(visit.gateway, visit.caller.code, id)
    fields, offered = Fields(dict(visit.form)), await load_offered(visit)
    asked = _asked(visit, fields, client, offered)
    outcome = refused(fields) if asked is None else await decide(visit, fields, _asking(visit, fields, client, asked))
    if isinstance(outcome, Done):
        return RedirectResponse(f"/console/toewijzingen/{outcome.made}?gedaan=toegewezen", 303)
    return _form(visit, client, fields, offered, outcome)


def _asked(visit: Visit, fields: Fields, client: Client, offered: Offered) -> NewAssignment | None:
    aanbieder = fields.provider("aanbieder")
    if aanbieder is None and "aanbieder" not in fields.errors:
        fields.fail("aanbieder", "Vul de AGB-code van de aanbieder in.")
    record = read_record(fields, visit.person.naam)
    terms = read_terms(fields, offered.policy)
    if aanbieder is None or terms is None:
        return None
    return NewAssignment(client=client.id, aanbieder=aanbieder, terms=terms, record=record)


def _asking(visit: Visit, fields: Fields, client: Client, asked: NewAssignment) -> Asking[int]:
    gateway, gemeente = visit.gateway, visit.caller.code

    async def issue(repeatable: RepeatableRequest, override: Override | None) -> int:
        return (await assign_care(gateway, gemeente, asked, repeatable, override)).assignment.nummer

    async def take(repeatable: RepeatableRequest, decided: ProviderItems | None) -> int:
        return await take_proposed(gateway, client, repeatable, decided)

    return Asking(
        mark=mark_of(client.id, only(fields, _NAMES)),
        preview=lambda: preview_assignment(gateway, gemeente, asked, overrule=False),
        issue=issue,
        take_proposal=take,
    )


def _form(visit: Visit, client: Client, fields: Fields, offered: Offered, told: Told) -> Response:
    return decision_on(visit, client, "toewijzen.html", fields, told, offered=offered)
