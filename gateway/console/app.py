"""The application of the console. `gateway.app` gives it the state, the log, the gate and the problems of the API."""

from typing import Final
from urllib.parse import urlencode

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.console.pages import berichten, bestanden, doel, inloggen, oidc, start, toegang
from gateway.console.pages.assigning import (
    beeindigen,
    beleid,
    clienten,
    contracten,
    inschrijven,
    tarieven,
    toewijzen,
    toewijzingen,
    vervangen,
    wijzigen,
)
from gateway.console.pages.claims import controleblad, declaraties, prestaties, totalen
from gateway.console.pages.custody import bewaren, grootboek, inzages
from gateway.console.pages.delivery import leveringen, ontvangers, postvak
from gateway.console.pages.insight import indicatoren
from gateway.console.pages.parties import logboek, mensen, organisaties, sleutels
from gateway.console.pages.receiving import corrigeren, geparkeerd, melden, toetsen
from gateway.console.pages.requests import toekennen, verzoeken
from gateway.console.pages.signals import signalen
from gateway.console.session.login_body import LOGIN_PATH
from gateway.console.session.visit import Stranger

ROOT: Final = "/console"
_PAGES: Final = (
    *(start, inloggen, doel, berichten, signalen, clienten, toewijzingen),
    *(leveringen, ontvangers, geparkeerd, organisaties, sleutels, mensen),
    *(grootboek, bewaren, logboek),
    *(inschrijven, toewijzen, wijzigen, vervangen, beeindigen),
    *(verzoeken, toekennen, totalen, declaraties, prestaties, controleblad),
    *(toetsen, beleid, contracten, tarieven, indicatoren, inzages, bestanden),
    *(postvak, melden, corrigeren, oidc, toegang),
)


def create_console() -> FastAPI:
    """Return the application, without the middleware around it."""
    app = FastAPI(
        title="Console",
        openapi_url=None,
        telemetry={"tracing": False, "metrics": False, "logs": False, "operation_spans": False},
    )
    app.router.redirect_slashes = False
    # Routes and not routers, which would match each request twice.
    app.router.routes[:] = [route for module in _PAGES for route in module.router.routes]
    app.add_exception_handler(Stranger, _to_login)
    return app


async def _to_login(request: Request, error: Exception) -> Response:
    """Return where a stranger logs in, to come back after that."""
    assert isinstance(error, Stranger)
    query = urlencode({"verder": error.back})
    return RedirectResponse(f"{LOGIN_PATH}?{query}" if error.back != ROOT else LOGIN_PATH, 303)


class BesideApi:
    """Middleware that hands what is for the console to the console, and all else on."""

    def __init__(self, app: ASGIApp, console: ASGIApp) -> None:
        self.app = app
        self._console = console

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle the request."""
        mine = scope["type"] == "http" and (scope["path"] == ROOT or scope["path"].startswith(f"{ROOT}/"))
        await (self._console if mine else self.app)(scope, receive, send)
