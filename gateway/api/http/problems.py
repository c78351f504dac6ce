"""Errors as application/problem+json (RFC 9457), in Dutch: what is wrong, where, which value, what to do."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from gateway.api.http.dutch import validation_problem
from gateway.api.http.methods import methods_at
from gateway.exchange.delivery.freezes import StandsStill
from gateway.exchange.kernel.findings_json import to_json
from gateway.exchange.kernel.gateway import Interrupted
from gateway.exchange.kernel.refusals import Conflict, Forbidden, Gone, Invalid, NotFound, Refusal
from gateway.exchange.kernel.unforeseen import Unforeseen
from gateway.store.db.database import TRANSIENT
from gateway.store.db.faults import explain
from gateway.store.db.vault import VaultError

log = structlog.get_logger(__name__)

_STATUS: Mapping[type[Refusal], int] = {
    Invalid: 400,
    Forbidden: 403,
    NotFound: 404,
    Conflict: 409,
    Gone: 410,
    Unforeseen: 500,
}
_INTERRUPTED: Final = (
    "Het beoordelen van dit grote bericht brak af. Het is niet zeker of het al vastligt; bied het ongewijzigd opnieuw "
    "aan, dan gebeurt er niets dubbel. Breekt het weer af, meld dat dan de beheerder: er is te weinig geheugen."
)
CLIENT_LEFT: Final = 499
"""The status, as in nginx, of a request whose client left before all of it was in; it shows in the log only."""
_NO_METHOD: Final = 405
_TYPES_AND_DETAILS = {
    400: ("ongeldige-aanvraag", "De inhoud is niet te lezen als JSON in UTF-8."),
    401: ("niet-aangemeld", "Geen geldige API-sleutel. Stuur 'Authorization: Bearer <sleutel>' mee."),
    403: ("geen-toegang", "Deze API-sleutel mag dit niet."),
    404: ("onbekend-pad", "Dit adres bestaat niet; zie /docs."),
    405: ("methode-niet-toegestaan", "Deze methode bestaat niet op dit adres; zie /docs."),
    406: ("niet-aanvaardbaar", "Geen van de mediatypen in Accept kan hier; laat die header weg."),
    408: ("te-traag", "De inhoud kwam te langzaam binnen."),
    413: ("te-groot", "De inhoud is groter dan 25 MB."),
    415: ("mediatype", "Stuur XML, met Content-Type application/xml."),
    CLIENT_LEFT: ("weggegaan", "De aanvrager verbrak de verbinding voordat alles binnen was; er is niets gebeurd."),
}


class Problem(HTTPException):
    """An error that ends a request with this status and a problem document."""

    def __init__(
        self,
        status: int,
        name: str | None = None,
        text: str | None = None,
        headers: Mapping[str, str] | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(status, name, headers)
        self.extra = extra
        default = _TYPES_AND_DETAILS.get(status, ("fout", "De aanvraag kon niet worden uitgevoerd."))
        self.name = name or default[0]
        self.text = text or default[1]


def problem(
    status: int,
    name: str,
    text: str,
    extra: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return the problem document; `name` is its stable name."""
    body = {
        "type": f"urn:iwmo-gateway:probleem:{name}",
        "title": name.replace("-", " ").capitalize(),
        "status": status,
        "detail": text,
        **(extra or {}),
    }
    return JSONResponse(body, status, dict(headers or {}), media_type="application/problem+json")


_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "description": "Vaste naam van het probleem."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "Wat er mis is, met welke waarde, en wat te doen."},
        "bevindingen": {"type": "array", "items": {"type": "object"}},
        "fouten": {"type": "array", "items": {"type": "object"}},
        "meer": {"type": "integer", "description": "Zoveel fouten zijn er nog, behalve die in `fouten`."},
        "overrulebaar": {"type": "boolean", "description": "Van een beleid-blokkade: een consulent kan dit doorlaten."},
        "voorstel": {
            "type": "object",
            "description": "Van een geweigerd besluit: een verzoek (methode, pad, inhoud) dat wel doorgaat en doet wat "
            "de bevindingen aanraden. Ontbreekt als er zo geen is.",
        },
    },
}
_DESCRIPTIONS = {
    400: "Niet wat de standaard of deze API vraagt; opnieuw aanbieden helpt pas na verbetering.",
    401: "Geen geldige API-sleutel.",
    403: "De API-sleutel mag dit niet.",
    404: "Bestaat niet, of niet voor deze API-sleutel.",
    406: "Geen van de mediatypen in Accept kan hier.",
    408: "De inhoud kwam te langzaam binnen.",
    409: "Kan niet in de huidige stand van zaken.",
    410: "De inhoud is gewist: de bewaartermijn was voorbij.",
    413: "Groter dan 25 MB.",
    415: "Een ander mediatype dan hier kan, of ingepakt (Content-Encoding).",
    429: "Van dit adres kwam te vaak een sleutel die niet geldt; Retry-After zegt wanneer er weer wordt gekeken.",
    503: "De database antwoordt niet, er is te veel werk, wat binnenkomt staat even stil, of het beoordelen van een "
    "groot bericht brak af; ongewijzigd herhalen kan geen kwaad.",
}


