"""The watch on dates sees what was sent to whom, what is unanswered, and whom to look at again."""

from datetime import date
from uuid import UUID

import pytest

from gateway.store.care import watch_view
from gateway.store.db.database import Connection, Database
from tests.support.api.parties import VENLO, VENRAY, ZORG, enrol
from tests.support.store.filling import assigned_clients

FIRST = UUID(int=0)


@pytest.fixture
async def clients(db: Database) -> list[UUID]:
    """Three clients of Venlo, each with an assignment that was sent to ZORG and not answered."""
    await enrol(db)
    await assigned_clients(db, 3)
    async with db.reading() as tx:
        return [row["id"] for row in await tx.fetch("select id from clienten order by id")]


async def test_a_client_is_seen_with_its_care_and_the_answers_it_waits_for(db: Database, clients: list[UUID]) -> None:
    async with db.reading() as tx:
        found = await watch_view.load_watch_files(tx, VENLO, clients[:2], without_client=True)
    assert set(found) == {*clients[:2], None}
    one = found[clients[0]]
    [care] = one.care
    assert set(one.sent) == {care.nummer}
    [waits] = one.unanswered
    assert (waits.soort, waits.aanbieder) == ("WMO301", ZORG)
    assert found[None].unanswered == ()


async def test_clients_come_by_the_page(db: Database, clients: list[UUID]) -> None:
    async def page(tx: Connection, after: UUID, since: date) -> tuple[list[UUID], UUID | None]:
        found = await watch_view.list_clients_to_watch(tx, VENLO, after, since, 2)
        return found.clienten, found.last

    async with db.reading() as tx:
        assert await page(tx, FIRST, date(2024, 1, 1)) == (clients[:2], clients[1])
        assert await page(tx, clients[1], date(2024, 1, 1)) == (clients[2:], None)
        assert (await watch_view.list_clients_to_watch(tx, VENRAY, FIRST, date(2024, 1, 1), 2)).clienten == []
        changed, last = await watch_view.list_changed_clients(tx, VENLO, FIRST, 9)
    assert (sorted(changed), last) == (clients, None)
