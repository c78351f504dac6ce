"""Organisations are chosen by their kind."""

from gateway.store.db.database import Database
from gateway.store.lists.listing import fetch_page
from gateway.store.lists.organisations import ORGANISATIONS, as_item, where_of
from tests.support.api.parties import BEESEL, VENLO, VENRAY, enrol


async def test_organisations_of_a_kind_come_by_code(db: Database) -> None:
    await enrol(db)
    async with db.reading() as tx:
        page = await fetch_page(tx, ORGANISATIONS, where_of(("gemeente",)), None, 9, newest_first=False)
    found = [as_item(row) for row, _ in page]
    assert [each.code for each in found] == [BEESEL, VENLO, VENRAY]
    assert [each.extern for each in found] == [True, False, False]
