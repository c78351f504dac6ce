"""The mailbox of a provider: what waits, fetched as files, and marked as received when it is stored safely."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from gateway.console.session.form import texts_in
from gateway.console.session.looks import about
from gateway.console.session.visit import WHO_HANDLE, HandlingProvider, Provider, Visit
from gateway.console.view.fields import Fields
from gateway.console.view.lists import list_page
from gateway.console.view.refusals import text_of
from gateway.console.view.render import with_query
from gateway.console.view.words import count
from gateway.exchange.delivery.mailbox import mark_many_collected, page_waiting
from gateway.exchange.kernel.gateway import off_loop
from gateway.exchange.kernel.pages import AskedPage
from gateway.exchange.kernel.refusals import Invalid, Refusal
from gateway.exchange.receiving import lookup
from gateway.standard.files.zipped import pack
from gateway.standard.xml.parse import MAX_BYTES

router = APIRouter()

_PATH: Final = "/console/postvak"
MAX_TICKED: Final = 100
"""Messages that are fetched or marked at a time."""
MAX_FETCHED_BYTES: Final = 2 * MAX_BYTES
"""Of all messages in one file together."""


@router.get(_PATH)
async def toon(visit: Provider) -> Response:
    """Return a page of what waits, oldest first."""
    return await _list(visit, Fields(dict(visit.request.query_params)))


async def _list(visit: Visit, fields: Fields, problems: Sequence[str] = (), ticked: Sequence[str] = ()) -> Response:
    asked = AskedPage(after=fields.place())
    found = None if fields.errors else await page_waiting(visit.gateway, visit.caller, asked)
    shown: dict[str, Any] = {"may_handle": visit.may(WHO_HANDLE), "problems": problems, "ticked": ticked}
    response = list_page(visit, "postvak.html", _PATH, (), fields, found, **shown)
    if problems:
        response.status_code = 422
    return response


@router.post(f"{_PATH}/ontvangen")
async def meld_ontvangen(visit: HandlingProvider) -> Response:
    """Mark the ticked messages as received; those that can't be are told, the others are done."""
    ids, problems = _ticked(visit)
    if problems:
        return await _list(visit, Fields({}), problems, texts_in(visit.form, "bericht"))
    outcomes = await mark_many_collected(visit.gateway, visit.caller, ids)
    if missing := sum(not each.ontvangen for each in outcomes):
        text = f"{count(missing, 'bericht wacht', 'berichten wachten')} niet op u. De andere zijn als ontvangen gemeld."
        return await _list(visit, Fields({}), [text])
    return RedirectResponse(with_query(_PATH, {}, gedaan=str(len(ids))), 303)


@router.post(f"{_PATH}/ophalen")
async def haal_op(visit: Provider) -> Response:
    """Return the ticked messages in one zip file. They wait on until they are marked as received."""
    ids, problems = _ticked(visit)
    if problems:
        return await _list(visit, Fields({}), problems, texts_in(visit.form, "bericht"))
    try:
        files, clients = await _fetch(visit, ids)
    except Refusal as refused:
        return await _list(visit, Fields({}), [text_of(refused)], texts_in(visit.form, "bericht"))
    about(visit.request, *clients)
    data = await off_loop(sum(map(len, files.values())), pack, files)
    headers = {"content-disposition": 'attachment; filename="postvak.zip"'}
    return Response(data, media_type="application/zip", headers=headers)


async def _fetch(visit: Visit, ids: Sequence[UUID]) -> tuple[dict[str, bytes], list[UUID | None]]:
    """Return the content of these messages by file name, and their clients. Raises NotFound, Gone or Invalid."""
    files: dict[str, bytes] = {}
    clients: list[UUID | None] = []
    room = MAX_FETCHED_BYTES
    for id in ids:
        found = await lookup.find_message(visit.gateway, visit.caller, id)
        lookup.check_content_kept(found)
        room -= len(found.entry.inhoud)
        if room < 0:
            size = MAX_FETCHED_BYTES // 1024**2
            raise Invalid("te-groot", f"Samen zijn deze berichten groter dan {size} MB. Kruis er minder aan.")
        files[f"{found.entry.soort}-{id}.xml"] = found.entry.inhoud
        clients.append(found.entry.client_id)
    return files, clients


def _ticked(visit: Visit) -> tuple[list[UUID], list[str]]:
    """Return the ids of the ticked messages, and what is wrong with them."""
    given = list(dict.fromkeys(texts_in(visit.form, "bericht")))
    if not given:
        return [], ["Kruis aan welke berichten u bedoelt."]
    if len(given) > MAX_TICKED:
        return [], [f"U kruiste {len(given)} berichten aan; het zijn er hoogstens {MAX_TICKED} tegelijk."]
    try:
        return [UUID(each) for each in given], []
    except ValueError:
        return [], ["Een van de aangekruiste berichten is er niet."]
