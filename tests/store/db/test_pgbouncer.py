"""Through a pooler: by the session it works, with the rights that it needs; shared otherwise it is refused."""

import asyncio
import secrets
from collections.abc import Iterator
from contextlib import suppress

import asyncpg
import pytest
import structlog

from gateway.store.db import migrations, session
from gateway.store.db.database import UNAVAILABLE, Database, DatabaseUnavailable, connect
from tests.cli.running import invoke
from tests.support.api.application import Clock, an_api
from tests.support.api.parties import VENLO, ZORG, start
from tests.support.store.embedded import tell
from tests.support.store.pgbouncer import a_pgbouncer
from tests.support.store.postgres import Template, a_clone, database_of


@pytest.fixture
def pooled(dsn: str) -> Iterator[str]:
    """The address through a pgbouncer as it comes, but that it gives a session what it needs."""
    with a_pgbouncer(dsn, "session") as address:
        yield address


async def test_b08_by_the_session_all_works_and_with_the_rights_of_the_application(pooled: str, clock: Clock) -> None:
    await migrations.upgrade(pooled)
    await migrations.check_current(pooled)
    assert await migrations.list_differences(pooled) == []
    with structlog.testing.capture_logs() as said:
        async with an_api(pooled, clock) as api:
            venlo, zorg = await api.caller(VENLO), await api.caller(ZORG)
            made = await venlo.assign(await venlo.register())
            receipts = await asyncio.gather(
                *(zorg.submit(start(made["toewijzingNummer"], f"S{each}")) for each in range(4))
            )
            assert [each["oordeel"] for each in receipts].count("goedgekeurd") == 1
            async with api.gateway.db.reading() as tx:
                assert await tx.fetchval("select current_user") == session.APPLICATION
                assert await tx.fetchval("show default_transaction_isolation") == "read committed"
            async with api.http() as anybody:
                assert (await anybody.get("/health/ready")).status_code == 200
    assert not [each for each in said if each["event"] == "database.all_rights"]


async def test_b08_a_session_that_another_had_before_brings_nothing_along(dsn: str) -> None:
    with a_pgbouncer(dsn, "session", default_pool_size="1") as address:
        first = await connect(address, role=True)
        assert await first.fetchval("select current_user") == session.APPLICATION
        await first.close()
        second = await connect(address)
        assert await second.fetchval("select current_user") == "gateway"
        await second.close()


@pytest.mark.parametrize("mode", ["transaction", "statement"])
@pytest.mark.parametrize("settings", [{}, {"server_round_robin": "1"}, {"default_pool_size": "2"}])
async def test_b08_a_connection_that_is_shared_is_refused_with_a_clear_word(
    mode: str, settings: dict[str, str], dsn: str
) -> None:
    with a_pgbouncer(dsn, mode, ignore_startup_parameters="role,extra_float_digits", **settings) as address:
        for refused in (migrations.check_current, migrations.upgrade) * 3:
            with pytest.raises(DatabaseUnavailable, match="pool_mode = session"):
                await refused(address)


@pytest.mark.parametrize("mode", ["transaction", "statement"])
def test_b08_every_command_that_opens_the_database_says_so(
    mode: str, dsn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_pgbouncer(dsn, mode) as address:
        monkeypatch.setenv("GATEWAY_DATABASE_URL", address)
        for command in (("db", "upgrade"), ("db", "check"), ("accounts", "list"), ("worker",), ("serve", "--port", 0)):
            result = invoke(*command)
            assert result.exit_code == 2
            assert result.stderr.startswith("gateway: ")
            assert "pool_mode = session" in result.stderr
            assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("ignored", [{}, {"ignore_startup_parameters": "role,options"}])
async def test_b08_a_role_that_is_not_to_be_had_is_warned_of(ignored: dict[str, str], template: Template) -> None:
    async with a_clone(template) as dsn:
        login = f"u_{secrets.token_hex(4)}"
        await asyncio.to_thread(tell, dsn, f"create role {login} login")
        try:
            with a_pgbouncer(dsn.replace("gateway@", f"{login}@"), "session", **ignored) as address:
                with structlog.testing.capture_logs() as said:
                    db = await Database.connect(address)
                async with db.reading() as tx:
                    assert await tx.fetchval("select current_user") == login
                await db.close()
            assert [(each["event"], each["login"]) for each in said] == [("database.all_rights", login)]
        finally:
            await asyncio.to_thread(tell, dsn, f"drop role {login}")


async def test_b08_a_parameter_that_the_pooler_refuses_is_told(pooled: str) -> None:
    for refused in (migrations.check_current(f"{pooled}&role=gateway_app"), Database.connect(f"{pooled}&role=x")):
        with pytest.raises(DatabaseUnavailable, match=r"role.*Haal haar uit het adres.*ignore_startup_parameters"):
            await refused


async def test_b08_a_pooler_that_begins_to_share_is_unavailable_and_not_a_crash(dsn: str) -> None:
    """The check at the start can't have seen it: the statements that others prepared are in the way, or are gone."""
    with a_pgbouncer(dsn, "transaction", default_pool_size="2", server_round_robin="1") as address:
        for _ in range(5):
            with suppress(*UNAVAILABLE):  # anything else is a crash
                db = await Database.connect(address)
                for _ in range(10):
                    with suppress(*UNAVAILABLE):
                        async with db.reading() as one, db.reading() as two:
                            await asyncio.gather(*(each.fetchval("select 1 + $1", 1) for each in (one, two)))
                        async with db.transaction(7) as tx:
                            await tx.fetchval("select 2 + $1", 1)
                await db.close()


async def test_b04_behind_a_pooler_too_it_writes_again_by_itself(pooled: str, dsn: str) -> None:
    """A pooler keeps its own connections, and they keep what the database had for default when they were made."""
    await asyncio.to_thread(make_read_only, dsn)
    db = await Database.connect(pooled, size=2)
    for _ in range(3):
        assert not await wrote(db)
        assert not await db.can_write()
    await asyncio.to_thread(make_read_only, dsn, "off")
    async with asyncio.timeout(60):
        while not await db.can_write():
            pass
        while not await wrote(db):
            pass
    for _ in range(4):
        assert await wrote(db)
    await db.close()


def make_read_only(dsn: str, value: str = "on") -> None:
    tell(
        dsn,
        f'begin read write;alter database "{database_of(dsn)}" set default_transaction_read_only = {value}; commit',
    )


async def wrote(db: Database) -> bool:
    try:
        async with db.transaction() as tx:
            await tx.execute("insert into workers (id, machine) values (gen_random_uuid(), 'x')")
    except asyncpg.ReadOnlySQLTransactionError:
        return False
    return True
