"""A transaction is whole or nothing, and leaves its connection as new."""

import asyncio

import asyncpg
import pytest

from gateway.store.db.database import Database
from gateway.store.db.transaction import BEGIN, BEGIN_ABOUT_FEW, begin_statement
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.parties import VENLO, VENRAY


async def codes(db: Database) -> list[str]:
    async with db.reading() as tx:
        return [each.code for each in await organisaties.list_organisaties(tx)]


async def test_a_block_that_ends_is_committed_and_one_that_raises_is_not(db: Database) -> None:
    async with db.transaction() as tx:
        await organisaties.save(tx, Organisatie(VENLO, "gemeente", "Venlo"))

    async def failing() -> None:
        async with db.transaction() as tx:
            await organisaties.save(tx, Organisatie(VENRAY, "gemeente", "Venray"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await failing()
    assert await codes(db) == [VENLO]


async def test_after_a_failed_or_cancelled_transaction_the_connection_is_as_new(dsn: str) -> None:
    db = await Database.connect(dsn, size=1)
    with pytest.raises(asyncpg.UndefinedTableError):
        async with db.transaction() as tx:
            await tx.execute("select * from nergens")

    async def endless() -> None:
        async with db.transaction() as tx:
            await tx.execute("insert into organisaties (code, soort, naam) values ('x', 'beheerder', 'x')")
            await tx.execute("select pg_sleep(60)")

    task = asyncio.create_task(endless())
    await asyncio.sleep(0.2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with db.transaction() as tx:
        assert await tx.fetchval("select count(*) from organisaties") == 0
        assert await tx.fetchval("select count(*) from pg_locks where locktype = 'advisory'") == 0
    await db.close()


def test_a_transaction_with_locks_takes_them_in_this_order() -> None:
    begun = begin_statement(7, -3)
    assert begun.endswith("; select pg_advisory_xact_lock(7); select pg_advisory_xact_lock(-3)")
    assert begun.startswith(BEGIN_ABOUT_FEW)
    assert begin_statement() == BEGIN
