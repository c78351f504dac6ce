"""Reads of personal data: the routes that show any, and the read record that is written before the answer goes out."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final
from unicodedata import normalize
from uuid import UUID

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.types import Scope
from structlog.contextvars import get_contextvars

from gateway.api.http.problems import Problem, problem
from gateway.exchange.custody.reads import PURPOSE_PATTERN, purpose_fault, record_read
from gateway.standard.identifiers import may_hold_bsn
from gateway.store.custody.inzages import ReadAccess, ReadOutcome, SubjectKind

PURPOSE_HEADER: Final = "Doel"
"""The header in which a caller says why it reads."""
_WMO: Final = "uitvoering Wmo"
_MAX_GEMEENTE: Final = 9999
_MAX_NUMMER: Final = 999_999_999

PERSONAL_DATA_OF: Final[Mapping[str, tuple[SubjectKind, str]]] = {
    "POST /v1/clienten": ("client", _WMO),
    "GET /v1/clienten/{id}": ("client", _WMO),
    "GET /v1/clienten/{id}/dossier": ("client", _WMO),
    "PUT /v1/clienten/{id}": ("client", _WMO),
    "POST /v1/clienten/{id}/besluiten": ("client", _WMO),
    "POST /v1/clienten/{id}/besluiten/controle": ("client", _WMO),
    "POST /v1/clienten/{id}/beeindiging": ("client", _WMO),
    "POST /v1/clienten/{id}/beeindiging/controle": ("client", _WMO),
    "POST /v1/clienten/zoek": ("clienten", _WMO),
    "GET /v1/toewijzingen": ("toewijzingen", _WMO),
    "GET /v1/overrules": ("toewijzingen", "toezicht op overrulen"),
    "POST /v1/toewijzingen": ("toewijzing", _WMO),
    "GET /v1/toewijzingen/{gemeente}/{nummer}": ("toewijzing", _WMO),
    "PATCH /v1/toewijzingen/{gemeente}/{nummer}": ("toewijzing", _WMO),
    "POST /v1/toewijzingen/controle": ("client", _WMO),
    "POST /v1/toewijzingen/{gemeente}/{nummer}/controle": ("toewijzing", _WMO),
    "GET /v1/voorbeelden/{gemeente}/{nummer}/{soort}": ("toewijzing", _WMO),
    "GET /v1/berichten": ("berichten", _WMO),
    "GET /v1/berichten/{id}": ("bericht", _WMO),
    "GET /v1/berichten/{id}/xml": ("bericht", _WMO),
    "GET /v1/berichten/{id}/rapport": ("bericht", _WMO),
    "GET /v1/declaraties/{id}": ("bericht", _WMO),
    "GET /v1/prestaties": ("berichten", _WMO),
    **dict.fromkeys(
        (
            "GET /v1/controlebladen/{gemeente}/{nummer}",
            "GET /v1/controlebladen/{gemeente}/{nummer}/csv",
            "GET /v1/controlebladen/{gemeente}/{nummer}/pdf",
        ),
        ("toewijzing", "verantwoording van declaraties"),
    ),
    "POST /v1/validaties": ("proefbericht", "toetsing van een bericht"),
    "GET /v1/signalen": ("signalen", "bewaking van termijnen"),
    "GET /v1/signalen/{id}": ("signaal", "bewaking van termijnen"),
    "POST /v1/signalen/{id}/afhandelen": ("signaal", "bewaking van termijnen"),
    "GET /v1/verzoeken": ("verzoeken", _WMO),
    "GET /v1/verzoeken/{id}": ("verzoek", _WMO),
    "POST /v1/verzoeken/{id}/toekennen": ("verzoek", _WMO),
    "POST /v1/verzoeken/{id}/toekennen/controle": ("verzoek", _WMO),
    "POST /v1/verzoeken/{id}/afwijzen": ("verzoek", _WMO),
    "POST /v1/verzoeken/{id}/onderzoeken": ("verzoek", _WMO),
    "GET /v1/indicatoren/{indicator}/gevallen": ("indicator", "verantwoording van cijfers"),
    "GET /v1/inzages": ("inzages", "verantwoording van inzage"),
}
"""By route that shows personal data: what it is about, and the purpose of a reader who gives none."""
NO_PERSONAL_DATA: Final[Mapping[str, str]] = {
    "POST /v1/berichten": "a receipt, or what is wrong with what the caller sent itself",
    "POST /v1/berichten/{id}/beoordelen": "a receipt",
    "GET /v1/postvak": "ids, kinds and parties of messages; the content is another request",
    "POST /v1/postvak/ontvangen": "the ids that the caller gave; that they were collected is an event of each",
    "POST /v1/postvak/{id}/ontvangen": "nothing; that it was collected is an event of the message",
    "GET /v1/organisaties": "organisations",
    "GET /v1/declaraties": "numbers, months and totals of claims",
    "GET /v1/declaraties/totalen": "sums by month, provider and product",
    **dict.fromkeys(
        ("GET /v1/attenderingen", "GET /v1/attenderingsadressen", "POST /v1/attenderingsadressen"),
        "addresses of the caller, and ids of what they are told of",
    ),
    **dict.fromkeys(
        ("POST /v1/attenderingsadressen/{id}/geheim", "POST /v1/attenderingsadressen/{id}/proef"),
        "a secret of the caller, or how the caller's own address answers",
    ),
    "DELETE /v1/attenderingsadressen/{id}": "nothing",
    "GET /v1/beleid": "regional policy",
    "GET /v1/contracten": "contracts with providers",
    "PUT /v1/contracten": "contracts with providers",
    "GET /v1/contracten/csv": "contracts with providers",
    "PUT /v1/contracten/csv": "contracts with providers",
    "POST /v1/contracten/csv/controle": "contracts with providers",
    "GET /v1/tarieven": "tariffs of products",
    "GET /v1/tarieven/csv": "tariffs of products",
    "PUT /v1/tarieven/csv": "tariffs of products",
    "POST /v1/tarieven/csv/controle": "tariffs of products",
    "GET /v1/leveringen": "ids of messages and how their delivery goes",
    "GET /v1/onbeantwoord": "ids and kinds of messages",
    "POST /v1/leveringen/opnieuw": "numbers of deliveries",
    "POST /v1/leveringen/{id}/opnieuw": "the id of a message and how its delivery goes",
    **dict.fromkeys(
        (
            *("GET /v1/indicatoren", "GET /v1/indicatoren/csv", "GET /v1/indicatoren/xlsx"),
            "GET /v1/indicatoren/svg",
        ),
        "figures, small ones hidden outside the own municipality, and names of its own consulents",
    ),
    "POST /koppelvlakken/ggk": "a receipt, or what is wrong with what the chain sent itself",
    "GET /health/live": "how the gateway does",
    "GET /health/ready": "how the gateway does",
    "GET /metrics": "figures",
}
"""By route that shows no personal data: what it shows instead."""


@dataclass(slots=True)
class Reader:
    """The caller behind a request, and the clients that its answer is about."""

    organisatie: str
    ingang: str
    via: str | None = None
    doel: str | None = None
    onderwerp: str | None = None
    gemeente: str | None = None
    clienten: tuple[UUID, ...] = ()


def reader(request: Request, organisatie: str, ingang: str) -> Reader:
    """Set the reader of this request for the read record. Raises Problem 400 when the purpose isn't plain words."""
    request.state.reader = found = Reader(organisatie, ingang)
    doel = _text_header(request, PURPOSE_HEADER)
    if doel is not None and (wrong := purpose_fault(doel)) is not None:
        raise Problem(400, "doel-ongeldig", f"De header {PURPOSE_HEADER} {wrong}.")
    found.doel = doel
    return found


