"""The work items of a municipality: chosen by filters, looked at, and handled, one or many with the same note."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from gateway.console.session.form import texts_in
from gateway.console.session.looks import about
from gateway.console.session.visit import WHO_HANDLE, HandlingMunicipality, Municipality, Visit
from gateway.console.view.fields import Fields
from gateway.console.view.refusals import text_of
from gateway.console.view.render import page, with_query
from gateway.exchange.kernel.refusals import Refusal
from gateway.exchange.signals.handle import (
    cards_by_code,
    codes_for,
    find_signal,
    handle_signal,
    list_signals,
)
from gateway.policy.card import Audience
from gateway.store.signals.signalen import SignalFilter

router = APIRouter()

_PATH: Final = "/console/signalen"
_FILTERS: Final = ("status", "voorWie", "code", "aanbieder", "toewijzing", "client", "voor")
_STATES: Final = ("open", "afgehandeld", "vervallen", "alle")
_PAGE_SIZE: Final = 50
_PLACE: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}_[0-9a-f-]{36}"
MAX_NOTE_CHARS: Final = 2000
_NO_NOTE: Final = "Schrijf kort op wat u hebt gedaan."
_NOT_FILLED_IN: Final = Fields({})


@router.get(_PATH)
async def toon_alle(visit: Municipality) -> Response:
    """Return a page of the signals, what has to be done first in front."""
    return await _list(visit, Fields(dict(visit.request.query_params)))


async def _list(
    visit: Visit,
    fields: Fields,
    form: Fields = _NOT_FILLED_IN,
    *,
    problems: Sequence[str] = (),
    ticked: Sequence[str] = (),
) -> Response:
    """Return the list by these filters, with the form to handle signals as it was filled in."""
    chosen, place = _filter(fields), _place(fields)
    found = [] if fields.errors else await list_signals(visit.gateway, visit.caller.code, chosen, place, _PAGE_SIZE)
    about(visit.request, chosen.client, *(each.client_id for each in found))
    given = {name: fields[name] for name in _FILTERS}
    last = found[-1] if len(found) == _PAGE_SIZE else None
    return page(
        visit,
        "signalen.html",
        status=422 if fields.errors or problems else 200,
        fields=fields,
        form=form,
        found=found,
        cards=cards_by_code(),
        audiences=[(each.value, each.value) for each in Audience],
        codes=[(each.code, f"{each.code} {each.subject}") for each in cards_by_code().values()],
        states=_STATES,
        problems=problems,
        ticked=frozenset(ticked),
        may_handle=visit.may(WHO_HANDLE),
        today=visit.gateway.today(),
        chosen=any(given.values()),
        first=with_query(_PATH, given) if place else None,
        onward=None if last is None else with_query(_PATH, given, na=f"{last.uiterlijk}_{last.id}"),
        filters={name: value for name, value in given.items() if value},
    )


def _filter(fields: Fields) -> SignalFilter:
    audience = fields.choice("voorWie", [each.value for each in Audience])
    status = fields.choice("status", _STATES) or "open"
    code = fields.choice("code", list(cards_by_code()))
    return SignalFilter(
        codes=codes_for(None if audience is None else Audience(audience), code),
        client=fields.id("client"),
        toewijzing=fields.number("toewijzing", 1, 999_999_999),
        aanbieder=fields.provider("aanbieder"),
        status=None if status == "alle" else status,
        voor=fields.day("voor"),
    )


def _place(fields: Fields) -> tuple[date, UUID] | None:
    place = fields.text("na", _PLACE, "een plaats in deze lijst")
    try:
        return None if place is None else (date.fromisoformat(place[:10]), UUID(place[11:]))
    except ValueError:
        fields.fail("na", "Dit is geen plaats in deze lijst.")
        return None


@router.get(f"{_PATH}/{{id}}")
async def toon(visit: Municipality, id: UUID) -> Response:
    """Return one signal, with what happened to it."""
    return await _one(visit, id, Fields({}))


async def _one(visit: Visit, id: UUID, fields: Fields, problem: str | None = None) -> Response:
    found = await find_signal(visit.gateway, visit.caller.code, id)
    shown: dict[str, Any] = {
        "row": found.row,
        "events": found.events,
        "card": cards_by_code().get(found.row.code),
        "may_handle": visit.may(WHO_HANDLE) and found.row.status == "open",
        "problem": problem,
        "fields": fields,
    }
    return page(visit, "signaal.html", status=422 if fields.errors or problem else 200, **shown)


@router.post(f"{_PATH}/afhandelen")
async def handel_vele_af(visit: HandlingMunicipality) -> Response:
    """Handle the ticked signals with one note; those that can't be handled are told, the others are done."""
    form = Fields(dict(visit.form))
    fields = Fields({name: form[name] for name in _FILTERS})
    ticked = texts_in(visit.form, "signaal")
    note = form.note("notitie", MAX_NOTE_CHARS, _NO_NOTE)
    if not ticked:
        form.fail("signaal", "Kruis aan welke signalen u afhandelt.")
    if form.errors or note is None:
        return await _list(visit, fields, form, problems=tuple(form.errors.values()), ticked=ticked)
    problems = [each for id in ticked if (each := await _handle(visit, id, note)) is not None]
    if problems:
        return await _list(visit, fields, problems=problems)
    given = {name: fields[name] for name in _FILTERS}
    return RedirectResponse(with_query(_PATH, given, gedaan=str(len(ticked))), 303)


async def _handle(visit: Visit, id: str, note: str) -> str | None:
    """Handle this signal; return what kept it from being handled."""
    try:
        await handle_signal(visit.gateway, visit.caller.code, UUID(id), note, visit.person.naam)
    except ValueError:
        return "Een van de aangekruiste signalen is er niet."
    except Refusal as refused:
        return text_of(refused)
    return None


@router.post(f"{_PATH}/{{id}}/afhandelen")
async def handel_af(visit: HandlingMunicipality, id: UUID) -> Response:
    """Handle this signal with a note."""
    fields = Fields(dict(visit.form))
    note = fields.note("notitie", MAX_NOTE_CHARS, _NO_NOTE)
    if note is None:
        return await _one(visit, id, fields)
    if (problem := await _handle(visit, str(id), note)) is not None:
        return await _one(visit, id, fields, problem)
    return RedirectResponse(f"{_PATH}/{id}", 303)
