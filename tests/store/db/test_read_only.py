"""A database that can only be read for a while, and sessions that are lost: the gateway recovers by itself."""

import asyncio
from collections.abc import Awaitable, Callable

import asyncpg
import httpx
import pytest

from gateway.exchange.delivery.worker import run_worker
from gateway.exchange.kernel.readiness import check_readiness
from gateway.store.db.database import TRANSIENT, UNAVAILABLE, Database
from tests.support.api.application import Api
from tests.support.api.parties import CLIENT, VENLO, problem
from tests.support.store.postgres import database_of, execute

WRITE = "insert into workers (id, machine) values (gen_random_uuid(), 'x')"
ENDS = {
    "25P03": "set local idle_in_transaction_session_timeout = 20; select pg_sleep(0)",
    "57014": "set local statement_timeout = 20; select pg_sleep(60)",
    "57P01": "set role none; select pg_terminate_backend(pg_backend_pid())",
}


async def make_read_only(dsn: str, value: str = "on") -> None:
    """Do what a provider of databases does whose disk is nearly full."""
    name = database_of(dsn)
    connection = await asyncpg.connect(dsn)
    await connection.execute("set default_transaction_read_only = off")
    await connection.execute(f'alter database "{name}" set default_transaction_read_only = {value}')
    await connection.close()


async def end_sessions(dsn: str) -> None:
    await execute(
        dsn,
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where datname = current_database() and pid <> pg_backend_pid()",
    )


async def until(true: Callable[[], Awaitable[object]]) -> None:
    async with asyncio.timeout(60):
        while not await true():  # noqa: ASYNC110 - what it waits for is in the database
            await asyncio.sleep(0.05)


async def wrote(db: Database) -> bool:
    try:
        async with db.transaction() as tx:
            await tx.execute(WRITE)
    except UNAVAILABLE:
        return False
    return True


async def test_b04_a_connection_that_became_read_only_is_dropped(dsn: str) -> None:
    db = await Database.connect(dsn, size=3)
    await make_read_only(dsn)
    await end_sessions(dsn)
    await until(lambda: _is_read_only(db))
    for _ in range(3):
        assert not await wrote(db)
        async with db.serial_transaction() as tx:
            with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
                await tx.execute(WRITE)
    await make_read_only(dsn, "off")
    # Not one statement more fails: whoever opened a connection in the meantime knows that it can't write.
    for _ in range(3):
        assert await wrote(db)
        async with db.serial_transaction() as tx:
            await tx.execute(WRITE)
    await db.close()


async def _is_read_only(db: Database) -> bool:
    try:
        return not await db.can_write()
    except UNAVAILABLE:
        return False


async def test_b04_what_the_server_does_not_tell_is_found_out_once(dsn: str) -> None:
    """As through a pooler, which keeps the parameters of the session to itself."""
    db = await Database.connect(dsn, size=2)
    async with db.reading() as one, db.reading() as two:
        for each in (one, two):
            await each.execute("set session characteristics as transaction read only")
    async with db.reading() as tx:
        pid = tx.get_server_pid()

    async def refused() -> None:
        async with db.transaction() as tx:
            await tx.execute("set transaction read only")
            await tx.execute(WRITE)

    with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
        await refused()
    async with db.transaction() as tx:
        assert tx.get_server_pid() != pid
        await tx.execute(WRITE)
    await db.close()


async def test_b04_readiness_tells_and_writing_goes_on_by_itself(api: Api) -> None:
    venlo = await api.caller(VENLO)
    await make_read_only(api.dsn)
    await end_sessions(api.dsn)
    async with api.http() as anybody:

        async def ready() -> httpx.Response:
            return await anybody.get("/health/ready")

        await until(lambda: _said(ready, 503, "database-alleen-lezen"))
        for _ in range(3):
            refused = await venlo.http.post("/v1/clienten", json=dict(CLIENT, bsn="999900006"))
            problem(refused, 503, "database-niet-beschikbaar")
            assert refused.headers["retry-after"]
            problem(await ready(), 503, "database-alleen-lezen")
        await make_read_only(api.dsn, "off")
        assert (await ready()).status_code == 200
    await venlo.register()


async def _said(ask: Callable[[], Awaitable[httpx.Response]], status: int, soort: str) -> bool:
    answer = await ask()
    return answer.status_code == status and answer.json()["type"].endswith(soort)


async def test_b04_a_worker_lives_again_when_it_may_write(api: Api) -> None:
    stop = False
    working = asyncio.create_task(run_worker(api.gateway, lambda: stop, pause=0.02))

    async def lives() -> bool:
        return (await check_readiness(api.gateway)).workers > 0

    try:
        await until(lives)
        await make_read_only(api.dsn)
        await end_sessions(api.dsn)
        await until(lambda: _stands(api, "database-alleen-lezen"))
        connection = await asyncpg.connect(api.dsn, server_settings={"default_transaction_read_only": "off"})
        await connection.execute("delete from workers")
        await connection.close()
        await make_read_only(api.dsn, "off")
        api.clock.advance(seconds=30)
        await until(lives)
    finally:
        stop = True
        await working


async def _stands(api: Api, soort: str) -> bool:
    return (await check_readiness(api.gateway)).problem == soort


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize("way", ["transaction", "serial_transaction", "snapshot", "reading"])
async def test_b04_a_session_that_the_server_ended_is_replaced(way: str, end: str, dsn: str) -> None:
    db = await Database.connect(dsn, size=1)

    async def ended() -> None:
        async with getattr(db, way)() as tx:
            # In a block of its own, for one that only reads has none.
            await tx.execute(f"begin; {end}" if way == "reading" else end)
            await asyncio.sleep(0.2)
            await tx.execute("select 1")

    with pytest.raises(TRANSIENT):
        await ended()
    async with getattr(db, way)() as tx:
        assert await tx.fetchval("select 1") == 1
    assert await wrote(db)
    await db.close()
