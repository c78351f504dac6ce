"""Logging in and out."""

import re
from datetime import timedelta
from typing import Annotated, Final
from urllib.parse import parse_qsl, urlsplit

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from gateway.console.session.cookie import drop_cookie, is_local, set_cookie, token_of
from gateway.console.session.login_body import LOGIN_PATH, OIDC_PATH, login_body
from gateway.console.session.visit import Anybody, recognise
from gateway.console.view.fields import Fields
from gateway.console.view.refusals import text_of
from gateway.console.view.render import page_for_anybody, with_query
from gateway.exchange.kernel.refusals import Forbidden
from gateway.exchange.parties.login import Given, log_in, log_out

router = APIRouter()

_START: Final = "/console"
_OWN_PATH: Final = re.compile(r"/console(/[0-9A-Za-z_-]+)*", re.ASCII)
_TOO_MANY: Final = 429
_WRONG: Final = 403


def safe_return(path: str) -> str:
    """Return the path when it is one of the console, and else the start: nobody is sent elsewhere."""
    return path if _OWN_PATH.fullmatch(path) else _START


@router.get(LOGIN_PATH)
async def toon(request: Request, verder: Annotated[str, Query(max_length=500)] = _START) -> Response:
    """Return the form to log in; somebody who is logged in goes on at once."""
    if not isinstance(await recognise(request), Exception):
        return RedirectResponse(safe_return(verder), 303)
    return login_form(request, Fields({}), safe_return(verder))


@router.post(LOGIN_PATH)
async def log_iemand_in(request: Request) -> Response:
    """Begin a session for who fills in the right name, password and code."""
    if _is_from_elsewhere(request):
        raise Forbidden("formulier-van-elders", "Dit formulier komt van een andere site. Open de console zelf.")
    fields = Fields(dict(parse_qsl(login_body(request.scope).decode("utf-8", "replace"))))
    onward = safe_return(fields["verder"])
    for name in ("inlognaam", "wachtwoord"):
        if not fields[name]:
            fields.fail(name, "Vul dit in.")
    if fields.errors:
        return login_form(request, fields, onward, status=422)
    doors, gateway = request.app.state.doors, request.app.state.gateway
    address, credential = doors.address(request), ("persoon", fields["inlognaam"])
    if seconds := doors.guesses.wait(address, credential):
        text = f"Vanaf uw netwerk is te vaak verkeerd ingelogd. Probeer het over {seconds} seconden opnieuw."
        return login_form(request, fields, onward, problem=text, status=_TOO_MANY)
    given = Given(fields["inlognaam"].lower(), fields["wachtwoord"], fields["code"])
    lasts: timedelta = request.app.state.console_lasts
    try:
        token = await log_in(gateway, given, lasts)
    except Forbidden as refused:
        doors.guesses.failed(address, credential)
        return login_form(request, fields, onward, problem=text_of(refused), status=_WRONG)
    if (former := token_of(request)) is not None:
        await log_out(gateway, former)
    response = RedirectResponse(onward, 303)
    set_cookie(request, response, token)
    return response


@router.post("/console/uitloggen")
async def log_iemand_uit(visit: Anybody) -> Response:
    """End the session."""
    await log_out(visit.gateway, visit.token)
    response = RedirectResponse(LOGIN_PATH, 303)
    drop_cookie(visit.request, response)
    return response


def _is_from_elsewhere(request: Request) -> bool:
    """Return True when the browser says that a page of another site sent this: it could log in somebody as another."""
    if (site := request.headers.get("sec-fetch-site")) is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != request.headers.get("host")


def login_form(
    request: Request, fields: Fields, onward: str, *, problem: str | None = None, status: int = 200
) -> Response:
    """Return the form, with what went wrong."""
    # A browser keeps a cookie with the prefix __Host- only when the page came by https.
    is_safe = is_local(request) or request.url.scheme == "https" or _told_https(request)
    return page_for_anybody(
        "inloggen.html",
        status=status,
        fields=fields,
        verder=onward,
        problem=problem,
        is_safe=is_safe,
        by_provider=None if request.app.state.console_oidc is None else with_query(OIDC_PATH, {"verder": onward}),
    )


def _told_https(request: Request) -> bool:
    return request.headers.get("x-forwarded-proto", "").strip().lower() == "https"
