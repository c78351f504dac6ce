"""The gateway of the settings, opened on its database: for the server, the worker and each command.

Apart from the application, since FastAPI and the routes take longer to load than most commands last.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import structlog

from gateway.exchange.kernel.gateway import AnchorSettings, DeliverySettings, Gateway
from gateway.exchange.kernel.periodic import PAUSE_S, repeat
from gateway.policy.loading import regions
from gateway.settings import Settings
from gateway.standard.channels import SILENCE_HOURS
from gateway.standard.stuf.messages import Version
from gateway.standard.xsd.schemas import schemas_of
from gateway.store.custody import origin
from gateway.store.custody.key_ring import adopt, open_vault
from gateway.store.db import migrations
from gateway.store.db.database import STATEMENT_S, Database, Limits, connect, servers_of
from gateway.store.db.rights import make_role
from gateway.store.db.vault import Vault
from gateway.store.embedded import EmbeddedPostgres, default_data_folder
from gateway.store.embedded.cluster import OWNER
from gateway.transport.channel import ChainSettings, VecozoSettings

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
    async with _database_url(settings) as dsn:
        if settings.database_url is not None:
            await migrations.check_current(dsn)
        yield dsn


@asynccontextmanager
async def _database_url(settings: Settings) -> AsyncIterator[str]:
    """Return that address; the database in the settings may be at any migration."""
    if settings.database_url is not None:
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
        server.folder.refuse_moved()
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


async def _connect(settings: Settings, dsn: str) -> tuple[Database, Vault]:
    """Return the database at this address with its vault, once its migration is the right one.

    All by one connection, which is then the first of the pool: to make one costs more than to look.
    """
    servers, keys = servers_of(dsn), settings.keys
    first = await connect(servers, role=True, statement_s=STATEMENT_S)
    try:
        if settings.database_url is not None:
            await migrations.check_current_on(first, dsn)
        vault = await open_vault(first, key_file(settings), None if keys is None else keys.get_secret_value())
        servers.keep_ready(first)
        limits = Limits(settings.lock_seconds, settings.idle_transaction_seconds, settings.connection_seconds)
        db = await Database.connect(
            servers, size=settings.pool_size, vault=vault, limits=limits, watch=migrations.SchemaWatch()
        )
    except BaseException:
        first.terminate()
        raise
    return db, vault


def _chain(settings: Settings) -> ChainSettings:
    major, _, minor = settings.ggk_versie.partition(".")
    return ChainSettings(
        settings.ggk_applicatie,
        Version(major=int(major), minor=int(minor)),
        settings.ggk_codelijst,
        settings.ggk_declaratieantwoord,
        settings.ggk_dai_service,
        settings.ggk_client_file,
    )


def _vecozo(settings: Settings) -> VecozoSettings:
    return VecozoSettings(
        settings.vecozo_rol or "",
        settings.vecozo_berichttype,
        settings.vecozo_acties,
        settings.vecozo_payload,
        settings.vecozo_client_file,
        settings.vecozo_seconden,
    )


def key_file(settings: Settings) -> Path:
    """Return the file with the key ring: the one in the settings, or the default beside the embedded database."""
    return settings.key_file or (settings.data_dir or default_data_folder()) / "sleutelring"


@asynccontextmanager
async def open_gateway(settings: Settings, *, even_a_copy: bool = False) -> AsyncIterator[Gateway]:
    """Open the gateway on its database; close it when the block ends.

    `even_a_copy`: to look at a database that was copied or put back as well, which is no place to write to yet. Raises
    DatabaseCopied, VaultError, UnknownRegion, PolicyError, and what `database_url` raises.
    """
    await asyncio.to_thread(regions.load_regions, settings.policy_dir)
    schemas = schemas_of(settings.xsd_dir)
    async with _database_url(settings) as dsn:
        db, vault = await _connect(settings, dsn)
        try:
            if not even_a_copy:
                own = settings.database_url is not None and settings.failover is not None
                await origin.check_origin(db, dsn if own else None)
            await adopt(db, vault)
            if vault.ring.bound_since is None:
                log.warning("vault.unbound_taken")
            delivery = DeliverySettings(
                settings.push_private,
                settings.push_ca_file,
                timedelta(days=settings.delivery_days),
                SILENCE_HOURS if settings.stilte_uren is None else settings.stilte_uren,
                _chain(settings),
                _vecozo(settings),
            )
            yield Gateway(
                db,
                schemas,
                settings.xslt_versie,
                policy_dir=settings.policy_dir,
                delivery=delivery,
                anchor=AnchorSettings(
                    settings.tijdstempel_url,
                    settings.tijdstempel_ca_file,
                    timedelta(hours=settings.tijdstempel_uren),
                ),
                retention_months=settings.retention,
                vault=vault,
            )
        finally:
            await db.close()
