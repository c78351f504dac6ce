"""Whatever a server, a database, a login or a URL has for defaults: what the gateway promises, it keeps."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest
from sqlalchemy import text

from gateway.app import create_app
from gateway.messages.common import Product
from gateway.settings import Settings
from gateway.store.db import migrations, server, session
from gateway.store.db.database import Database, DatabaseUnavailable, connect
from gateway.store.embedded import EmbeddedPostgres
from tests.support.api.application import Api, Clock, an_api
from tests.support.api.parties import VENLO, ZORG, start
from tests.support.messages.messages import schemas
from tests.support.messages.persons import bsns
from tests.support.store.postgres import Template, database_of, execute, temporary_folder, with_database

HOSTILE = {
    "default_transaction_isolation": "repeatable read",
    "default_transaction_deferrable": "on",
    "search_path": "elders",
    "standard_conforming_strings": "off",
    "transform_null_equals": "on",
    "row_security": "on",
    "gin_fuzzy_search_limit": "1",
    "client_encoding": "LATIN1",
    "TimeZone": "America/New_York",
    "DateStyle": "German, DMY",
    "IntervalStyle": "iso_8601",
    "bytea_output": "escape",
    "extra_float_digits": "-5",
    "statement_timeout": "300s",
    "lock_timeout": "300s",
    "transaction_timeout": "300s",
    "idle_in_transaction_session_timeout": "300s",
    "idle_session_timeout": "300s",
    "exit_on_error": "on",
}
"""Settings that anybody may make a default of, with a value that would hurt."""
ROUNDS = 5


async def make_default(dsn: str, name: str, value: str) -> None:
    await execute(dsn, f"alter database \"{database_of(dsn)}\" set {name} = '{value}'")


async def make_hostile(dsn: str) -> None:
    connection = await asyncpg.connect(dsn)
    known = {row[0] for row in await connection.fetch("select name from pg_settings")}
    await connection.close()
    for name, value in HOSTILE.items():
        if name in known and name != "search_path":
            await make_default(dsn, name, value)
    await execute(dsn, f'alter database "{database_of(dsn)}" set search_path = elders')


@asynccontextmanager
async def beside(api: Api) -> AsyncIterator[Api]:
    """Yield a second gateway on the database of this one."""
    app = create_app(Settings(database_url=api.dsn))
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(app.router.lifespan_context(app))
        app.state.gateway = replace(app.state.gateway, now=api.clock, schemas=schemas())
        yield Api(app, api.clock, api.dsn, api.keys, stack)


async def pairs(api: Api, other: Api) -> list[tuple[list[int], list[str]]]:
    """Return of each round the sizes of two messages made at once, and the verdicts on two starts at once.

    The two go by different gateways.
    """
    venlo, venlo_beside = await api.caller(VENLO), await other.caller(VENLO)
    zorg, zorg_beside = await api.caller(ZORG), await other.caller(ZORG)
    seen = []
    for turn, bsn in enumerate(bsns(ROUNDS)):
        client = await venlo.register(bsn)
        first, second = (Product(categorie="02", code=f"02A0{each}") for each in (1, 2))
        made, _ = await asyncio.gather(
            venlo.assign(client, product={"categorie": "02", "code": first.code}),
            venlo_beside.assign(client, product={"categorie": "02", "code": second.code}),
        )
        sizes = sorted(len(each.client.toegewezen_producten) for each in await zorg.collect())
        number = made["toewijzingNummer"]
        receipts = await asyncio.gather(
            zorg.submit(start(number, f"A{turn}", bsn=bsn, product=first)),
            zorg_beside.submit(start(number, f"B{turn}", bsn=bsn, product=first)),
        )
        seen.append((sizes, sorted(each["oordeel"] for each in receipts)))
        await zorg.collect()
    return seen


@pytest.mark.parametrize("isolation", ["repeatable read", "serializable"])
async def test_b02_what_comes_at_once_is_judged_in_turn_whatever_the_default_isolation(
    isolation: str, dsn: str, clock: Clock
) -> None:
    await make_default(dsn, "default_transaction_isolation", isolation)
    async with an_api(dsn, clock) as api, beside(api) as other:
        assert await pairs(api, other) == [([1, 2], ["afgekeurd", "goedgekeurd"])] * ROUNDS


async def test_g2_every_way_to_begin_says_its_isolation(dsn: str) -> None:
    db = await Database.connect(dsn, size=1)

    async def isolation(tx: Any) -> Any:
        return await tx.fetchval("select current_setting('transaction_isolation')")

    async with db.reading() as tx:
        await tx.execute("set default_transaction_isolation = serializable")
    async with db.transaction() as tx:
        assert await isolation(tx) == "read committed"
    async with db.transaction(7) as tx:
        assert await isolation(tx) == "read committed"
    async with db.snapshot() as tx:
        assert await isolation(tx) == "repeatable read"
    async with db.serial_transaction() as tx:
        assert await isolation(tx) == "read committed"
    await db.close()
    await make_default(dsn, "default_transaction_isolation", "serializable")
    assert (
        await migrations._run(dsn, lambda it: it.execute(text("show transaction_isolation")).scalar_one())
        == "read committed"
    )


async def test_g2_no_default_of_the_database_reaches_a_session_of_ours(dsn: str, clock: Clock) -> None:
    await make_hostile(dsn)
    db = await Database.connect(dsn)
    ours = session.SETTINGS | session.Limits().settings()
    plain = await connect(dsn)
    raw = await asyncpg.connect(dsn)
    try:
        for name in sorted(set(HOSTILE) & {row[0] for row in await raw.fetch("select name from pg_settings")}):
            asked = f"select setting from pg_settings where name = '{name}'"
            async with db.reading() as tx:
                assert await tx.fetchval(asked) == ours[name], name
            assert await plain.fetchval(asked) == session.SETTINGS[name], name
            if name != "client_encoding":  # which the library asks for by itself
                assert await raw.fetchval(asked) != session.SETTINGS[name], name
    finally:
        await db.close()
        await plain.close()
        await raw.close()
    async with an_api(dsn, clock) as api, beside(api) as other:
        assert await pairs(api, other) == [([1, 2], ["afgekeurd", "goedgekeurd"])] * ROUNDS
    await migrations.upgrade(dsn)
    assert await migrations.list_differences(dsn) == []


async def test_g2_options_in_the_url_and_defaults_of_the_login_do_not_either(dsn: str) -> None:
    login = f"test_{secrets.token_hex(8)}"
    await execute(
        dsn,
        f"create role {login} login password 'x'; grant gateway_app to {login};"
        f"alter role {login} set default_transaction_isolation = 'serializable'; alter role {login} set role = none",
    )
    parts = urlsplit(dsn)
    theirs = parts._replace(netloc=f"{login}:x@{parts.netloc.rpartition('@')[2]}")
    theirs = theirs._replace(query=f"{parts.query}&timezone=Asia/Tokyo&options=-c%20statement_timeout%3D1")
    db = await Database.connect(urlunsplit(theirs))
    try:
        async with db.reading() as tx:
            assert await tx.fetchval("select current_user") == session.APPLICATION
            for name in ("default_transaction_isolation", "TimeZone", "statement_timeout"):
                assert await tx.fetchval("select current_setting($1)", name) == session.SETTINGS[name]
    finally:
        await db.close()
        await execute(dsn, f"drop role {login}")


async def test_g2_what_is_committed_is_on_disk_whatever_the_default(dsn: str) -> None:
    await make_default(dsn, "synchronous_commit", "off")
    db = await Database.connect(dsn)
    async with db.reading() as tx:
        assert await tx.fetchval("show synchronous_commit") == "on"
        assert any(each.startswith("Instelling synchronous_commit") for each in await server.list_remarks(tx))
    await db.close()
    await make_default(dsn, "synchronous_commit", "remote_apply")
    db = await Database.connect(dsn)
    async with db.reading() as tx:
        assert await tx.fetchval("show synchronous_commit") == "remote_apply"
    await db.close()


async def test_g2_a_setting_that_is_dangerous_or_not_followed_is_told(dsn: str) -> None:
    await make_default(dsn, "default_transaction_isolation", "serializable")
    told = "\n".join(await server.look_at_server(dsn))
    assert "default_transaction_isolation van de server of de login is 'serializable'" in told
    assert "de gateway werkt met 'read committed'" in told
    for name in ("fsync", "full_page_writes"):  # the servers of the tests have both off
        assert f"Instelling {name} van de server staat op off" in told


def test_g2_triggers_that_are_off_are_put_on_or_refused() -> None:
    with temporary_folder() as folder, EmbeddedPostgres(folder / "data", settings={"fsync": "off"}) as made:
        asyncio.run(execute(made.superuser_dsn, "alter role all set session_replication_role = replica"))

        async def value() -> Any:
            connection = await connect(made.superuser_dsn)
            try:
                return await connection.fetchval("show session_replication_role")
            finally:
                await connection.close()

        assert asyncio.run(value()) == "origin"
        for refused in (connect(made.dsn), migrations.upgrade(made.dsn), migrations.check_current(made.dsn)):
            with pytest.raises(DatabaseUnavailable, match="alter role gateway reset session_replication_role"):
                asyncio.run(refused)


async def test_g2_a_database_in_another_encoding_is_refused(template: Template) -> None:
    name = f"test_{secrets.token_hex(8)}"
    await execute(
        template.admin_dsn,
        f"create database {name} template template0 encoding 'SQL_ASCII' locale_provider libc locale 'C'",
    )
    dsn = with_database(template.admin_dsn, name)
    try:
        for refused in (migrations.upgrade(dsn), migrations.check_current(dsn)):
            with pytest.raises(DatabaseUnavailable, match=r"SQL_ASCII.*UTF8"):
                await refused
    finally:
        await execute(template.admin_dsn, f"drop database {name} with (force)")


async def test_g2_a_server_that_is_too_old_is_refused(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "OLDEST_SERVER", 99)
    for refused in (migrations.upgrade(dsn), migrations.check_current(dsn), Database.connect(dsn)):
        with pytest.raises(DatabaseUnavailable, match=r"draait op PostgreSQL \d+; de gateway heeft 99 of nieuwer"):
            await refused


async def test_limits_of_our_own_are_no_remark_on_a_server_that_has_none(dsn: str) -> None:
    db = await Database.connect(dsn)
    async with db.reading() as tx:
        assert not [each for each in await server.list_remarks(tx) if "timeout" in each]
    await db.close()
    await make_default(dsn, "lock_timeout", "300s")
    db = await Database.connect(dsn)
    async with db.reading() as tx:
        assert any(each.startswith("Instelling lock_timeout") for each in await server.list_remarks(tx))
    await db.close()


@pytest.mark.parametrize(
    ("version", "told"),
    [
        (180004, "18.4, en in die lijn is er sinds 13 augustus 2026 al 18.6"),
        (170010, "17.10, en in die lijn is er sinds 13 augustus 2026 al 17.11"),
        (160014, "al 16.15"),
        (150019, "15.19, en in die lijn is er sinds 13 november 2026 al 15.20"),
        *((version, None) for version in (180006, 180007, 170011, 160015, 150020, 190000)),
    ],
)
def test_a_server_behind_the_newest_of_its_line_is_told(version: int, told: str | None) -> None:
    line = server.behind(version)
    assert line is None if told is None else told in (line or "")


def test_of_each_line_that_can_be_used_the_newest_is_known() -> None:
    assert min(server.NEWEST_KNOWN) == session.OLDEST_SERVER
    assert sorted(server.NEWEST_KNOWN) == list(range(session.OLDEST_SERVER, max(server.NEWEST_KNOWN) + 1))


async def test_the_remarks_on_a_server_tell_that_it_is_behind(dsn: str) -> None:
    connection = await connect(dsn)
    try:
        version = await connection.fetchval("select current_setting('server_version_num')::int")
        assert (server.behind(version) in await server.list_remarks(connection)) is (server.behind(version) is not None)
    finally:
        await connection.close()
