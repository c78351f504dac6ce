"""What older rows lack is filled in while the gateway works; broken off, it goes on where it was."""

import pytest
from structlog.testing import capture_logs

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.pages import AskedPage
from gateway.exchange.lists import older_rows
from gateway.exchange.lists.messages import filter_of, list_messages
from gateway.exchange.lists.older_rows import complete_older_rows
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.parties import VENLO
from tests.support.store.ledger import book
from tests.support.store.postgres import execute

BEFORE = """
    delete from bevindingcodes;
    insert into aanvullingen (taak, gemeente, tot)
    values ('bevindingcodes', '', '00000000-0000-0000-0000-000000000000')
"""
"""A database that was upgraded just now."""


async def test_a_message_from_before_is_found_by_code_once_it_is_filled_in(
    gateway: Gateway, dsn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(older_rows, "MAX_ROWS_PER_PIECE", 2)
    ids = [await book(gateway.db, bevindingen=[{"code": "TR056"}]) for _ in range(5)]
    await execute(dsn, BEFORE)
    venlo = Organisatie(VENLO, "gemeente", "Venlo")
    filters = filter_of(soort=None, richting=None, vanaf=None, tot=None, code="TR056")

    async def found() -> list[object]:
        return [each.bericht_id for each in (await list_messages(gateway, venlo, filters, AskedPage())).items]

    assert await found() == []
    with capture_logs() as logs:
        await complete_older_rows(gateway)
        new = await book(gateway.db, bevindingen=[{"code": "TR056"}])
        await complete_older_rows(gateway)
    assert [(each["event"], each["task"], each["rows"]) for each in logs] == [
        ("older_rows.completed", "bevindingcodes", 5)
    ]
    assert await found() == [*ids, new]
