"""The application: everything wired together, from settings to routes. The gateway itself is opened in `opening`."""

import inspect
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Final

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from fastapi_offline import FastAPIOffline

from gateway.api.caller.gate import Gate, Memory
from gateway.api.caller.identity import Doors
from gateway.api.caller.tokens import Provider, Tokens
from gateway.api.document.document import document_of
from gateway.api.http import problems, reads
from gateway.api.http.bodies import JsonLimit
from gateway.api.http.description import OPENAPI_PATH, VERSION, description_routes
from gateway.api.http.methods import HeadAsGet
from gateway.api.http.on_record import OnRecord
from gateway.api.http.retirement import Retiring
from gateway.api.http.safe_headers import SafeHeaders
from gateway.api.http.spans import Spans
from gateway.api.http.straight import Straight
from gateway.api.http.trail import Trail
from gateway.api.routes.alerts import attenderingen
from gateway.api.routes.assigning import beleid, besluiten, clienten, contracten, controle, tarieven, toewijzingen
from gateway.api.routes.chain import ggk
from gateway.api.routes.claims import controlebladen, declaraties
from gateway.api.routes.custody import inzages
from gateway.api.routes.delivery import leveringen, onbeantwoord, postvak
from gateway.api.routes.insight import indicatoren
from gateway.api.routes.lists import berichtenlijst, organisaties, toewijzingenlijst
from gateway.api.routes.monitoring import health, metrics
from gateway.api.routes.receiving import berichten, validaties, voorbeelden
from gateway.api.routes.requests import verzoeken
from gateway.api.routes.signals import signalen
from gateway.console.app import BesideApi, create_console
from gateway.console.session import looks
from gateway.console.session.headers import ConsoleHeaders
from gateway.console.session.login_body import LoginBody
from gateway.console.session.visit import recognise
from gateway.console.view.problem_pages import ProblemPages
from gateway.exchange.parties.identity.code_flow import Client
from gateway.exchange.parties.identity.issuer import Issuer
from gateway.opening import open_gateway
from gateway.settings import Settings

_RESOURCES: Final = (
    berichten,
    berichtenlijst,
    postvak,
    leveringen,
    onbeantwoord,
    clienten,
    besluiten,
    toewijzingen,
    toewijzingenlijst,
    verzoeken,
    organisaties,
    controle,
    contracten,
    beleid,
    tarieven,
    validaties,
    voorbeelden,
    declaraties,
    controlebladen,
    signalen,
    indicatoren,
    health,
    inzages,
    attenderingen,
    metrics,
    ggk,
)
"""In the order in which OpenAPI shows them."""


def create_app(settings: Settings) -> FastAPI:
    """Return the application. Its gateway opens when the server starts it."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with open_gateway(settings) as gateway:
            app.state.gateway = gateway
            app.state.doors = _doors(settings)
            app.state.console_idle = timedelta(minutes=settings.console_idle_minutes)
            app.state.console_oidc = _console_oidc(settings)
            app.state.console_lasts = timedelta(hours=settings.console_hours)
            yield

    app = FastAPIOffline(
        title="iWmo-gateway",
        version=VERSION,
        description="Berichtenverkeer iWmo 3.2 tussen gemeente en aanbieder: bouwen, toetsen, bewaren, bezorgen.",
        openapi_url=OPENAPI_PATH,
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        lifespan=lifespan,
        redoc_url=None,
        # FastAPI's own telemetry would send paths and errors to OpenTelemetry unmasked.
        telemetry={"tracing": False, "metrics": False, "logs": False, "operation_spans": False},
    )
    app.state.contact = {
        "name": settings.contact_name,
        "url": settings.contact_url,
        "email": settings.contact_email,
    }
    problems.install(app)
    app.router.redirect_slashes = False
    _add_routes(app)
    _add_middleware(app, settings)
    return app


def _add_routes(app: FastAPI) -> None:
    """Put the routes of all resources, and of their description, before those of the documentation's pages."""
    for resource in _RESOURCES:
        _describe(resource.router)
    documentation = description_routes(lambda: document_of(app))
    # Routes and not routers, which would match each request twice.
    app.router.routes[:0] = [*(route for resource in _RESOURCES for route in resource.router.routes), *documentation]


def _add_middleware(app: FastAPI, settings: Settings) -> None:
    """Wrap the routes, innermost first; the console is handed its requests before any other layer but HEAD."""
    app.add_middleware(Retiring)
    app.add_middleware(OnRecord, accesses_of=reads.accesses_of, withheld=reads.WITHHELD)
    app.add_middleware(JsonLimit)
    app.add_middleware(Straight, application=app)
    memory = Memory()
    app.add_middleware(Gate, max_requests=settings.max_requests, memory=memory)
    if settings.otlp_endpoint is not None:
        app.add_middleware(Spans)
    app.add_middleware(Trail, version=VERSION)
    app.add_middleware(SafeHeaders)
    app.add_middleware(BesideApi, console=_console(app, settings, memory))
    app.add_middleware(HeadAsGet)


def _console(app: FastAPI, settings: Settings, memory: Memory) -> FastAPI:
    """Return the console, on the same gateway: its log, its gate and its problems are those of the API."""
    console = create_console()
    console.state = app.state
    problems.install(console)
    console.add_middleware(OnRecord, accesses_of=looks.accesses_of, withheld=looks.WITHHELD)
    console.add_middleware(Gate, max_requests=settings.max_requests, memory=memory, recognise=recognise)
    console.add_middleware(LoginBody)
    if settings.otlp_endpoint is not None:
        console.add_middleware(Spans)
    console.add_middleware(Trail, version=VERSION)
    console.add_middleware(ProblemPages)
    console.add_middleware(ConsoleHeaders)
    return console


def _doors(settings: Settings) -> Doors:
    tokens = None
    if settings.oidc_issuer and settings.oidc_audience:
        provider = Provider(
            settings.oidc_issuer,
            settings.oidc_audience,
            settings.oidc_jwks_url,
            settings.oidc_claim,
            settings.oidc_max_hours * 3600,
        )
        tokens = Tokens(provider)
    return Doors(tokens, settings.trusted_proxies)


def _describe(router: APIRouter) -> None:
    """Set summary and description of each route in OpenAPI to the first line and the rest of its docstring."""
    for route in router.routes:
        if isinstance(route, APIRoute):
            first, _, rest = (inspect.getdoc(route.endpoint) or "").partition("\n")
            route.summary = first.rstrip(".")
            route.description = rest.strip() or first
            reads.describe(route)


def _console_oidc(settings: Settings) -> Client | None:
    """Return the console as its identity provider knows it; None when people log in by password alone."""
    issuer, client_id, url = settings.console_oidc_issuer, settings.console_oidc_client_id, settings.console_url
    if issuer is None or client_id is None or url is None:
        return None
    secret = settings.console_oidc_client_secret
    return Client(
        issuer=Issuer(issuer),
        client_id=client_id,
        client_secret=None if secret is None else secret.get_secret_value(),
        console_url=url,
        claim=settings.console_oidc_claim,
        organisaties=frozenset(settings.console_oidc_for),
        max_age=timedelta(hours=settings.console_oidc_max_hours),
    )
