"""Migrations: bring a database to the schema that this code was written for, and check that it is there."""

import re
import time
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Final, TypeVar

from gateway.standard.resources import bundled
from gateway.store.db import rights, server
from gateway.store.db.fault_table import DatabaseUnavailable
from gateway.store.db.session import connect, list_working

if TYPE_CHECKING:
    import asyncpg

    # Alembic and SQLAlchemy take a second to load, and only a migration needs them.
    from alembic.config import Config
    from sqlalchemy import Connection

    from gateway.store.db.session import AnyConnection

_UPGRADE_LOCK = 0x69576D6F_0001
_REVISION: Final = re.compile(r'^revision = "(\w+)"\ndown_revision = (?:None|"(\w+)")$', re.MULTILINE)

_EXPANDS: Final = re.compile(r"^expand_only = True$", re.MULTILINE)
_RECHECK_S: Final = 1.0
"""Seconds that a database is taken to be at the migration at which it was seen."""
_SEEN: Final = """
    select version_num as revision, obj_description('alembic_version'::regclass, 'pg_class') as note
    from alembic_version
"""

T = TypeVar("T")


class SchemaError(Exception):
    """The database can't be used by this version of the gateway; the text says why and what to do."""


def _config(connection: "Connection") -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(bundled("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@cache
def revisions() -> tuple[str, ...]:
    """Return the revisions of this code, from the first to the newest, as the headers of the migrations name them.

    Raises SchemaError when there are none.
    """
    found = [_REVISION.search(each.read_text()) for each in (bundled("migrations") / "versions").glob("*.py")]
    after = {each[2]: each[1] for each in found if each is not None}
    ordered: list[str] = []
    revision: str | None = None
    while (revision := after.get(revision)) is not None:
        ordered.append(revision)
    if not ordered:
        raise SchemaError(f"In {bundled('migrations')} staan geen migraties. Installeer de gateway opnieuw.")
    return tuple(ordered)


def expected_revision() -> str:
    """Return the revision this code expects."""
    return revisions()[-1]


def oldest_writer() -> str:
    """Return the oldest revision whose code may write to a database at the newest: each one after it only expands."""
    known = revisions()
    at = len(known) - 1
    while at and _expands(known[at]):
        at -= 1
    return known[at]


def _expands(revision: str) -> bool:
    """Return True when the migration says that code from before it may write beside it."""
    found = (bundled("migrations") / "versions").glob(f"{revision}_*.py")
    return any(_EXPANDS.search(each.read_text()) for each in found)


def may_write(revision: str | None, note: str | None) -> bool:
    """Return True when this code may write to a database at this revision.

    `note`: what the gateway that brought it there noted: the revision, and the oldest one whose code may write.
    """
    if revision == expected_revision():
        return True
    newest, _, oldest = (note or "").partition(" ")
    return revision is not None and newest == revision and oldest in revisions()


async def read_revision(connection: "AnyConnection") -> tuple[str | None, str | None]:
    """Return the revision of the database and the note of who brought it there, for `may_write`."""
    row = await connection.fetchrow(_SEEN)
    return (None, None) if row is None else (row["revision"], row["note"])


class SchemaWatch:
    """A look, at most once a second, whether the database is still at a migration at which this code may write."""

    def __init__(self) -> None:
        self._sure_until = 0.0

    async def __call__(self, connection: "AnyConnection") -> None:
        """Raise DatabaseUnavailable unless it is. Within the transaction that is about to write."""
        now = time.monotonic()
        if now < self._sure_until:
            return
        revision, note = await read_revision(connection)
        if not may_write(revision, note):
            raise DatabaseUnavailable(
                f"De database staat nu op migratie {revision or 'geen'}, en deze versie van de gateway "
                f"schrijft alleen op {expected_revision()}. Er is niets gewijzigd. Is zij bijgewerkt, start dan de "
                "nieuwe versie van de gateway; anders heeft iemand alembic_version gewijzigd."
            )
        self._sure_until = now + _RECHECK_S


async def _run(dsn: str, work: Callable[["Connection"], T]) -> T:
    from sqlalchemy.ext.asyncio import create_async_engine
    from sqlalchemy.pool import NullPool

    engine = create_async_engine(
        "postgresql+asyncpg://",
        async_creator=lambda: connect(dsn),
        poolclass=NullPool,
        isolation_level="READ COMMITTED",  # after the wait for the lock, see what the previous holder migrated
    )
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(work)
    finally:
        await engine.dispose()


def _refuse_unknown(revision: str | None) -> None:
    if revision is not None and revision not in revisions():
        raise SchemaError(
            f"De database staat op migratie {revision}, die deze versie van de gateway niet kent: een nieuwere gateway "
            "heeft haar bijgewerkt. Er is niets gewijzigd. Installeer die versie weer, of zet de back-up van voor het "
            "bijwerken terug."
        )


async def _refuse_beside_others(connection: "AnyConnection", present: str, target: str) -> None:
    """Raise SchemaError when gateways work on the database that could not write after the migrations up to `target`."""
    known = revisions()
    alone = [each for each in known[known.index(present) + 1 : known.index(target) + 1] if not _expands(each)]
    working = await list_working(connection) if alone else []
    if working:
        raise SchemaError(
            f"Na migratie {', '.join(alone)} kan een gateway van daarvóór niet meer schrijven, en op de database "
            f"werken nog gateways, workers of opdrachten: {', '.join(working)}. Er is niets gewijzigd. Stop ze, op "
            "alle machines, en geef de opdracht opnieuw. Houdt een pooler de verbinding nog open, sluit haar dan daar "
            "of met pg_terminate_backend(pid)."
        )


async def upgrade(dsn: str, revision: str = "head") -> None:
    """Migrate the database to this revision; at the newest one also give the application its rights.

    Several processes may do so at once. Raises SchemaError on a database of a newer gateway, or when older ones work on
    it that could not write after this, and DatabaseUnavailable on a server that can't be used.
    """
    connection = await connect(dsn)
    try:
        await server.inspect(connection, dsn)
        present = await _revision(connection)
        newest = revision == "head" and present == expected_revision()
        if newest and await rights.are_whole(connection):
            return  # nearly every start: without Alembic it takes half the time
        if present in revisions()[:-1]:
            await _refuse_beside_others(connection, present, expected_revision() if revision == "head" else revision)
    finally:
        await connection.close()
    await _migrate(dsn, revision)


async def _migrate(dsn: str, revision: str) -> None:
    from alembic import command
    from alembic.migration import MigrationContext
    from sqlalchemy import text

    def work(connection: "Connection") -> None:
        connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE_LOCK})
        _refuse_unknown(MigrationContext.configure(connection).get_current_revision())
        command.upgrade(_config(connection), revision)
        if revision == "head":
            rights.grant_rights(connection)
            note = f"{expected_revision()} {oldest_writer()}"
            connection.exec_driver_sql(f"comment on table alembic_version is '{note}'")

    await _run(dsn, work)


