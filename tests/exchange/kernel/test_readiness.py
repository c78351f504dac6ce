"""Readiness: the first thing that keeps the gateway from its work is named."""

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.readiness import BUSY, READ_ONLY, check_readiness, list_remarks
from gateway.store.db.database import Database, Limits
from tests.support.store.postgres import execute


async def test_a_gateway_with_its_database_and_keys_is_ready(gateway: Gateway) -> None:
    ready = await check_readiness(gateway)
    assert (ready.problem, ready.workers) == (None, 0)
    assert all(isinstance(each, str) for each in await list_remarks(gateway))


async def test_a_database_of_another_version_is_named(gateway: Gateway, dsn: str) -> None:
    await execute(dsn, "update alembic_version set version_num = '0000'")
    found = await check_readiness(gateway)
    assert found.problem == "database-schema"
    assert "0000" in found.text


async def test_a_database_that_is_read_only_is_named(gateway: Gateway, dsn: str) -> None:
    read_only = "alter database %I set default_transaction_read_only = on"
    await execute(dsn, f"do $$ begin execute format('{read_only}', current_database()); end $$")
    await gateway.db.close()
    fresh = await type(gateway.db).connect(dsn)
    try:
        assert await check_readiness(Gateway(fresh, gateway.schemas)) == READ_ONLY
    finally:
        await fresh.close()


async def test_a_pool_that_is_in_use_is_named(gateway: Gateway, dsn: str) -> None:
    crowded = await Database.connect(dsn, size=1, limits=Limits(connection_s=0.05))
    async with crowded.reading():
        assert await check_readiness(Gateway(crowded, gateway.schemas)) == BUSY
    await crowded.close()
