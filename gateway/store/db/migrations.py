"""Brings a database to the schema this code was written for, and tells when it can't."""

from collections.abc import Callable
from functools import cache
from typing import TypeVar

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from gateway.standard.resources import bundled
from gateway.store.db import rights, server
from gateway.store.db.session import connect
from gateway.store.tables import metadata

_UPGRADE_LOCK = 0x69576D6F_0001

T = TypeVar("T")


class SchemaError(Exception):
    """The database can't be used by this version of the gateway; the text says why and what to do."""


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(bundled("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@cache
def _scripts() -> ScriptDirectory:
    """Return the migrations of this code, each read once."""
    return ScriptDirectory.from_config(_config())


def head() -> str:
    """Return the revision this code expects."""
    revision = _scripts().get_current_head()
    if revision is None:
        raise SchemaError(f"In {bundled('migrations')} staan geen migraties. Installeer de gateway opnieuw.")
    return revision


async def _run(dsn: str, work: Callable[[Connection], T]) -> T:
    engine = create_async_engine(
        "postgresql+asyncpg://",
        async_creator=lambda: connect(dsn),
        poolclass=NullPool,
        isolation_level="READ COMMITTED",  # who waited for the lock sees what the one before migrated
    )
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(work)
    finally:
        await engine.dispose()


def _refuse_unknown(revision: str | None) -> None:
    if revision is None:
        return
    try:
        _scripts().get_revision(revision)
    except CommandError:
        raise SchemaError(
            f"De database staat op migratie {revision}, die deze versie van de gateway niet kent: een nieuwere gateway "
            "heeft haar bijgewerkt. Er is niets gewijzigd. Installeer die versie weer, of zet de back-up van voor het "
            "bijwerken terug."
        ) from None


async def upgrade(dsn: str, revision: str = "head") -> None:
    """The database is at this revision, and at `head()` the application has its rights.

    Safe to call from several processes at once.

    Raises SchemaError on a database of a newer gateway, and DatabaseUnavailable on a server that can't be used.
    """
    connection = await connect(dsn)
    try:
        await server.inspect(connection, dsn)
    finally:
        await connection.close()

    def work(connection: Connection) -> None:
        connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE_LOCK})
        _refuse_unknown(MigrationContext.configure(connection).get_current_revision())
        command.upgrade(_config(connection), revision)
        if revision == "head":
            rights.settle(connection)

    await _run(dsn, work)


async def check_current(dsn: str) -> None:
    """Nothing happens when the database is at `head()` on a server that can be used.

    By one plain connection: every command begins with this. Raises SchemaError, which says which way the migration is
    off, or DatabaseUnavailable.
    """
    connection = await connect(dsn, role=True)
    try:
        await server.inspect(connection, dsn)
        revision = None
        if await connection.fetchval("select to_regclass('alembic_version')") is not None:
            await server.require_rights(connection)
            revision = await connection.fetchval("select version_num from alembic_version")
    finally:
        await connection.close()
    _refuse_unknown(revision)
    if revision != head():
        raise SchemaError(
            f"De database staat op migratie {revision or 'geen'}; de gateway heeft {head()} nodig. "
            "Voer 'gateway db upgrade' uit."
        )


async def differences(dsn: str) -> list[str]:
    """How the database differs from `tables` and from the rights in `rights`; empty when they agree."""

    def work(connection: Connection) -> list[str]:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        return [*map(str, compare_metadata(context, metadata)), *rights.amiss(connection)]

    return await _run(dsn, work)
