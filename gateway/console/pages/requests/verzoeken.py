"""Requests of providers, for both parties: chosen by filters, one with its history, and what is decided on it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final, get_args
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from gateway.console.session.looks import about, about_each
from gateway.console.session.visit import WHO_DECIDE, AtHome, DecidingMunicipality, Visit
from gateway.console.view.deciding.asked import asked_lines
from gateway.console.view.fields import Fields
from gateway.console.view.lists import list_page
from gateway.console.view.refusals import text_of
from gateway.console.view.render import page
from gateway.exchange.kernel.pages import AskedPage
from gateway.exchange.kernel.refusals import Conflict
from gateway.exchange.requests.answer import REASONS_TO_REFUSE, GivenAnswer, answer_request
from gateway.exchange.requests.listing import RequestItem, list_requests_of
from gateway.exchange.requests.lookup import FoundRequest, find_request, find_request_of
from gateway.messages.kinds.verzoek import Wmo315, Wmo317
from gateway.rules.case import RequestAnswer
from gateway.standard import codelists
from gateway.standard.calendar import end_of, first_instant
from gateway.store.lists.requests import RequestFilter, RequestState

router = APIRouter()

_PATH: Final = "/console/verzoeken"
_FILTERS: Final = ("status", "soort", "gemeente", "aanbieder", "product", "vanaf", "tot", "uiterlijk", "client")
_KINDS: Final = (Wmo315.soort.name, Wmo317.soort.name)
_DONE: Final = {
    "toegekend": "Het verzoek is toegekend. De WMO301 staat klaar voor de aanbieder.",
    "afgewezen": "Het verzoek is afgewezen. De WMO319 staat klaar voor de aanbieder.",
    "in-onderzoek": "Het verzoek is in onderzoek. De WMO319 staat klaar voor de aanbieder.",
}
"""What was done just before, by how the page was asked for."""


@router.get(_PATH)
async def toon_alle(visit: AtHome) -> Response:
    """Return a page of the requests that were chosen, in the order in which they came in."""
    fields = Fields(dict(visit.request.query_params))
    filters = RequestFilter(
        gemeente=fields.municipality("gemeente"),
        status=fields.choice("status", get_args(RequestState)),
        soort=fields.choice("soort", _KINDS),
        client=fields.id("client"),
        aanbieder=fields.provider("aanbieder"),
        code=fields.product("product"),
        vanaf=first_instant(fields.day("vanaf")),
        tot=end_of(fields.day("tot")),
    )
    due, asked = fields.day("uiterlijk"), AskedPage(after=fields.place())
    found = None if fields.errors else await list_requests_of(visit.gateway, visit.caller, filters, asked, due=due)
    if found is not None:
        _put_on_record(visit, filters.client, found.items)
    return list_page(visit, "verzoeken.html", _PATH, _FILTERS, fields, found, today=visit.gateway.today())


def _put_on_record(visit: Visit, client: UUID | None, items: Sequence[RequestItem]) -> None:
    """Set the clients of these requests, and the one that was asked for, as what the page is about."""
    clients: dict[str | None, list[UUID]] = defaultdict(list)
    if client is not None:
        clients[visit.caller.code].append(client)
    for each in items:
        if each.client_id not in clients[each.gemeente]:
            clients[each.gemeente].append(each.client_id)
    about_each(visit.request, clients)


@router.get(f"{_PATH}/{{id}}")
async def toon(visit: AtHome, id: UUID) -> Response:
    """Return the request with all that it asks, and what was answered."""
    return _one(visit, await find_request_of(visit.gateway, visit.caller, id), Fields({}))


def _one(visit: Visit, found: FoundRequest, fields: Fields, problem: str | None = None) -> Response:
    request = found.request
    about(visit.request, request.client_id, onderwerp=request.id, gemeente=request.gemeente)
    refusals = codelists.values("LDT_RedenAfwijzingVerzoek")
    return page(
        visit,
        "verzoek.html",
        status=409 if problem else 422 if fields.errors else 200,
        found=found,
        item=request,
        lines=[] if found.asked is None else asked_lines(found.asked),
        fields=fields,
        problem=problem,
        may_decide=visit.caller.soort == "gemeente" and visit.may(WHO_DECIDE) and found.due is not None,
        reasons=[(code, f"{refusals[code]} ({code})") for code in REASONS_TO_REFUSE],
        refusals=refusals,
        today=visit.gateway.today(),
        done=_DONE.get(visit.request.query_params.get("gedaan", "")),
    )


@router.post(f"{_PATH}/{{id}}/afwijzen")
async def wijs_af(visit: DecidingMunicipality, id: UUID) -> Response:
    """Refuse the request with a reason."""
    fields = Fields(dict(visit.form))
    reason = fields.choice("reden", REASONS_TO_REFUSE)
    if reason is None and "reden" not in fields.errors:
        fields.fail("reden", "Kies een reden; de aanbieder leest haar.")
    if reason is None:
        return _one(visit, await find_request(visit.gateway, visit.caller.code, id), fields)
    asked = GivenAnswer(
        answer=RequestAnswer.DENIED,
        reden=reason,
        withdrawn=bool(fields["ingetrokken"]),
        decided_by=visit.person.naam,
    )
    return await _answer(visit, id, fields, asked)


@router.post(f"{_PATH}/{{id}}/onderzoeken")
async def onderzoek(visit: DecidingMunicipality, id: UUID) -> Response:
    """Tell the provider that the request is under investigation."""
    asked = GivenAnswer(answer=RequestAnswer.INVESTIGATED, decided_by=visit.person.naam)
    return await _answer(visit, id, Fields(dict(visit.form)), asked)


async def _answer(visit: Visit, id: UUID, fields: Fields, asked: GivenAnswer) -> Response:
    """Give this answer. One that was given just so before, by a form that was sent twice, isn't given again."""
    try:
        found = await answer_request(visit.gateway, visit.caller.code, id, asked)
    except Conflict as refused:
        found = await find_request(visit.gateway, visit.caller.code, id)
        if not _is_given(found, asked):
            return _one(visit, found, fields, text_of(refused))
    about(visit.request, found.request.client_id, onderwerp=id)
    return RedirectResponse(f"{_PATH}/{id}?gedaan={asked.answer.value}", 303)


def _is_given(found: FoundRequest, asked: GivenAnswer) -> bool:
    if not found.answers:
        return False
    last = found.answers[-1].answer
    given = (last.antwoord, last.reden, last.ingetrokken, last.beslist_door)
    return given == (asked.answer.value, asked.reden, asked.withdrawn, asked.decided_by)