_ANY_ROUTE = (400, 401, 403, 406, 429, 503)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the OpenAPI description of these problem responses, and of those that any route with a key can give."""
    content = {"application/problem+json": {"schema": _SCHEMA}}
    return {each: {"description": _DESCRIPTIONS[each], "content": content} for each in (*_ANY_ROUTE, *statuses)}


def _extra(refusal: Refusal) -> dict[str, Any]:
    findings: Sequence[Any] = [to_json(each) for each in refusal.findings]
    return {**refusal.details, **({"bevindingen": findings} if findings else {})}


def refused(refusal: Refusal) -> Response:
    """Return the problem document that says why something was refused."""
    return problem(_STATUS.get(type(refusal), 400), refusal.problem, refusal.text, _extra(refusal))


def unexpected() -> Response:
    """Return the problem document about an unexpected error."""
    return refused(Unforeseen())


def _no_such_method(methods: Sequence[str]) -> Response:
    """Return the problem document about a method that the path doesn't take; `methods` are those it does."""
    name, _ = _TYPES_AND_DETAILS[_NO_METHOD]
    allowed = ", ".join(methods)
    text = f"Deze methode bestaat niet op dit adres, wel {allowed}; zie /docs."
    return problem(_NO_METHOD, name, text, headers={"allow": allowed})


def install(app: FastAPI) -> None:
    """Make this application answer expected errors with a problem document. `Trail` does so for unexpected errors."""

    async def refusal(_: Request, error: Exception) -> Response:
        return refused(cast(Refusal, error))

    async def ours(_: Request, error: Exception) -> Response:
        said = cast(Problem, error)
        headers = {"www-authenticate": "Bearer"} if said.status_code == 401 else said.headers
        return problem(said.status_code, said.name, said.text, said.extra, headers)

    async def http(request: Request, error: Exception) -> Response:
        said = cast(HTTPException, error)
        if said.status_code == _NO_METHOD:
            return _no_such_method(methods_at(request))
        name, text = _TYPES_AND_DETAILS.get(said.status_code, ("fout", str(said.detail)))
        return problem(said.status_code, name, text, headers=said.headers)

    async def validation(_: Request, error: Exception) -> Response:
        errors = cast(RequestValidationError, error).errors()
        text, faults = validation_problem(errors)
        more = len(errors) - len(faults)
        return problem(400, "ongeldige-aanvraag", text, {"fouten": faults, **({"meer": more} if more else {})})

    async def unavailable(_: Request, error: Exception) -> Response:
        log.error("request.database_unavailable", error=type(error).__name__, reason=explain(error))
        return problem(
            503,
            "database-niet-beschikbaar",
            "De database antwoordt niet of brak de aanvraag af. Het is niet zeker of de aanvraag is uitgevoerd; "
            "herhaal haar ongewijzigd, dan gebeurt er niets dubbel.",
            headers={"retry-after": "5"},
        )

    async def interrupted(_: Request, _error: Exception) -> Response:
        return problem(503, "afgebroken", _INTERRUPTED, headers={"retry-after": "5"})

    async def locked(_: Request, error: Exception) -> Response:
        log.error("request.decryption_failed", reason=str(error))
        return problem(
            503,
            "niet-te-ontsleutelen",
            "Versleutelde gegevens zijn nu niet te lezen; de beheerder ziet in het logboek waarom. Probeer het later "
            "opnieuw; ongewijzigd herhalen kan geen kwaad.",
            headers={"retry-after": "60"},
        )

    async def stands_still(_: Request, error: Exception) -> Response:
        said = cast(StandsStill, error)
        return problem(503, "stilstand", said.text, headers={"retry-after": str(said.wait_s)})

    app.add_exception_handler(StandsStill, stands_still)
    app.add_exception_handler(Refusal, refusal)
    app.add_exception_handler(Problem, ours)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, validation)
    app.add_exception_handler(VaultError, locked)
    app.add_exception_handler(Interrupted, interrupted)
    for kind in TRANSIENT:
        app.add_exception_handler(kind, unavailable)
