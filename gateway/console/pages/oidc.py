"""Logging in at an identity provider: on the way there, back again, and when it says that somebody logged out."""

from datetime import timedelta
from typing import Annotated, Final
from urllib.parse import parse_qsl

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from gateway.console.pages.inloggen import login_form, safe_return
from gateway.console.session.cookie import pending_login, set_cookie, set_pending_login, token_of
from gateway.console.session.login_body import OIDC_PATH, PROVIDER_LOGOUT_PATH, login_body
from gateway.console.view.fields import Fields
from gateway.console.view.refusals import text_of
from gateway.console.view.render import page_for_anybody, with_query
from gateway.exchange.kernel.refusals import Forbidden, NotFound
from gateway.exchange.parties.identity import code_flow, people
from gateway.exchange.parties.identity.code_flow import LOGIN_TAKES, RETURN_PATH, Client, Unreachable, pending_of
from gateway.exchange.parties.identity.issuer import BadToken, NoKeys
from gateway.exchange.parties.login import log_out

router = APIRouter()

_START: Final = "/console"
_MAX_CHOICE_CHARS: Final = 60
_NOT_NOW: Final = 503


@router.get(OIDC_PATH)
async def begin(
    request: Request,
    verder: Annotated[str, Query(max_length=500)] = _START,
    voor: Annotated[str, Query(max_length=_MAX_CHOICE_CHARS)] = "",
) -> Response:
    """Lead the browser to the identity provider, with a cookie by which it is known when it comes back."""
    pending = code_flow.begin(request.app.state.gateway.now(), safe_return(verder), voor)
    try:
        response = RedirectResponse(await code_flow.address_of(_client(request), pending), 303)
    except Unreachable as error:
        return login_form(request, Fields({}), safe_return(verder), problem=error.text, status=_NOT_NOW)
    set_pending_login(request, response, pending.text(), int(LOGIN_TAKES.total_seconds()))
    return response


@router.get(RETURN_PATH)
async def kom_terug(request: Request) -> Response:
    """Begin a session for the person whom the provider names, or say why not. The cookie serves once."""
    response = await _finish(request)
    set_pending_login(request, response, "", 0)
    return response


async def _finish(request: Request) -> Response:
    client, gateway = _client(request), request.app.state.gateway
    kept, given = pending_of(pending_login(request)), dict(request.query_params)
    onward = _START if kept is None else safe_return(kept.verder)
    lasts: timedelta = request.app.state.console_lasts
    try:
        pending, claims = await code_flow.redeem(client, gateway.now(), kept, given)
        token = await people.sign_in(gateway, client, pending, claims, lasts)
    except Forbidden as refused:
        return login_form(request, Fields({}), onward, problem=text_of(refused), status=403)
    except Unreachable as error:
        return login_form(request, Fields({}), onward, problem=error.text, status=_NOT_NOW)
    except people.SeveralRoles as several:
        choices = [(each, with_query(OIDC_PATH, {"verder": onward, "voor": str(each)})) for each in several.roles]
        return page_for_anybody("rol.html", choices=choices)
    if (former := token_of(request)) is not None:
        await log_out(gateway, former)
    response = RedirectResponse(onward, 303)
    set_cookie(request, response, token)
    return response


@router.post(PROVIDER_LOGOUT_PATH)
async def eindig_sessies(request: Request) -> Response:
    """End the sessions of which the provider says that they ended (OpenID Connect Back-Channel Logout 1.0)."""
    client = _client(request)
    given = dict(parse_qsl(login_body(request.scope).decode("utf-8", "replace")))
    try:
        await people.end_sessions(request.app.state.gateway, client, given.get("logout_token", ""))
    except BadToken as error:
        wrong = {"error": "invalid_request", "error_description": f"Het token {error}."}
        return JSONResponse(wrong, 400)
    except NoKeys:
        return JSONResponse({"error": "temporarily_unavailable"}, _NOT_NOW, {"retry-after": "30"})
    return Response(status_code=200)


def _client(request: Request) -> Client:
    found: Client | None = request.app.state.console_oidc
    if found is None:
        raise NotFound("geen-identiteitsprovider", "Bij deze gateway logt niemand in bij een identiteitsprovider.")
    return found
