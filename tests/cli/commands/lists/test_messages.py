"""An operator finds messages on the command line."""

import asyncio
import json
from datetime import UTC, datetime

import pytest

from gateway.store.db.database import Database
from tests.cli.running import invoke
from tests.support.api.parties import VENLO, VENRAY, ZORG, enrol
from tests.support.store.filling import assigned_clients
from tests.support.store.key_ring import vault


@pytest.fixture(autouse=True)
def database(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)

    async def fill() -> None:
        db = await Database.connect(dsn, vault=vault())
        try:
            await enrol(db)
            await assigned_clients(db, 2, VENLO, op=datetime(2024, 1, 1, 12, tzinfo=UTC))
            await assigned_clients(db, 1, VENRAY, op=datetime(2024, 1, 2, 12, tzinfo=UTC))
        finally:
            await db.close()

    asyncio.run(fill())


def test_messages_are_chosen_by_filters() -> None:
    for options, expected in (
        ((), 3),
        (("--gemeente", VENRAY), 1),
        (("--gemeente", VENLO, "--soort", "WMO301", "--richting", "uit"), 2),
        (("--richting", "in"), 0),
        (("--aanbieder", ZORG, "--tot", "2024-01-01"), 2),
        (("--vanaf", "2024-01-02", "--oordeel", "goedgekeurd"), 1),
        (("--bezorging", "geleverd"), 0),
        (("--uitkomst", "afgekeurd"), 0),
        (("--aantal", "2"), 2),
    ):
        result = invoke("messages", "list", *options)
        assert result.exit_code == 0, result.stderr
        head, *rows = result.stdout.splitlines()
        assert head.split()[:3] == ["id", "op", "soort"]
        assert len(rows) == expected, options


def test_json_has_the_keys_of_the_api_an_object_a_line() -> None:
    result = invoke("messages", "list", "--json", "--volgorde", "nieuwste")
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [each["gemeente"] for each in found] == [VENRAY, VENLO, VENLO]
    assert set(found[0]) >= {"berichtId", "soort", "vastgelegdOp", "oordeel", "clientId", "regels"}
    assert {each["clientId"] for each in found} == {None}


def test_a_bsn_is_no_identificatie_to_look_for() -> None:
    result = invoke("messages", "list", "--identificatie", "X999900006")
    assert result.exit_code != 0
    assert "schuilnaam" in result.stderr
    assert "999900006" not in result.stderr
