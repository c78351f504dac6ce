"""Retention: the terms, what would be erased now, and the clients whose data are held."""

from typing import Final
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from gateway.console.session.looks import about_each
from gateway.console.session.visit import WHO_OPERATE, ActingOperator, Operator, Visit
from gateway.console.view.fields import Fields
from gateway.console.view.refusals import text_of
from gateway.console.view.render import page
from gateway.exchange.custody import retention
from gateway.exchange.custody.retention import Due
from gateway.exchange.kernel.refusals import Conflict, NotFound

router = APIRouter()

_PATH: Final = "/console/bewaren"
_MAX_REASON_CHARS: Final = 1000


@router.get(_PATH)
async def toon(visit: Operator) -> Response:
    """Return the terms and the holds. Who sees the holds is on record."""
    return await _retention(visit, Fields({}))


async def _retention(visit: Visit, fields: Fields, due: Due | None = None) -> Response:
    holds = await retention.list_holds(visit.gateway)
    over: dict[str | None, list[UUID]] = {}
    for each in holds:
        over.setdefault(each.gemeente, []).append(each.client_id)
    about_each(visit.request, over)
    return page(
        visit,
        "bewaren.html",
        status=422 if fields.errors else 200,
        terms=retention.list_terms(visit.gateway.retention_months),
        holds=holds,
        due=due,
        fields=fields,
        may_act=visit.may(WHO_OPERATE),
    )


@router.post(f"{_PATH}/proef")
async def probeer(visit: ActingOperator) -> Response:
    """Count what would be erased now; erase nothing."""
    return await _retention(visit, Fields({}), await retention.count_due(visit.gateway))


@router.post(f"{_PATH}/vasthouden")
async def houd_vast(visit: ActingOperator) -> Response:
    """Keep everything about a client from being erased, with the reason."""
    fields = Fields(dict(visit.form))
    client = fields.id("client")
    reason = fields.note("reden", _MAX_REASON_CHARS, "Schrijf op waarom: een zaaknummer, een bezwaar.")
    if not fields["client"]:
        fields.fail("client", "Vul het id van de cliënt in.")
    if client is not None and reason is not None:
        try:
            await retention.hold_client(visit.gateway, client, " ".join(reason.split()))
        except (NotFound, Conflict) as refused:
            fields.fail("client", text_of(refused))
    return await _retention(visit, fields) if fields.errors else RedirectResponse(_PATH, 303)


@router.post(f"{_PATH}/vrijgeven")
async def geef_vrij(visit: ActingOperator) -> Response:
    """Let the terms count for a client again."""
    fields = Fields(dict(visit.form))
    client = fields.id("client")
    if client is None:
        fields.fail("client", "Vul het id van de cliënt in.")
        return await _retention(visit, fields)
    await retention.release_client(visit.gateway, client)
    return RedirectResponse(_PATH, 303)
