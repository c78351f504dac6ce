"""A task is done by one at a time, goes on where it was, and is over when there are no more rows."""

from uuid import UUID

from gateway.store.db.database import Database
from gateway.store.ledger import aanvullingen
from gateway.store.ledger.aanvullingen import RowPlace
from tests.support.api.parties import VENLO
from tests.support.store.postgres import execute

TASK = "insert into aanvullingen (taak, gemeente, tot) values ('proef', '', '00000000-0000-0000-0000-000000000000')"


async def test_a_task_goes_on_where_it_was_until_it_is_done(dsn: str, db: Database) -> None:
    await execute(dsn, TASK)
    place = RowPlace(VENLO, UUID(int=7))
    async with db.transaction() as tx:
        assert await aanvullingen.claim(tx, "proef") == RowPlace("", UUID(int=0))
        async with db.transaction() as other:
            assert await aanvullingen.claim(other, "proef") is None, "somebody is at it"
        await aanvullingen.save(tx, "proef", place)
    async with db.transaction() as tx:
        assert await aanvullingen.claim(tx, "proef") == place
        await aanvullingen.save(tx, "proef", None)
    async with db.transaction() as tx:
        assert await aanvullingen.claim(tx, "proef") is None
        assert await aanvullingen.claim(tx, "no such task") is None
