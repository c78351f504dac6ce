"""The application: everything wired together, from settings to routes."""

import asyncio
import inspect
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Final

import structlog
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from fastapi_offline import FastAPIOffline

from gateway.api.caller.gate import Gate
from gateway.api.caller.identity import Doors
from gateway.api.caller.tokens import Provider, Tokens
from gateway.api.http import problems
from gateway.api.http.bodies import JsonLimit
from gateway.api.http.methods import HeadAsGet
from gateway.api.http.reads import Reads, describe
from gateway.api.http.safe_headers import SafeHeaders
from gateway.api.http.spans import Spans
from gateway.api.http.trail import Trail
from gateway.api.routes import (
    berichten,
    besluiten,
    clienten,
    contracten,
    controle,
    health,
    inzages,
    leveringen,
    metrics,
    postvak,
    signalen,
    toewijzingen,
    validaties,
)
from gateway.exchange.kernel.gateway import DeliverySettings, Gateway
from gateway.exchange.kernel.periodic import PAUSE_S, repeat
from gateway.policy.loading import regions
from gateway.settings import Settings
from gateway.standard.xsd.schemas import Schemas
from gateway.store.custody.key_ring import adopt, open_vault
from gateway.store.db import migrations
from gateway.store.db.database import Database
from gateway.store.db.rights import make_role
from gateway.store.db.vault import Vault
from gateway.store.embedded import EmbeddedPostgres, default_data_folder
from gateway.store.embedded.cluster import OWNER

VERSION: Final = re.sub(r"rc(\d+)$", r"-rc.\1", version("iwmo-gateway"))
"""Version of package and API, as Semantic Versioning spells it; its major number stands in the paths."""
TRIM_INTERVAL_S = PAUSE_S
"""Seconds between two checks that the log of the embedded server isn't too big."""
REVIVE_INTERVAL_S = 1.0
"""Seconds between two checks that the embedded server still runs."""

log = structlog.get_logger(__name__)


@asynccontextmanager
async def database_url(settings: Settings) -> AsyncIterator[str]:
    """Return the address of a database at the right migration: the one in the settings, or the embedded one, upgraded.

    Raises EmbeddedPostgresError, DatabaseUnavailable or SchemaError.
    """
    if settings.database_url is not None:
        await migrations.check_current(settings.database_url)
        yield settings.database_url
        return
    server = EmbeddedPostgres(settings.data_dir or default_data_folder(), system_user=settings.postgres_user)
    dsn = await asyncio.to_thread(server.start)
    periodic = [
        asyncio.create_task(repeat(what, work, lambda: False, pause))
        for what, work, pause in (
            ("trim log of database", lambda: asyncio.to_thread(server.trim_log), TRIM_INTERVAL_S),
            ("revive database", lambda: _revive(server, dsn), REVIVE_INTERVAL_S),
        )
    ]
    try:
        await make_role(server.superuser_dsn, OWNER)
        await migrations.upgrade(dsn)
        yield dsn
    finally:
        for each in periodic:
            each.cancel()
        await asyncio.to_thread(server.stop)


async def _revive(server: EmbeddedPostgres, dsn: str) -> None:
    if await asyncio.to_thread(server.revive):
        log.warning("database.restarted")
        if server.dsn != dsn:
            log.error("database.moved")


async def _vault(settings: Settings, dsn: str) -> Vault:
    file = key_file(settings)
    text = settings.keys
    return await open_vault(dsn, file, None if text is None else text.get_secret_value())


def key_file(settings: Settings) -> Path:
    """Return the file with the key ring: the one in the settings, or the default beside the embedded database."""
    return settings.key_file or (settings.data_dir or default_data_folder()) / "sleutelring"


@asynccontextmanager
async def open_gateway(settings: Settings) -> AsyncIterator[Gateway]:
    """Open the gateway on its database; close it when the block ends.

    Raises VaultError, UnknownRegion, PolicyError, and what `database_url` raises.
    """
    await asyncio.to_thread(regions.load_regions, settings.policy_dir)
    schemas = Schemas(settings.xsd_dir)
    async with database_url(settings) as dsn:
        vault = await _vault(settings, dsn)
        db = await Database.connect(dsn, size=settings.pool_size, vault=vault)
        try:
            await adopt(db)
            delivery = DeliverySettings(
                settings.push_private, settings.push_ca_file, timedelta(days=settings.delivery_days)
            )
            yield Gateway(
                db,
                schemas,
                settings.xslt_versie,
                policy_dir=settings.policy_dir,
                delivery=delivery,
                retention_months=settings.retention,
                vault=vault,
            )
        finally:
            await db.close()


def create_app(settings: Settings) -> FastAPI:
    """Return the application. Its gateway opens when the server starts it."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with open_gateway(settings) as gateway:
            app.state.gateway = gateway
            app.state.doors = _doors(settings)
            yield

    app = FastAPIOffline(
        title="iWmo-gateway",
        version=VERSION,
        description="Berichtenverkeer iWmo 3.2 tussen gemeente en aanbieder: bouwen, toetsen, bewaren, bezorgen.",
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        lifespan=lifespan,
        redoc_url=None,
        # FastAPI's own telemetry would send paths and errors to OpenTelemetry unmasked.
        telemetry={"tracing": False, "metrics": False, "logs": False, "operation_spans": False},
    )
    problems.install(app)
    app.router.redirect_slashes = False
    modules = (
        berichten,
        postvak,
        leveringen,
        clienten,
        besluiten,
        toewijzingen,
        controle,
        contracten,
        validaties,
        signalen,
        health,
        inzages,
        metrics,
    )
    for module in modules:
        _describe(module.router)
    # Routes and not routers, which would match each request twice; before those of the documentation.
    app.router.routes[:0] = [route for module in modules for route in module.router.routes]
    app.add_middleware(Reads)
    app.add_middleware(JsonLimit)
    app.add_middleware(Gate, max_requests=settings.max_requests)
    if settings.otlp_endpoint is not None:
        app.add_middleware(Spans)
    app.add_middleware(Trail, version=VERSION)
    app.add_middleware(SafeHeaders)
    app.add_middleware(HeadAsGet)
    return app


def _doors(settings: Settings) -> Doors:
    tokens = None
    if settings.oidc_issuer and settings.oidc_audience and settings.oidc_jwks_url:
        tokens = Tokens(Provider(settings.oidc_issuer, settings.oidc_audience, settings.oidc_jwks_url))
    return Doors(tokens, settings.trusted_proxies)


def _describe(router: APIRouter) -> None:
    """Set summary and description of each route in OpenAPI to the first line and the rest of its docstring."""
    for route in router.routes:
        if isinstance(route, APIRoute):
            first, _, rest = (inspect.getdoc(route.endpoint) or "").partition("\n")
            route.summary = first.rstrip(".")
            route.description = rest.strip() or first
            if route.body_field is not None:
                route.responses = {**problems.documented(415), **route.responses}
            describe(route)
