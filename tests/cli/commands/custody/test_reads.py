"""`gateway reads`: who looked at a client."""

import asyncio
from uuid import uuid4

import pytest

from gateway.store.custody import inzages
from gateway.store.custody.inzages import ReadAccess
from gateway.store.db.database import Database
from tests.cli.running import invoke
from tests.support.api.parties import ZORG
from tests.support.store.key_ring import vault

CLIENT = uuid4()
LEZING = ReadAccess(
    organisatie=ZORG,
    via="makelaar",
    ingang="oidc systeem-1",
    actie="GET /v1/berichten/{id}/xml",
    soort="bericht",
    onderwerp=str(uuid4()),
    clienten=(CLIENT,),
    doel="uitvoering Wmo",
    uitkomst="geweigerd",
    aanvraag="aanvraag-1",
)


async def look(dsn: str, times: int) -> None:
    db = await Database.connect(dsn, vault=vault())
    try:
        async with db.transaction() as tx:
            for _ in range(times):
                await inzages.record_read(tx, LEZING)
    finally:
        await db.close()


def test_list_shows_who_looked(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)
    monkeypatch.setattr("gateway.exchange.kernel.pages.LARGE_PAGE", 2)
    asyncio.run(look(dsn, 3))
    lines = invoke("reads", "list", "--client", str(CLIENT)).stdout.splitlines()
    assert len(lines) == 4
    for shown in (ZORG, "makelaar", "oidc systeem-1", "GET /v1/berichten/{id}/xml", "geweigerd", "aanvraag-1"):
        assert shown in lines[1]
    assert len(invoke("reads", "list", "--client", str(uuid4())).stdout.splitlines()) == 1
