"""Clients: found by BSN, or by surname and date of birth, and the dossier of one on a line of time."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response

from gateway.console.session.looks import about
from gateway.console.session.visit import WHO_DECIDE, Municipality, Visit
from gateway.console.view.deciding.decision import Told
from gateway.console.view.fields import Fields
from gateway.console.view.refusals import text_of
from gateway.console.view.render import page
from gateway.console.view.timeline import draw
from gateway.exchange.assigning.clients import find_client
from gateway.exchange.kernel.refusals import Invalid
from gateway.exchange.lists.clients import search_by_name, search_clients
from gateway.exchange.lists.dossier import Line, load_dossier
from gateway.store.care.clienten import Client
from gateway.store.lists.dossier import ReportLine, SignalLine, VersionLine

router = APIRouter()

_PATH: Final = "/console/clienten"


@router.get(_PATH)
async def toon_zoeken(visit: Municipality) -> Response:
    """Return the form to search by."""
    return _found(visit, Fields({}), None)


@router.post(_PATH)
async def zoek(visit: Municipality) -> Response:
    """Return who was found. What was asked for is in the form alone, never in an address."""
    fields = Fields(dict(visit.form))
    found = await _search(visit, fields)
    if found is not None:
        about(visit.request, *(each.id for each in found))
    shown = None if found is None else [(each, name_of(each.gegevens)) for each in found]
    return _found(visit, fields, shown)


def _found(visit: Visit, fields: Fields, found: Sequence[tuple[Client, str]] | None) -> Response:
    status = 422 if fields.errors else 200
    return page(visit, "clienten.html", status=status, fields=fields, found=found, may_decide=visit.may(WHO_DECIDE))


async def _search(visit: Visit, fields: Fields) -> Sequence[Client] | None:
    bsn, name, born = fields["bsn"], fields["achternaam"], fields.day("geboortedatum")
    if fields.errors:
        return None
    gateway, gemeente = visit.gateway, visit.caller.code
    try:
        if bsn:
            return await search_clients(gateway, gemeente, bsn)
        if name and born is not None:
            return await search_by_name(gateway, gemeente, name, born)
    except Invalid as refused:
        fields.fail("bsn" if bsn else "achternaam", text_of(refused))
        return None
    fields.fail("bsn", "Vul een BSN in, of een achternaam met een geboortedatum.")
    return None


@router.get(f"{_PATH}/{{id}}")
async def toon(visit: Municipality, id: UUID) -> Response:
    """Return the client, with the dossier as a picture and as a list."""
    client = await find_client(visit.gateway, visit.caller.code, id)
    dossier = await load_dossier(visit.gateway, visit.caller, id)
    return page(
        visit,
        "client.html",
        client=client,
        may_decide=visit.may(WHO_DECIDE),
        name=name_of(client.gegevens),
        timeline=draw(dossier.lines, visit.gateway.today()),
        lines=[(kind_of(each), each) for each in reversed(dossier.lines)],
    )


def decision_on(visit: Visit, client: Client, template: str, fields: Fields, told: Told, **values: object) -> Response:
    """Return the form by which somebody decides on the care of this client, and put the look on record."""
    about(visit.request, client.id)
    named = {"client": client, "name": name_of(client.gegevens), "fields": fields, "told": told}
    return page(visit, template, status=told.status, **named, **values)


def kind_of(line: Line) -> str:
    """Return what the line is about: toewijzing, start, stop, signaal or bericht."""
    match line:
        case VersionLine():
            return "toewijzing"
        case ReportLine():
            return line.soort
        case SignalLine():
            return "signaal"
        case _:
            return "bericht"


def name_of(gegevens: Mapping[str, Any]) -> str:
    """Return the first names and surname of a client, from its details as a WMO301 has them."""
    naam = gegevens.get("naam", {})
    surname = naam.get("geslachtsnaam", {})
    parts = (naam.get("voornamen"), surname.get("voorvoegsel"), surname.get("achternaam"))
    return " ".join(str(each) for each in parts if each)
