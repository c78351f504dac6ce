"""The list of messages with its filters, and one message: what came of it, what was found, and what it says."""

from typing import Any, Final, get_args
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from gateway.console.session.looks import about
from gateway.console.session.visit import WHO_HANDLE, Anybody, Judging, Party, Visit
from gateway.console.view.fields import Fields
from gateway.console.view.files import PDF, as_file
from gateway.console.view.lists import list_page
from gateway.console.view.message_pdf import message_document
from gateway.console.view.render import page
from gateway.console.view.words import kind
from gateway.console.view.xml_view import as_lines
from gateway.exchange.kernel.pages import AskedPage
from gateway.exchange.kernel.paper.document import as_pdf
from gateway.exchange.lists.messages import Direction, filter_of, list_messages
from gateway.exchange.receiving import lookup
from gateway.exchange.receiving.lookup import Found
from gateway.exchange.receiving.parked import judge_again
from gateway.messages.kinds.toewijzing import Wmo301
from gateway.messages.registry import REGISTRY
from gateway.standard.channels import DeliveryState
from gateway.standard.findings import Outcome
from gateway.store.lists.messages import MessageFilter

router = APIRouter()

_PATH: Final = "/console/berichten"
_FILTERS: Final = (
    *("vanaf", "tot", "soort", "richting", "aanbieder", "gemeente", "oordeel", "uitkomst", "bezorging"),
    *("identificatie", "client", "volgorde"),
)
_OUTCOMES: Final = ("goedgekeurd", "afgekeurd")


@router.get(_PATH)
async def toon_alle(visit: Anybody) -> Response:
    """Return a page of the messages that the visitor may see and chose."""
    fields = Fields(dict(visit.request.query_params))
    filters = _filter(fields)
    asked = AskedPage(after=fields.place(), newest_first=fields["volgorde"] != "oudste")
    found = None if fields.errors else await list_messages(visit.gateway, visit.caller, filters, asked)
    if found is not None:
        about(visit.request, filters.client, *(each.client_id for each in found.items))
    options = [(each, kind(each)) for each in REGISTRY]
    return list_page(visit, "berichten.html", _PATH, _FILTERS, fields, found, soort_options=options)


def _filter(fields: Fields) -> MessageFilter:
    oordeel = fields.choice("oordeel", [each.value for each in Outcome])
    return filter_of(
        soort=fields.choice("soort", tuple(REGISTRY)),
        richting=fields.choice("richting", get_args(Direction)),
        vanaf=fields.day("vanaf"),
        tot=fields.day("tot"),
        gemeente=fields.municipality("gemeente"),
        aanbieder=fields.provider("aanbieder"),
        oordeel=None if oordeel is None else Outcome(oordeel),
        uitkomst=fields.choice("uitkomst", _OUTCOMES),
        bezorging=fields.choice("bezorging", get_args(DeliveryState)),
        identificatie=fields.text("identificatie", "[ -~]{1,60}", "een kenmerk van hoogstens 60 tekens"),
        client=fields.id("client"),
    )


@router.get(f"{_PATH}/{{id}}")
async def toon(visit: Anybody, id: UUID) -> Response:
    """Return the message with its course and what was found in it; what it says only for a party to it."""
    found = await lookup.find_message(visit.gateway, visit.caller, id)
    return page(visit, "bericht.html", **_shown(visit, found))


def _shown(visit: Visit, found: Found) -> dict[str, Any]:
    entry = found.entry
    is_party = visit.caller.soort != "beheerder"
    kept = bool(entry.inhoud)
    return {
        "entry": entry,
        "found": found,
        "is_party": is_party,
        "kept": kept,
        "may_judge": entry.oordeel is Outcome.GEPARKEERD
        and visit.caller.soort != "aanbieder"
        and visit.may(WHO_HANDLE),
        "may_report": visit.caller.soort == "aanbieder" and entry.soort == Wmo301.soort.name and visit.may(WHO_HANDLE),
        "findings": entry.bevindingen if kept else [],
        "lines": as_lines(visit.gateway.schemas, entry.inhoud) if is_party and kept else [],
    }


@router.get(f"{_PATH}/{{id}}/xml")
async def xml(visit: Party, id: UUID) -> Response:
    """Return the bytes of the message, as a file."""
    found = await lookup.find_message(visit.gateway, visit.caller, id)
    lookup.check_content_kept(found)
    return as_file(found.entry.inhoud, f"{found.entry.soort}-{id}.xml", "application/xml")


@router.get(f"{_PATH}/{{id}}/pdf")
async def pdf(visit: Party, id: UUID) -> Response:
    """Return what the message says, what was found and what came of it, as a document to print or to keep."""
    found = await lookup.find_message(visit.gateway, visit.caller, id)
    lookup.check_content_kept(found)
    lines = as_lines(visit.gateway.schemas, found.entry.inhoud)
    made = await as_pdf(visit.gateway, message_document(found, lines))
    return as_file(made, f"{found.entry.soort}-{id}.pdf", PDF)


@router.post(f"{_PATH}/{{id}}/beoordelen")
async def beoordeel(visit: Judging, id: UUID) -> Response:
    """Have a parked message judged again by the rules of now, and return to it."""
    await judge_again(visit.gateway, visit.caller, id)
    return RedirectResponse(f"{_PATH}/{id}", 303)
