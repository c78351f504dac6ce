"""Audit sheets: all that happened on one assignment, from its WMO301 to the last Prestatie, with the amounts."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from gateway.api.caller.callers import Party, TheGateway
from gateway.api.http.export import CSV_FILE, CSV_UTF8, PDF, PDF_FILE, download
from gateway.api.http.problems import documented
from gateway.api.http.reads import about
from gateway.api.shapes.exact import ExactRoute
from gateway.api.shapes.lists.controlebladen import ControlebladShape
from gateway.api.shapes.paths import GemeentePath, NummerPath
from gateway.exchange.claims.audit_files import audit_document, csv_file
from gateway.exchange.claims.audit_sheet import AuditSheet, load_audit_sheet
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.paper.document import as_pdf
from gateway.store.parties.organisaties import Organisatie

router = APIRouter(route_class=ExactRoute, prefix="/v1/controlebladen", tags=["declaraties"], responses=documented(404))


@router.get("/{gemeente}/{nummer}")
async def toon_controleblad(
    request: Request, gateway: TheGateway, caller: Party, gemeente: GemeentePath, nummer: NummerPath
) -> ControlebladShape:
    """Het controleblad van een toewijzing: toewijzing, start, stop, declaraties en antwoorden, de oudste eerst.

    Voor de gemeente en de aanbieder van de toewijzing. Elke regel noemt haar bericht, zodat te volgen is waar een
    bedrag vandaan komt; saldo loopt mee. Bedragen zijn eurocenten.
    """
    sheet = await _load(request, gateway, caller, gemeente, nummer)
    return ControlebladShape.of(sheet, with_client=caller.code == gemeente)


@router.get("/{gemeente}/{nummer}/csv", response_class=Response, responses=CSV_FILE)
async def controleblad_als_csv(
    request: Request, gateway: TheGateway, caller: Party, gemeente: GemeentePath, nummer: NummerPath
) -> Response:
    """De regels van het controleblad als CSV, met de totalen op de laatste."""
    sheet = await _load(request, gateway, caller, gemeente, nummer)
    return download(csv_file(sheet), CSV_UTF8, _name(sheet, "csv"))


@router.get("/{gemeente}/{nummer}/pdf", response_class=Response, responses=PDF_FILE)
async def controleblad_als_pdf(
    request: Request, gateway: TheGateway, caller: Party, gemeente: GemeentePath, nummer: NummerPath
) -> Response:
    """Het controleblad als PDF, zoals een accountant het leest: de totalen, en dan regel voor regel."""
    sheet = await _load(request, gateway, caller, gemeente, nummer)
    return download(await as_pdf(gateway, audit_document(sheet)), PDF, _name(sheet, "pdf"))


async def _load(request: Request, gateway: Gateway, caller: Organisatie, gemeente: str, nummer: int) -> AuditSheet:
    sheet = await load_audit_sheet(gateway, caller, gemeente, nummer)
    about(request, sheet.client_id, gemeente=gemeente)
    return sheet


def _name(sheet: AuditSheet, ending: str) -> str:
    return f"controleblad-{sheet.gemeente}-{sheet.nummer}.{ending}"