async def check_current(dsn: str) -> None:
    """Raise SchemaError unless the database is at a revision at which this code may write.

    Raises DatabaseUnavailable on a server that can't be used.
    """
    connection = await connect(dsn, role=True)
    try:
        await check_current_on(connection, dsn)
    finally:
        await connection.close()


async def check_current_on(connection: "asyncpg.Connection[asyncpg.Record]", dsn: str) -> None:
    """Do what `check_current` does, on a connection to the database at this address that has the application's role."""
    await server.inspect(connection, dsn)
    revision = await _revision(connection, as_application=True)
    note = None if revision is None else (await read_revision(connection))[1]
    if may_write(revision, note):
        return
    _refuse_unknown(revision)
    raise SchemaError(
        f"De database staat op migratie {revision or 'geen'}; de gateway heeft {expected_revision()} nodig. "
        "Voer 'gateway db upgrade' uit."
    )


async def require_newest(dsn: str) -> None:
    """Raise SchemaError unless the database is at the revision this code expects, and at no other at all."""
    connection = await connect(dsn)
    try:
        revision = await _revision(connection)
    finally:
        await connection.close()
    if revision != expected_revision():
        _refuse_unknown(revision)
        raise SchemaError(
            f"De database staat op migratie {revision or 'geen'}, en {expected_revision()} is nodig. Er is niets "
            "gewijzigd. Voer eerst 'gateway db upgrade' uit."
        )


async def _revision(connection: "asyncpg.Connection[asyncpg.Record]", *, as_application: bool = False) -> str | None:
    """Return the revision of the database; None before the first. `as_application`: the login must have its rights."""
    if await connection.fetchval("select to_regclass('alembic_version')") is None:
        return None
    if as_application:
        await server.require_rights(connection)
    revision: str | None = await connection.fetchval("select version_num from alembic_version")
    return revision


async def list_differences(dsn: str) -> list[str]:
    """Return the differences between the database and `tables`, and between its rights and `rights`, a line each."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from gateway.store.tables import metadata

    def work(connection: "Connection") -> list[str]:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        return [*map(str, compare_metadata(context, metadata)), *rights.list_wrong_rights(connection)]

    return await _run(dsn, work)
