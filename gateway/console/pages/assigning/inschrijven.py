"""A client is registered, or gets other details: by the fields that people know, checked as a WMO301 would be."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from gateway.console.session.looks import about
from gateway.console.session.visit import DecidingMunicipality, Visit
from gateway.console.view.deciding.details import details_of, fields_of
from gateway.console.view.deciding.placing import place_findings, place_form_faults, place_refusal
from gateway.console.view.fields import Fields
from gateway.console.view.refusals import text_of
from gateway.console.view.render import page
from gateway.exchange.assigning.clients import find_client, register_client, replace_client
from gateway.exchange.kernel.refusals import Conflict, Refusal
from gateway.standard import codelists

router = APIRouter()

_NEW: Final = "/console/inschrijven"
_DETAILS: Final = "/console/clienten/{id}/gegevens"
_USUAL: Final = {"naamGebruik": "1", "soort": "01", "landCode": "NL"}
_DUTCH_NUMBER: Final = "31"


@router.get(_NEW)
async def toon_nieuw(visit: DecidingMunicipality) -> Response:
    """Return the form to register a client."""
    return _form(visit, Fields(_USUAL))


@router.post(_NEW)
async def schrijf_in(visit: DecidingMunicipality) -> Response:
    """Register the client, once however often the form is sent."""
    fields = _given(visit)
    bsn = fields.text("bsn", "[0-9]{9}", "een BSN van negen cijfers")
    if bsn is None and "bsn" not in fields.errors:
        fields.fail("bsn", "Vul het BSN in.")
    details = details_of(fields, {})
    if fields.errors or bsn is None:
        return _form(visit, fields, status=422)
    try:
        client = await register_client(visit.gateway, visit.caller.code, bsn, details)
    except Refusal as refused:
        known = refused.details.get("clientId")
        if isinstance(known, str) and await _is_same(visit, UUID(known), details):
            return RedirectResponse(f"/console/clienten/{known}", 303)
        return _refused(visit, fields, refused, known=known)
    about(visit.request, client.id)
    return RedirectResponse(f"/console/clienten/{client.id}", 303)


@router.get(_DETAILS)
async def toon_gegevens(visit: DecidingMunicipality, id: UUID) -> Response:
    """Return the form with the details of the client as they are."""
    client = await find_client(visit.gateway, visit.caller.code, id)
    return _form(visit, Fields(fields_of(client.gegevens)), id)


@router.post(_DETAILS)
async def wijzig_gegevens(visit: DecidingMunicipality, id: UUID) -> Response:
    """Replace what the form shows of the client's details, for each WMO301 from now on."""
    client = await find_client(visit.gateway, visit.caller.code, id)
    fields = _given(visit)
    details = details_of(fields, client.gegevens)
    if fields.errors:
        return _form(visit, fields, id, status=422)
    try:
        await replace_client(visit.gateway, visit.caller.code, id, details)
    except Refusal as refused:
        return _refused(visit, fields, refused, id)
    return RedirectResponse(f"/console/clienten/{id}", 303)


def _given(visit: Visit) -> Fields:
    given = dict(visit.form)
    if given.get("telefoonnummer") and not given.get("landnummer"):
        given["landnummer"] = _DUTCH_NUMBER
    return Fields(given)


async def _is_same(visit: Visit, id: UUID, details: Mapping[str, Any]) -> bool:
    """Return True when this client has just these details, as one has that the same form registered before."""
    about(visit.request, id)
    return dict((await find_client(visit.gateway, visit.caller.code, id)).gegevens) == details


def _refused(visit: Visit, fields: Fields, refused: Refusal, id: UUID | None = None, known: object = None) -> Response:
    """Return the form with what is wrong beside each field, and above it what is about none."""
    faults = refused.details.get("fouten")
    left = place_form_faults(fields, faults if isinstance(faults, list) else ())
    place_findings(fields, refused.findings)
    if known is not None:
        place_refusal(fields, refused, "De gemeente heeft al een cliënt met dit BSN, met andere gegevens.")
    elif not fields.errors:
        left = [text_of(refused), *(f"{each.code}: {each.explanation}" for each in refused.findings), *left]
    status = 409 if isinstance(refused, Conflict) else 422
    return _form(visit, fields, id, status=status, problems=left, known=known)


def _form(
    visit: Visit,
    fields: Fields,
    id: UUID | None = None,
    *,
    status: int = 200,
    problems: list[str] | None = None,
    known: object = None,
) -> Response:
    if id is not None:
        about(visit.request, id)
    return page(
        visit,
        "inschrijven.html",
        status=status,
        id=id,
        fields=fields,
        problems=problems or [],
        known=known,
        options={name: [*codelists.values(f"LDT_{kind}").items()] for name, kind in _CODED.items()},
    )


_CODED: Final = {
    "datumGebruik": "DatumGebruik",
    "geslacht": "Geslacht",
    "naamGebruik": "NaamGebruik",
    "soort": "AdresSoort",
    "landCode": "LandCode",
}
"""By field the code list that it is chosen from."""
