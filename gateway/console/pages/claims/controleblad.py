"""The audit sheet of an assignment: a page, CSV and PDF, for its municipality and its provider."""

from typing import Annotated, Final

from fastapi import APIRouter, Path
from fastapi.responses import Response

from gateway.console.session.looks import about
from gateway.console.session.visit import Party, Visit
from gateway.console.view.files import PDF, as_file
from gateway.console.view.render import page
from gateway.exchange.claims.audit_files import audit_document, csv_file, facts_of
from gateway.exchange.claims.audit_sheet import AuditSheet, load_audit_sheet
from gateway.exchange.kernel.paper.document import as_pdf

router = APIRouter()

_PATH: Final = "/console/controleblad/{gemeente}/{nummer}"
Gemeente = Annotated[str, Path(pattern="^[0-9]{4}$")]
Nummer = Annotated[int, Path(ge=0, le=999_999_999)]


@router.get(_PATH)
async def toon_controleblad(visit: Party, gemeente: Gemeente, nummer: Nummer) -> Response:
    """Return all steps on the assignment, oldest first, with what they come to."""
    sheet = await _load(visit, gemeente, nummer)
    return page(visit, "controleblad.html", sheet=sheet, facts=list(facts_of(sheet)))


@router.get(f"{_PATH}/csv")
async def als_csv(visit: Party, gemeente: Gemeente, nummer: Nummer) -> Response:
    """Return the lines as CSV, as the API does."""
    sheet = await _load(visit, gemeente, nummer)
    return as_file(csv_file(sheet), _name(sheet, "csv"), "text/csv; charset=utf-8")


@router.get(f"{_PATH}/pdf")
async def als_pdf(visit: Party, gemeente: Gemeente, nummer: Nummer) -> Response:
    """Return the sheet as a document to print or to keep."""
    sheet = await _load(visit, gemeente, nummer)
    return as_file(await as_pdf(visit.gateway, audit_document(sheet)), _name(sheet, "pdf"), PDF)


async def _load(visit: Visit, gemeente: str, nummer: int) -> AuditSheet:
    sheet = await load_audit_sheet(visit.gateway, visit.caller, gemeente, nummer)
    about(visit.request, sheet.client_id, gemeente=gemeente)
    return sheet


def _name(sheet: AuditSheet, ending: str) -> str:
    return f"controleblad-{sheet.gemeente}-{sheet.nummer}.{ending}"
