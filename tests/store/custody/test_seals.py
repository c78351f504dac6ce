"""Rows that have waited for a seal for over an hour are known by the oldest event or read record without one."""

from gateway.exchange.custody.seal import seal_ledger
from gateway.exchange.kernel.gateway import Gateway
from gateway.store.custody.seals import LateSeal, list_late
from gateway.store.ledger import gebeurtenissen
from tests.support.api.parties import VENLO, VENRAY
from tests.support.store.ledger import book
from tests.support.store.postgres import execute

AGO = "alter table {0} disable trigger user; update {0} set op = op - interval '2 hours'"
LOOK = """
    insert into inzages (gemeente, organisatie, ingang, actie, soort, clienten, doel, uitkomst, aanvraag)
    values ('0984', '0984', 'test', 'GET /x', 'client', '{}', 'test', 'toegestaan', '')
"""


async def late(gateway: Gateway) -> list[LateSeal]:
    async with gateway.db.transaction() as tx:
        return await list_late(tx)


async def test_events_and_read_records_are_late_until_they_are_sealed(gateway: Gateway, dsn: str) -> None:
    id = await book(gateway.db)
    async with gateway.db.transaction() as tx:
        await gebeurtenissen.log_event(tx, VENLO, id, "gezien", door="test")
    await execute(dsn, LOOK)
    assert await late(gateway) == []
    for table in ("gebeurtenissen", "inzages"):
        await execute(dsn, AGO.format(table))
    assert [(each.gemeente, each.nummer) for each in await late(gateway)] == [(VENLO, 0), (VENRAY, 0)]
    await seal_ledger(gateway)
    assert await late(gateway) == []
