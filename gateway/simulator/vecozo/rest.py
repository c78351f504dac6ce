"""VSP-Koppeling over REST: Push V1, Pull V1 and Berichtstatus V3, for the providers that are reached through VECOZO.

Who calls is said by the certificate that it shows; without TLS there is one such provider, and it is that.
"""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Final
from uuid import UUID

from cryptography.x509 import Name
from cryptography.x509.oid import NameOID
from fastapi import APIRouter, Body, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import ValidationError
from starlette.datastructures import UploadFile

from gateway.simulator.faults import Faults, busy
from gateway.simulator.vecozo.box import Bericht, Box
from gateway.simulator.vecozo.counter import Counter, Refused
from gateway.simulator.vecozo.metadata import Search
from gateway.simulator.wire.responses import response_of
from gateway.standard.vecozo import metadata
from gateway.standard.vecozo.metadata import SERVICE_PATH, Metadata

PUSH_PATH: Final = f"{SERVICE_PATH}{metadata.PUSH_PATH}"
PULL_PATH: Final = f"{SERVICE_PATH}{metadata.PULL_PATH}"
STATUS_PATH: Final = f"{SERVICE_PATH}{metadata.STATUS_PATH}"
UNPROCESSABLE: Final = 422
"""The status of what is refused, so that the same is not to be sent again."""
MAX_LISTED: Final = 250
_MAX_PART_BYTES: Final = 26_000_000
Limit = Annotated[int, Query(ge=1, le=MAX_LISTED)]


class Unknown(Exception):
    """No provider that is reached through VECOZO calls with this certificate."""


def create_routes(counters: Mapping[str, Counter], faults: Faults, url: str) -> APIRouter:
    """Return the routes."""
    router = APIRouter()
    _add_push(router, counters)
    _add_pull(router, counters, faults, url)
    _add_status(router, counters, faults)
    return router


def _add_push(router: APIRouter, counters: Mapping[str, Counter]) -> None:
    @router.post(f"{PUSH_PATH}/berichten")
    async def push(request: Request) -> Response:
        counter = _counter(request, counters)
        async with request.form(max_part_size=_MAX_PART_BYTES) as form:
            parts = {key: await _part(form.get(key)) for key in ("berichtMetadata", "payload")}
        missing = {key: ["ontbreekt"] for key, value in parts.items() if value is None}
        if missing:
            return problem(400, missing)
        try:
            said = Metadata.model_validate(json.loads(parts["berichtMetadata"] or b""))
        except (ValidationError, ValueError) as error:
            return problem(400, _wrong(error))
        try:
            answer = counter.submit(said, parts["payload"] or b"")
        except Refused as error:
            return problem(UNPROCESSABLE, {error.code: [error.text]})
        return Response(status_code=204) if answer is None else response_of(answer)


def _add_pull(
    router: APIRouter,
    counters: Mapping[str, Counter],
    faults: Faults,
    url: str,
) -> None:
    def listed(box: Box, limit: int, search: Search | None = None) -> Response:
        found = [each for each in box.waiting() if search is None or search.finds(each.metadata)]
        return JSONResponse([_item(each, url) for each in found[:limit]])

    @router.get(f"{PULL_PATH}/berichten")
    async def show(request: Request, limit: Limit = MAX_LISTED) -> Response:
        box = _counter(request, counters).box
        return _busy(faults, box) or listed(box, limit)

    @router.post(f"{PULL_PATH}/berichten/zoeken")
    async def search(request: Request, zoekpad: Annotated[Search, Body()], limit: Limit = MAX_LISTED) -> Response:
        box = _counter(request, counters).box
        return _busy(faults, box) or listed(box, limit, zoekpad)

    @router.get(f"{PULL_PATH}/berichten/{{traceer_id}}/payload")
    async def fetch(request: Request, traceer_id: UUID) -> Response:
        box = _counter(request, counters).box
        if busy := _busy(faults, box):
            return busy
        payload = box.fetch(traceer_id)
        if payload is None:
            return Response(status_code=404)
        return Response(payload, media_type="application/octet-stream")

    @router.delete(f"{PULL_PATH}/berichten/{{traceer_id}}")
    async def confirm(request: Request, traceer_id: UUID) -> Response:
        box = _counter(request, counters).box
        return _busy(faults, box) or Response(status_code=202 if box.confirm(traceer_id) else 404)