def _text_header(request: Request, name: str) -> str | None:
    """Return the value of a header in NFC; None when there is no such header.

    Starlette decodes headers as Latin-1. A terminal and most programs send UTF-8, and Latin-1 text is hardly ever valid
    UTF-8 by chance.
    """
    value = request.headers.get(name)
    if value is None:
        return None
    with suppress(UnicodeDecodeError):
        value = value.encode("latin-1").decode()
    return normalize("NFC", value)


def about(request: Request, *clienten: UUID | None, onderwerp: object = None, gemeente: str | None = None) -> None:
    """Set the clients, subject and municipality of the read record, as far as the path doesn't name them."""
    found: Reader = request.state.reader
    found.clienten = tuple(each for each in clienten if each is not None and not may_hold_bsn(str(each)))
    found.onderwerp = None if onderwerp is None else str(onderwerp)
    found.gemeente = gemeente


def describe(route: APIRoute) -> None:
    """Add the header with the purpose to the OpenAPI description of a route that shows personal data."""
    for method in route.methods or ():
        if f"{method} {route.path}" in PERSONAL_DATA_OF:
            header = {
                "name": PURPOSE_HEADER,
                "in": "header",
                "required": False,
                "description": "Waarvoor de gegevens worden ingezien; komt bij de inzage te staan.",
                "schema": {"type": "string", "pattern": PURPOSE_PATTERN},
            }
            route.openapi_extra = {**(route.openapi_extra or {}), "parameters": [header]}


