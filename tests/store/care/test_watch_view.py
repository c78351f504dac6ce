"""The watch on dates sees what was sent to whom, what is unanswered, and whom to look at again."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from gateway.store.care import watch_view, watched_clients
from gateway.store.db.database import Connection, Database
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, VENRAY, ZORG, Caller, enrol, refusal_of
from tests.support.messages.persons import bsns
from tests.support.store.filling import assigned_clients
from tests.support.store.postgres import execute

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
        found = await watch_view.load_watch_files(
            tx, VENLO, clients[:2], without_client=True, refused_since=datetime.now(UTC)
        )
    assert set(found) == {*clients[:2], None}
    one = found[clients[0]]
    [care] = one.care
    assert set(one.sent) == {care.nummer}
    [waits] = one.unanswered
    assert (waits.soort, waits.aanbieder) == ("WMO301", ZORG)
    assert found[None].unanswered == ()


async def test_clients_come_by_the_page(db: Database, clients: list[UUID]) -> None:
    async def page(tx: Connection, after: UUID, since: date) -> tuple[list[UUID], UUID | None]:
        found = await watched_clients.list_clients_to_watch(tx, VENLO, after, since, 2)
        return found.clienten, found.last

    async with db.reading() as tx:
        assert await page(tx, FIRST, date(2024, 1, 1)) == (clients[:2], clients[1])
        assert await page(tx, clients[1], date(2024, 1, 1)) == (clients[2:], None)
        assert (await watched_clients.list_clients_to_watch(tx, VENRAY, FIRST, date(2024, 1, 1), 2)).clienten == []
        changed, last = await watched_clients.list_changed_clients(tx, VENLO, FIRST, 9)
    assert (sorted(changed), last) == (clients, None)


async def test_a_client_whose_care_ended_long_ago_is_watched_while_a_message_is_in_trouble(
    api: Api, venlo: Caller, zorg: Caller, dsn: str
) -> None:
    clients = [await venlo.register(bsn) for bsn in bsns(3)]
    messages = [
        (await venlo.assign(each, ingangsdatum="2021-01-01", einddatum="2021-12-31"))["berichtId"] for each in clients
    ]
    for number, forward in enumerate(await zorg.collect()):
        if forward.header.bericht_identificatie.identificatie in (await venlo.show(messages[1])).values():
            await zorg.submit(refusal_of(forward, f"R{number}"))
    await execute(dsn, f"update leveringen set staat = 'opgegeven' where bericht_id = '{messages[0]}'")
    async with api.gateway.db.reading() as tx:
        found = await watched_clients.list_clients_to_watch(tx, VENLO, FIRST, date(2999, 1, 1), 9)
    assert found.clienten == sorted(UUID(each) for each in clients[:2])