def _add_status(router: APIRouter, counters: Mapping[str, Counter], faults: Faults) -> None:
    @router.get(f"{STATUS_PATH}/berichtstatussen")
    async def statuses(
        request: Request,
        traceer_id: Annotated[UUID | None, Query(alias="traceerId")] = None,
        conversatie_id: Annotated[UUID | None, Query(alias="conversatieId")] = None,
    ) -> Response:
        box = _counter(request, counters).box
        if busy := _busy(faults, box):
            return busy
        if (traceer_id is None) == (conversatie_id is None):
            return problem(400, {"traceerId": ["geef traceerId of conversatieId, en niet allebei"]})
        found = box.find(traceer_id=traceer_id, conversatie_id=conversatie_id)
        return JSONResponse([_status(each) for each in found][:MAX_LISTED])


def problem(status: int, errors: Mapping[str, list[str]]) -> Response:
    """Return ValidationProblemDetails."""
    title = "Bad Request" if status == 400 else "Forbidden" if status == 403 else "Unprocessable Content"
    return JSONResponse({"title": title, "status": status, "errors": dict(errors)}, status)


def _counter(request: Request, counters: Mapping[str, Counter]) -> Counter:
    """Return the counter of the provider that calls. Raises Unknown."""
    shown = request.scope.get("extensions", {}).get("tls", {}).get("client_cert_name")
    if request.url.scheme != "https":
        return next(iter(counters.values()))
    names = [] if shown is None else Name.from_rfc4514_string(shown).get_attributes_for_oid(NameOID.COMMON_NAME)
    for each in names:
        if each.value in counters:
            return counters[str(each.value)]
    raise Unknown


def _busy(faults: Faults, box: Box) -> Response | None:
    """Return what goes wrong with this request; None: nothing."""
    storing = faults.at_pull(box.code)
    return None if storing is None else response_of(busy(storing))


async def _part(found: UploadFile | str | None) -> bytes | None:
    if isinstance(found, UploadFile):
        return await found.read()
    return None if found is None else found.encode()


def _wrong(error: ValidationError | ValueError) -> dict[str, list[str]]:
    if not isinstance(error, ValidationError):
        return {"berichtMetadata": ["is geen JSON"]}
    found: dict[str, list[str]] = {}
    for each in error.errors(include_input=False, include_context=False, include_url=False):
        found.setdefault(".".join(map(str, each["loc"])), []).append(each["msg"])
    return found


def _item(bericht: Bericht, url: str) -> dict[str, Any]:
    basis = {
        "ontvangenOp": bericht.ontvangen_op.isoformat(),
        "payload": {
            "url": f"{url}{PULL_PATH}/berichten/{bericht.metadata.traceer_id}/payload",
            "grootte": bericht.grootte,
            "checksum": {"algoritme": "SHA256", "waarde": bericht.checksum},
        },
    }
    return {"basisgegevens": basis, **bericht.metadata.model_dump(mode="json", by_alias=True, exclude_none=True)}


def _status(bericht: Bericht) -> dict[str, Any]:
    said = bericht.metadata.model_dump(mode="json", by_alias=True, exclude_none=True)
    told = [{"code": code, "omschrijving": text} for code, text in bericht.meldingen]
    return {
        "referentiegegevens": said["referentiegegevens"],
        "berichtstroom": said["routeringgegevens"]["berichtstroom"],
        "berichtstatus": bericht.status.value,
        "berichtOntvangenOp": bericht.ontvangen_op.isoformat(),
        "berichtstatusGewijzigdOp": bericht.gewijzigd_op.isoformat(),
        **({"meldingen": told[:100]} if told else {}),
    }