WITHHELD: Final = problem(
    503,
    "inzage-niet-vastgelegd",
    "Het kon niet worden vastgelegd dat deze gegevens zijn ingezien, en daarom worden ze niet gegeven. Was de aanvraag "
    "een wijziging, dan kan die wel zijn uitgevoerd. Probeer het over enkele seconden opnieuw.",
    headers={"retry-after": "5"},
)


def accesses_of(scope: Scope, route: str, outcome: ReadOutcome) -> Sequence[ReadAccess]:
    """Return the read record that the answer to this request needs; none for an unknown caller."""
    found: Reader | None = scope.get("state", {}).get("reader")
    if found is None or route not in PERSONAL_DATA_OF:
        return ()
    return (_access(found, route, scope["path_params"], found.clienten, outcome),)


async def record_more(request: Request, clienten: Iterable[UUID | None]) -> None:
    """Write a further read record, of clients in the part of an answer that goes out now, unless there are none."""
    found: Reader = request.state.reader
    seen = tuple(dict.fromkeys(each for each in clienten if each is not None))
    route = f"{request.method} {request.scope['route'].path}"
    if seen:
        await record_read(request.app.state.gateway, _access(found, route, request.path_params, seen, "toegestaan"))


def _access(
    found: Reader, route: str, address: Mapping[str, Any], clienten: tuple[UUID, ...], outcome: ReadOutcome
) -> ReadAccess:
    soort, doel = PERSONAL_DATA_OF[route]
    return ReadAccess(
        organisatie=found.organisatie,
        via=found.via,
        ingang=found.ingang,
        actie=route,
        soort=soort,
        onderwerp=found.onderwerp or _subject(soort, address),
        gemeente=found.gemeente,
        clienten=clienten,
        doel=found.doel or doel,
        uitkomst=outcome,
        aanvraag=get_contextvars().get("request", ""),
    )


def _subject(soort: SubjectKind, address: Mapping[str, Any]) -> str | None:
    """Return the id in the path; None when it is no id, or made up of digits that may hold a BSN.

    Such text may be anything, and is not kept.
    """
    try:
        if soort == "toewijzing":
            gemeente, nummer = int(address["gemeente"]), int(address["nummer"])
            known = 0 <= gemeente <= _MAX_GEMEENTE and 0 <= nummer <= _MAX_NUMMER
            return f"{gemeente:04d}/{nummer}" if known else None
        id = str(UUID(address["id"]))
        return None if may_hold_bsn(id) else id
    except (KeyError, ValueError):
        return None
