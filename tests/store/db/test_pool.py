"""Connections of a pool: one that breaks is replaced, and one that is not to be had is told so."""

import pytest

from gateway.store.db.database import UNAVAILABLE, Database, Limits, PoolExhausted
from tests.support.store.postgres import execute


async def test_a_connection_that_breaks_is_replaced(db: Database, dsn: str) -> None:
    async with db.reading() as tx:
        pid = await tx.fetchval("select pg_backend_pid()")
    await execute(dsn, f"select pg_terminate_backend({pid})")
    for _ in range(3):
        try:
            async with db.transaction() as tx:
                await tx.fetchval("select 1")
        except UNAVAILABLE:
            continue
    async with db.transaction() as tx:
        assert await tx.fetchval("select 1") == 1


async def test_who_finds_all_connections_in_use_is_told_so_in_time(dsn: str) -> None:
    db = await Database.connect(dsn, size=1, limits=Limits(connection_s=0.1))
    assert not db.is_full()
    async with db.reading():
        assert db.is_full()
        with pytest.raises(PoolExhausted, match="bezet"):
            async with db.reading():
                pass
    async with db.reading() as tx:
        assert await tx.fetchval("select 1") == 1
    await db.close()
