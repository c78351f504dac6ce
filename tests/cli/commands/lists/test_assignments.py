"""An operator finds assignments and overrides on the command line, and that is on record."""

import asyncio
import json

import pytest

from gateway.store.db.database import Database
from tests.cli.running import invoke
from tests.support.api.parties import VENLO, VENRAY, ZORG, enrol
from tests.support.store.embedded import ask
from tests.support.store.filling import assigned_clients
from tests.support.store.key_ring import vault


@pytest.fixture(autouse=True)
def database(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)

    async def fill() -> None:
        db = await Database.connect(dsn, vault=vault())
        try:
            await enrol(db)
            await assigned_clients(db, 2)
        finally:
            await db.close()

    asyncio.run(fill())


def test_assignments_are_chosen_by_filters_and_the_look_is_on_record(dsn: str) -> None:
    for options, expected in (
        ((VENLO,), 2),
        ((VENRAY,), 0),
        ((VENLO, "--aanbieder", ZORG, "--product", "02A02", "--loopt-op", "2024-06-01", "--niet-begonnen"), 2),
        ((VENLO, "--begonnen"), 0),
        ((VENLO, "--categorie", "03"), 0),
        ((VENLO, "--eindigt-voor", "2030-01-01"), 0),
        ((VENLO, "--overruled"), 0),
        ((VENLO, "--aantal", "1"), 1),
    ):
        result = invoke("assignments", "list", *options)
        assert result.exit_code == 0, result.stderr
        assert len(result.stdout.splitlines()) == expected + 1, options
    seen = "select gemeente || ' ' || soort || ' ' || cardinality(clienten) from inzages order by id limit 1"
    assert ask(dsn, seen) == f"{VENLO} toewijzingen 2"


def test_json_has_the_keys_of_the_api_an_object_a_line() -> None:
    found = [json.loads(line) for line in invoke("assignments", "list", VENLO, "--json").stdout.splitlines()]
    assert [each["ingangsdatum"] for each in found] == ["2024-01-01"] * 2
    assert set(found[0]) >= {"toewijzingNummer", "clientId", "aanbieder", "begonnen"}


def test_overrides_of_a_municipality_without_policy_are_none() -> None:
    assert len(invoke("assignments", "overrides", VENLO).stdout.splitlines()) == 1
    assert invoke("assignments", "overrides", VENLO, "--json").stdout == ""


def test_a_municipality_has_four_digits() -> None:
    for command in ("list", "overrides"):
        result = invoke("assignments", command, "83")
        assert result.exit_code == 2
        assert "vier cijfers" in result.stderr
