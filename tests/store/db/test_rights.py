"""What the application can't do with the database, though whoever finds a hole in it would like to."""

import secrets
from collections.abc import AsyncIterator
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest
import structlog

from gateway.opening import database_url
from gateway.settings import Settings
from gateway.store.db import migrations, rights
from gateway.store.db.database import APPLICATION, Database, connect
from gateway.store.db.rights import RIGHTS
from gateway.store.tables import metadata
from tests.support.api.parties import enrol
from tests.support.store.key_ring import vault
from tests.support.store.ledger import book
from tests.support.store.postgres import execute, temporary_folder

TO_ADD_TO = sorted(name for name, rights in RIGHTS.items() if rights == "insert select" and name in metadata.tables)
PAST_THE_TRIGGER = (
    "alter table berichten disable trigger user",
    "drop trigger alleen_toevoegen on berichten",
    "set session_replication_role = replica",
    "create or replace function alleen_toevoegen() returns trigger language plpgsql as 'begin return new; end'",
    "create table eigen (n int)",
    "alter role gateway_app superuser",
    "drop table zegels cascade",
)


def test_every_table_says_what_the_application_may_do() -> None:
    assert set(metadata.tables) - set(RIGHTS) == set()
    assert set(RIGHTS) - set(metadata.tables) == {
        "alembic_version",
        "wisbaar",
        "herkomst_nu",
        "sluit_referentie",
        "verlopen_inzages",
        "bewaarplichten_id_seq",
        "identificaties",
        "push_geheimen_id_seq",
        "toewijzing_nummers",
    }


@pytest.mark.parametrize("table", TO_ADD_TO)
async def test_the_application_only_adds(db: Database, table: str) -> None:
    column = next(iter(metadata.tables[table].columns)).name
    async with db.reading() as tx:
        assert await tx.fetchval("select current_user") == APPLICATION
        for statement in (
            f"update {table} set {column} = {column}",
            f"delete from {table}",
            f"truncate {table} cascade",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied"):
                await tx.execute(statement)


@pytest.mark.parametrize("statement", PAST_THE_TRIGGER, ids=lambda each: each.split(" ")[0:3][-1])
async def test_the_application_cannot_take_away_what_guards_the_ledger(db: Database, statement: str) -> None:
    async with db.reading() as tx:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await tx.execute(statement)


@pytest.fixture
async def login(dsn: str) -> AsyncIterator[str]:
    """The connection string of someone who may log in, and nothing more."""
    name, password = f"test_{secrets.token_hex(8)}", secrets.token_hex(8)
    await execute(dsn, f"create role {name} login password '{password}'")
    parts = urlsplit(dsn)
    yield urlunsplit(parts._replace(netloc=f"{name}:{password}@{parts.netloc.rpartition('@')[2]}"))
    await execute(dsn, f"drop role {name}")


async def test_a_login_of_its_own_has_no_way_back_to_the_owner(dsn: str, login: str) -> None:
    name = urlsplit(login).username
    await execute(dsn, f"grant {APPLICATION} to {name}")
    await migrations.check_current(login)
    application = await Database.connect(login, vault=vault())
    try:
        await enrol(application)
        await book(application)
        async with application.reading() as tx:
            assert await tx.fetchval("select current_user") == APPLICATION
            await tx.execute("set role none")
            assert await tx.fetchval("select current_user") == name
            with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied"):
                await tx.execute("delete from berichten")
    finally:
        await application.close()


async def test_without_the_role_it_works_with_the_rights_of_the_login_and_says_so(login: str) -> None:
    with structlog.testing.capture_logs() as said:
        db = await Database.connect(login)
    try:
        async with db.reading() as tx:
            assert await tx.fetchval("select current_user") == urlsplit(login).username
    finally:
        await db.close()
    assert [(each["event"], each["log_level"]) for each in said] == [("database.all_rights", "warning")]


async def test_rights_that_were_given_or_taken_by_hand_are_seen_and_put_right(dsn: str) -> None:
    assert await migrations.list_differences(dsn) == []
    await execute(dsn, f"grant delete on berichten to {APPLICATION}; revoke insert on zegels from {APPLICATION}")
    assert await migrations.list_differences(dsn) == [
        f"{APPLICATION} heeft delete op berichten, en hoort dat niet te hebben",
        f"{APPLICATION} heeft geen insert op zegels, en hoort dat te hebben",
    ]
    assert not await _whole(dsn)
    await migrations.upgrade(dsn)
    assert await migrations.list_differences(dsn) == []
    assert await _whole(dsn)


async def _whole(dsn: str) -> bool:
    connection = await connect(dsn)
    try:
        return await rights.are_whole(connection)
    finally:
        await connection.close()


@pytest.mark.parametrize(
    "statement", [f"grant delete on berichten to {APPLICATION}", f"revoke insert on zegels from {APPLICATION}"]
)
async def test_one_right_too_many_or_too_few_is_put_right_at_the_next_start(dsn: str, statement: str) -> None:
    await execute(dsn, statement)
    assert not await _whole(dsn)
    await migrations.upgrade(dsn)
    assert await _whole(dsn)


async def test_a_login_that_can_not_take_the_role_has_not_all_its_rights(login: str) -> None:
    assert not await _whole(login)


async def test_the_embedded_database_has_the_role_though_its_owner_may_make_none() -> None:
    with temporary_folder() as folder:
        async with database_url(Settings(data_dir=folder / "data")) as dsn:
            db = await Database.connect(dsn)
            async with db.reading() as tx:
                assert await tx.fetchval("select current_user") == APPLICATION
            await db.close()
